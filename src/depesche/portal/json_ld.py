"""The page for machines: schema.org in JSON-LD. Pure: from contracts to dicts to one script."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from depesche.masthead.models import Edition
from depesche.portal.contracts import Block, Image, Link, Notice, Quotation, Teaser
from depesche.portal.filters import iso
from depesche.portal.paper import Paper
from depesche.portal.rich_text import script_json

Thing = dict[str, Any]


def script(*things: Thing) -> Markup:
    """Return the things as one graph, safe inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": [clean(thing) for thing in things]}
    return script_json(json.dumps(graph, ensure_ascii=False, separators=(",", ":")))


def clean(thing: Any) -> Any:
    """Drop what is empty, at every depth."""
    if isinstance(thing, dict):
        cleaned = {name: clean(value) for name, value in thing.items()}
        return {name: value for name, value in cleaned.items() if value not in (None, "", [], {})}
    if isinstance(thing, (list, tuple)):
        return [value for value in map(clean, thing) if value not in (None, "", [], {})]
    return thing


def absolute(edition: Edition, path: str) -> str:
    """Return the whole address of a path on the edition's host; whole ones stay."""
    return path if "://" in path or not path else f"{edition.base_url}{path}"


def publisher(edition: Edition) -> Thing:
    """Return the paper as an organisation, with where its rules are written."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{edition.url('/')}#paper",
        "name": edition.name,
        "url": edition.url("/"),
        "slogan": edition.tagline,
        "foundingDate": str(edition.founded) if edition.founded else "",
        "correctionsPolicy": edition.url("/corrections/"),
        "ownershipFundingInfo": edition.url("/imprint/"),
        "actionableFeedbackPolicy": edition.url("/contact/"),
    }


def website(edition: Edition) -> Thing:
    """Return the edition as a site."""
    return {
        "@type": "WebSite",
        "@id": f"{edition.url('/')}#site",
        "name": edition.name,
        "url": edition.url("/"),
        "inLanguage": edition.language,
        "publisher": {"@id": f"{edition.url('/')}#paper"},
    }


def breadcrumbs(edition: Edition, links: Iterable[Link]) -> Thing:
    """Return the way from the front to the page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": link.name,
                "item": absolute(edition, link.path),
            }
            for position, link in enumerate(links, start=1)
        ],
    }


def image_object(edition: Edition, image: Image | None) -> Thing | None:
    """Return a picture with its credit, licence and rights."""
    if image is None:
        return None
    url = absolute(edition, largest(image))
    return {
        "@type": "ImageObject",
        "url": url,
        "contentUrl": url,
        "width": image.width,
        "height": image.height,
        "caption": image.caption,
        "creditText": image.credit,
        "license": image.licence_url,
        "copyrightNotice": image.copyright_notice or image.credit,
    }


def largest(image: Image) -> str:
    """Return the address of the widest candidate."""
    return image.srcset.rpartition(", ")[2].partition(" ")[0] or image.src


def named(edition: Edition, kind: str, links: Iterable[Link]) -> list[Thing]:
    """Return people, organisations or places with their pages."""
    return [
        {"@type": kind, "name": link.name, "url": absolute(edition, link.path)} for link in links
    ]


def quotation(edition: Edition, block: Block | Quotation) -> Thing:
    """Return a quotation with its speaker, its day and where it can be checked.

    Where the words are a translation, they are one of the original wording.
    """
    speaker = block.speaker
    person: Thing = {}
    if speaker:
        person = {
            "@type": "Person" if speaker.kind == "person" else "Organization",
            "name": speaker.name,
            "url": absolute(edition, speaker.path),
        }
        if speaker.kind == "person":
            person["jobTitle"] = speaker.office
    return {
        "@type": "Quotation",
        "text": block.text,
        "creator": person,
        "spokenByCharacter": person,
        "dateCreated": iso(block.said_on),
        "citation": block.evidence_url,
        "translationOfWork": {
            "@type": "Quotation",
            "text": block.original,
            "inLanguage": block.original_language,
        }
        if block.original
        else None,
    }


def correction(entry: Notice, story: str) -> Thing:
    """Return a notice as a comment of the paper's own on `story` (its `@id`)."""
    return {
        "@type": "CorrectionComment",
        "text": f"{entry.wrong} → {entry.right}" if entry.wrong else entry.right,
        "datePublished": iso(entry.published_at),
        "correctedWork": {"@id": story},
    }


def collection(paper: Paper, name: str, address: str, teasers: Sequence[Teaser]) -> Thing:
    """Return a list of stories as a page."""
    edition = paper.edition
    return {
        "@type": "CollectionPage",
        "@id": edition.url(address),
        "url": edition.url(address),
        "name": name,
        "inLanguage": edition.language,
        "isPartOf": {"@id": f"{edition.url('/')}#site"},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute(edition, story.path)}
                for place, story in enumerate(teasers, start=1)
            ],
        },
    }
