"""Take stories out: a folder of ninjs 3.1 items, their pictures, and an index."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from django.utils import translation

from depesche.archive.gather import Gathered, gather
from depesche.articles.body_html import Name, References, Shown, referred_keys
from depesche.articles.models import Article, Section
from depesche.articles.ninjs import Media, Surroundings, ninjs_item, picture_uri
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition
from depesche.pictures.models import Picture

BATCH = 200
MEDIA = "media"
MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
}

Progress = Callable[[int, int], None]
Note = Callable[[str, str], None]  # a file of the export, and what it lacks


class FolderTaken(Exception):
    """The folder holds something already; an export never writes over it."""


def write_ninjs(
    folder: Path, *, edition: Edition, section: Section | None, progress: Progress, note: Note
) -> int:
    """Write what readers see of an edition, or of one section; returns how many stories.

    An item lies at `YEAR/CODE.json`, pictures in `media/`, the list in `index.json`, which is
    written last: a folder without it is not whole. `note` hears of each picture whose file is
    lost, and of sound files, which ninjs does not take. Raises FolderTaken.
    """
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty: name a new folder."
        raise FolderTaken(message)
    folder.mkdir(parents=True, exist_ok=True)
    stories = Article.objects.listed().in_edition(edition)
    if section is not None:
        stories = stories.filter(section=section)
    keys = list(stories.order_by("published_at", "code").values_list("pk", flat=True))
    entries = []
    with translation.override(edition.language):
        for start in range(0, len(keys), BATCH):
            writer = Writer(folder, edition, gather(keys[start : start + BATCH]), note)
            entries += [writer.write(key) for key in keys[start : start + BATCH]]
            progress(len(entries), len(keys))
    _write_json(folder / "index.json", _index(edition, section, entries))
    return len(entries)


def _write_json(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _digest(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _index(
    edition: Edition, section: Section | None, entries: Sequence[dict[str, str]]
) -> dict[str, Any]:
    sections = Section.objects.filter(edition=edition).order_by("path")
    chosen = [one for one in sections if section is None or one.pk == section.pk]
    dossiers = Dossier.objects.filter(edition=edition, entries__listed=True)
    if section is not None:
        dossiers = dossiers.filter(entries__article__section=section)
    return {
        "depesche_export": 1,
        "edition": {"key": edition.key, "name": edition.name, "language": edition.language},
        "sections": [{"slug": one.slug, "name": one.title} for one in chosen],
        "dossiers": [_dossier(dossier) for dossier in dossiers.distinct().order_by("slug")],
        "stories": list(entries),
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    return {
        "slug": dossier.slug,
        "name": dossier.name,
        "summary": dossier.summary,
        "period_from": dossier.period_from.isoformat() if dossier.period_from else None,
        "period_to": dossier.period_to.isoformat() if dossier.period_to else None,
        "is_closed": dossier.is_closed,
        "standing": dossier.standing,
        "questions": [one.text for one in dossier.questions.all()],
        "chapters": [
            {"from": one.from_on.isoformat(), "name": one.name, "summary": one.summary}
            for one in dossier.chapters.all()
        ],
    }


class Writer:
    """Writes the items of one batch; `gathered` holds all that they need."""

    def __init__(self, folder: Path, edition: Edition, gathered: Gathered, note: Note) -> None:
        self.folder, self.edition, self.gathered, self.note = folder, edition, gathered, note

    def write(self, key: int) -> dict[str, str]:
        """Write a story and its pictures; return its entry in the index."""
        article = self.gathered.articles[key]
        year = (
            article.published_at.astimezone(self.edition.zone).year if article.published_at else 0
        )
        file = f"{year}/{article.code}.json"
        around = self._around(article, file)
        _write_json(self.folder / file, ninjs_item(article, around))
        return {
            "file": file,
            "uri": around.uri,
            "headline": article.title,
            "published_at": article.published_at.isoformat() if article.published_at else "",
        }

    def _around(self, article: Article, file: str) -> Surroundings:
        found = self.gathered
        keys = referred_keys(article.body.raw_data)
        in_body = [found.pictures[key] for key in sorted(keys["picture"]) if key in found.pictures]
        lead = [article.picture] if article.picture else []
        media = self._media_of([*lead, *in_body], file)
        if keys["recording"]:
            self.note(file, "its sound file stays behind")
        return Surroundings(
            uri=self._uri(article.pk, article.code),
            section=self._name(article.section.title, article.section.slug, ""),
            language=self.edition.language,
            version=found.version(article.pk),
            authors=self._names(article, "bylines", "authors/"),
            tags=self._names(article, "taggings", "tags/"),
            people=self._names(article, "person_mentions", "people/"),
            organisations=self._names(article, "organisation_mentions", "organisations/"),
            places=self._names(article, "place_mentions", "places/"),
            dossiers=self._names(article, "dossier_entries", "dossiers/"),
            related=[
                Name(other.title, other.slug, self._uri(other.pk, other.code))
                for other in found.rows["related_stories"].get(article.pk, [])
            ],
            references=References(
                speakers=self._speakers(keys),
                pictures={
                    picture.pk: Shown(media[picture.pk].renditions[0]["href"], picture.description)
                    for picture in in_body
                    if picture.pk in media
                },
                pages={
                    page.pk: self.edition.url(f"/k/{page.code}") for page in found.linked.values()
                },
            ),
            media=media,
            corrections=found.corrections.get(article.pk, []),
            ai_reviewer=article.ai_reviewer.name if article.ai_reviewer else "",
        )

    def _uri(self, key: int, code: str) -> str:
        """Return an item's name: its source's where it came from one, else its short link."""
        return self.gathered.uris.get(key) or self.edition.url(f"/k/{code}")

    def _name(self, name: str, slug: str, folder: str) -> Name:
        return Name(name, slug, self.edition.url(f"/{folder}{slug}/"))

    def _names(self, article: Article, relation: str, folder: str) -> list[Name]:
        rows = self.gathered.rows[relation].get(article.pk, [])
        return [self._name(row.name, row.slug, folder) for row in rows]

    def _speakers(self, keys: dict[str, set[int]]) -> dict[tuple[str, int], Name]:
        return {
            (kind, key): self._name(entry.name, entry.slug, folder)
            for kind, folder in (("person", "people/"), ("organisation", "organisations/"))
            for key, entry in self._entries(kind, keys[kind])
        }

    def _entries(self, kind: str, keys: set[int]) -> Iterator[tuple[int, Any]]:
        """Yield key and row of speakers, in the order of their names: the same in every paper."""
        entries = self.gathered.speakers[kind]
        found = [(key, entries[key]) for key in keys if key in entries]
        yield from sorted(found, key=lambda pair: pair[1].slug)

    def _media_of(self, pictures: Sequence[Picture], item: str) -> dict[int, Media]:
        """Write the files of `pictures`; one that is lost is told, and the story goes without."""
        media = {}
        for picture in pictures:
            try:
                media[picture.pk] = self._media(picture)
            except FileNotFoundError:
                self.note(item, f"the file of its picture “{picture.title}” is lost")
        return media

    def _media(self, picture: Picture) -> Media:
        """Write a picture's file where it is not there yet; return how the item tells of it."""
        with picture.file.open("rb") as file:
            data = file.read()
        picture.file_hash = picture.file_hash or _digest(data)
        suffix = PurePath(picture.file.name).suffix.lower()
        target = self.folder / MEDIA / f"{_digest(picture_uri(picture).encode())}{suffix}"
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        rendition = {
            "name": "original",
            "href": f"../{MEDIA}/{target.name}",
            "contentType": MEDIA_TYPES.get(suffix, "application/octet-stream"),
            "width": picture.width,
            "height": picture.height,
            "sizeInBytes": len(data),
        }
        return Media(picture, [rendition])
