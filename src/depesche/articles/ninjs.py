"""Write a story as a ninjs 3.1 item (IPTC's news in JSON). Pure: the caller reads the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from depesche.articles.body_html import Name, References, body_html
from depesche.articles.models import Article, Correction
from depesche.pictures.models import Picture

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
LEAD_PICTURE = "lead"
CODE_ROLE = "depesche:code"


@dataclass(frozen=True)
class Media:
    """A picture of the story with the sizes that may be fetched: ninjs renditions, best first."""

    picture: Picture
    renditions: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Surroundings:
    """What an item tells beside the story's own row. Addresses are whole (`https://…`).

    `media` holds the pictures of the body by key, and the lead picture. `related` are stories
    that readers may see.
    """

    uri: str
    section: Name
    language: str
    version: int = 1
    authors: Sequence[Name] = ()
    tags: Sequence[Name] = ()
    people: Sequence[Name] = ()
    organisations: Sequence[Name] = ()
    places: Sequence[Name] = ()
    dossiers: Sequence[Name] = ()
    related: Sequence[Name] = ()
    references: References = field(default_factory=References)
    media: Mapping[int, Media] = field(default_factory=dict)
    corrections: Sequence[Correction] = ()
    ai_reviewer: str = ""


def ninjs_item(article: Article, around: Surroundings) -> dict[str, Any]:
    """Return the published `article` as a ninjs 3.1 item; what is empty is left out."""
    item = {
        "standard": STANDARD,
        "uri": around.uri,
        "type": "text",
        "version": str(around.version),
        **_dates(article),
        "pubStatus": "usable",
        "language": around.language,
        "title": article.title,
        "headlines": _headlines(article),
        "descriptions": _texts([("summary", "text/plain", article.lead)]),
        "bodies": _bodies(article, around),
        "by": _by(article, around),
        "located": article.place_line,
        "copyrightHolder": article.agency,
        "copyrightNotice": article.copyright_notice,
        "usageTerms": article.usage_terms,
        **_names(around),
        "genres": [{"name": article.get_genre_display(), "literal": article.genre}],
        "trustIndicators": _trust(article, around),
        "altIds": [{"role": CODE_ROLE, "value": article.code}],
        "associations": _associations(article, around),
    }
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def _dates(article: Article) -> dict[str, str]:
    first, last = article.published_at, article.updated_at or article.published_at
    return {
        "firstCreated": _instant(first),
        "versionCreated": _instant(last),
        "contentCreated": _instant(first),
    }


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _texts(texts: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": media_type, "value": value}
        for role, media_type, value in texts
        if value
    ]


def _headlines(article: Article) -> list[dict[str, str]]:
    return _texts(
        [
            ("main", "text/plain", article.title),
            ("short", "text/plain", article.short_headline),
            ("kicker", "text/plain", article.kicker),
        ]
    )


def _bodies(article: Article, around: Surroundings) -> list[dict[str, str]]:
    notices = "\n".join(_notice(notice) for notice in around.corrections)
    body = body_html(article.body.raw_data, around.references)
    return _texts([("main", "text/html", body), ("corrections", "text/html", notices)])


def _notice(notice: Correction) -> str:
    """Write a correction: what was wrong in `del`, what is right in `ins`, the moment in `time`."""
    moment = f'<time datetime="{notice.published_at.isoformat()}"></time>'
    wrong = f"<del>{escape(notice.wrong)}</del>" if notice.wrong else ""
    right = f"<ins>{escape(notice.right)}</ins>"
    return f'<p data-kind="{notice.kind}">{moment}{wrong}{right}</p>'


def _by(article: Article, around: Surroundings) -> str:
    names = [name.name for name in around.authors]
    return ", ".join([*names, article.agency] if article.agency else names)


def _name(name: Name, rel: str) -> dict[str, str]:
    return {"name": name.name, "rel": rel, "uri": name.uri, "literal": name.slug}


def _names(around: Surroundings) -> dict[str, list[dict[str, str]]]:
    speakers = around.references.speakers
    people = [_name(name, "author") for name in around.authors]
    people += [_name(name, "about") for name in around.people]
    people += [_name(name, "speaker") for (kind, _), name in speakers.items() if kind == "person"]
    organisations = [_name(name, "about") for name in around.organisations]
    organisations += [
        _name(name, "speaker") for (kind, _), name in speakers.items() if kind == "organisation"
    ]
    subjects = [_name(around.section, "section")]
    subjects += [_name(name, "about") for name in around.tags]
    subjects += [_name(name, "dossier") for name in around.dossiers]
    return {
        "people": people,
        "organisations": organisations,
        "places": [_name(name, "about") for name in around.places],
        "subjects": subjects,
    }


def _trust(article: Article, around: Surroundings) -> list[dict[str, str]]:
    """Tell what readers are told about the making of the story; `title` holds the words."""
    marks = [
        ("advertisement", "Advertisement" if article.is_advertisement else ""),
        ("single-source", article.single_source if article.rests_on_one_source else ""),
        ("ai-used", article.ai_used),
        ("ai-reviewer", around.ai_reviewer if article.ai_used else ""),
        ("event-on", article.event_on.isoformat() if article.event_on else ""),
    ]
    return [{"role": f"depesche:{role}", "title": title} for role, title in marks if title]


def _associations(article: Article, around: Surroundings) -> list[dict[str, Any]]:
    lead = around.media.get(article.picture_id or 0)
    found = []
    if lead:
        found.append(_picture(LEAD_PICTURE, lead, around, article))
    in_body = [key for key in around.references.pictures if key in around.media]
    for number, key in enumerate(in_body, start=1):
        found.append(_picture(f"body-{number}", around.media[key], around))
    for number, story in enumerate(around.related, start=1):
        found.append(
            {
                "name": f"related-{number}",
                "rel": "related",
                "type": "text",
                "uri": story.uri,
                "title": story.name,
            }
        )
    return found


def _picture(
    name: str, media: Media, around: Surroundings, used_by: Article | None = None
) -> dict[str, Any]:
    """Write a picture with its credit and rights; `used_by` may word caption and alt anew."""
    picture = media.picture
    caption = used_by.picture_caption if used_by else ""
    alt = used_by.picture_alt if used_by else ""
    item = {
        "name": name,
        "rel": "picture",
        "type": "picture",
        "uri": picture_uri(picture) or f"{around.uri}#{name}",
        "title": picture.title,
        "contentCreated": f"{picture.taken_on}T00:00:00Z" if picture.taken_on else "",
        "descriptions": _texts(
            [
                *_worded("caption", caption, picture.caption),
                *_worded("alternative", alt, picture.description),
                ("credit", "text/plain", picture.credit_line),
            ]
        ),
        "by": picture.creator,
        "infoSources": [{"role": "agency", "name": picture.agency}] if picture.agency else [],
        "located": picture.place,
        "copyrightNotice": picture.copyright_notice,
        "usageTerms": picture.usage_terms,
        "rightsInfo": {"linkedRights": picture.licence_url} if picture.licence_url else {},
        "digitalSourceType": _source_type(picture),
        "expires": _instant(picture.expires_at),
        "renditions": [dict(rendition) for rendition in media.renditions],
    }
    return {key: value for key, value in item.items() if value not in ("", [], {}, None)}


def _worded(role: str, used: str, own: str) -> list[tuple[str, str, str]]:
    """Tell a text as readers have it; where a use has its own, both are told apart, too."""
    printed = (role, "text/plain", used or own)
    if not used:
        return [printed]
    return [printed, (f"use-{role}", "text/plain", used), (f"picture-{role}", "text/plain", own)]


def picture_uri(picture: Picture) -> str:
    """Return under which name other machines know the picture: its source's, or one of ours.

    Ours is made of the content and the key: one file may be two pictures, with two captions.
    """
    if ":" in picture.source_uri:
        return picture.source_uri
    return f"urn:sha1:{picture.file_hash}#{picture.pk}" if picture.file_hash else ""


def _source_type(picture: Picture) -> dict[str, str]:
    return {"literal": picture.digital_source_type} if picture.digital_source_type else {}
