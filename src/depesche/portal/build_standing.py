"""Build imprint, privacy, contact and accessibility from the imprint and from what is switched on.

The texts are in `standing/de.toml` and `standing/en.toml`, not among the translated strings: they
are read by lawyers, whole, in one language.
"""

import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.conf import settings

from depesche.masthead.models import Imprint
from depesche.portal import json_ld
from depesche.portal.contracts import Link, StandingPage, StandingPiece
from depesche.portal.frame import Head, build_frame, crumbs
from depesche.portal.paper import Paper
from depesche.press.note import name_of, note

Texts = dict[str, Any]
Rows = tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def texts_in(language: str) -> Texts:
    """Return the texts in `language`, English where there are none."""
    folder = files("depesche.portal") / "standing"
    file = folder / f"{language}.toml"
    chosen = file if file.is_file() else folder / "en.toml"
    return tomllib.loads(chosen.read_text(encoding="utf-8"))


def build_standing(paper: Paper, kind: str) -> StandingPage:
    """Build one of the four pages; `kind` is one of `KINDS`."""
    note(f"imprint:{paper.edition.key}")
    texts = texts_in(paper.edition.language)
    imprint = Imprint.objects.filter(edition=paper.edition).first()
    pieces = KINDS[kind](paper, imprint, texts) if imprint else _missing(texts)
    heading = texts["headings"][kind]
    address = f"/{kind}/"
    head = Head(
        title=heading,
        address=address,
        description=f"{heading}: {paper.edition.name}",
        breadcrumbs=crumbs(paper),
        alternates=_alternates(paper, address),
        json_ld=json_ld.script(_organisation(paper, imprint, texts)),
    )
    return StandingPage(
        frame=build_frame(paper, head), kind=kind, heading=heading, pieces=tuple(pieces)
    )


def _alternates(paper: Paper, address: str) -> tuple[Link, ...]:
    links = tuple(Link(e.name, e.url(address), e.language) for e in paper.editions)
    return links if len(links) > 1 else ()


def _missing(texts: Texts) -> list[StandingPiece]:
    return [StandingPiece(heading="", paragraphs=(texts["missing"],))]


def _organisation(paper: Paper, imprint: Imprint | None, texts: Texts) -> json_ld.Thing:
    """Return the paper with its contact point: DSA Art. 11 and 12, for machines."""
    thing = json_ld.publisher(paper.edition)
    if imprint is None:
        return thing
    languages = sorted({edition.language for edition in paper.editions})
    return {
        **thing,
        "legalName": imprint.publisher,
        "email": imprint.email,
        "telephone": imprint.phone,
        "vatID": imprint.vat_id,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": imprint.street,
            "postalCode": imprint.postcode,
            "addressLocality": imprint.city,
            "addressCountry": imprint.country,
        },
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": texts["contact"]["points"],
            "email": imprint.email,
            "availableLanguage": languages,
        },
    }


def _rows(*pairs: tuple[str, str]) -> Rows:
    """Keep the rows that have something to say."""
    return tuple((label, value) for label, value in pairs if value)


def _address(imprint: Imprint) -> str:
    place = f"{imprint.postcode} {imprint.city}"
    return ", ".join(filter(None, [imprint.street, place, imprint.country]))


def _publisher_rows(imprint: Imprint, labels: dict[str, str]) -> Rows:
    return _rows(
        (labels["publisher"], " ".join(filter(None, [imprint.publisher, imprint.legal_form]))),
        (labels["represented_by"], imprint.represented_by),
        (labels["address"], _address(imprint)),
        (labels["email"], imprint.email),
        (labels["phone"], imprint.phone),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _piece(imprint: Imprint, part: Texts, name: str, rows: Rows = ()) -> StandingPiece:
    """Return a piece of the prepared texts with the house's own words filled in."""
    filled = {"{email}": imprint.email, "{days}": str(settings.VIEWS_BY_HOUR_DAYS)}
    lines = list(part.get(f"{name}_text", ()))
    for mark, word in filled.items():
        lines = [line.replace(mark, word) for line in lines]
    return StandingPiece(heading=part[name], paragraphs=tuple(lines), rows=rows)


def _more(heading: str, text: str) -> list[StandingPiece]:
    """Return what the house adds in its own words, nothing where it adds none."""
    return [StandingPiece(heading=heading, paragraphs=_paragraphs(text))] if text.strip() else []


def _imprint(paper: Paper, imprint: Imprint, texts: Texts) -> list[StandingPiece]:
    part, labels = texts["imprint"], texts["labels"]
    register = ", ".join(filter(None, [imprint.register_court, imprint.register_number]))
    legal = _rows((labels["register"], register), (labels["vat_id"], imprint.vat_id))
    note(*(name_of(section.subject) for section in paper.all_sections))  # who answers for each
    editors = _rows(*((section.title, section.responsible) for section in paper.all_sections))
    pieces = [
        _piece(imprint, part, "provider", _publisher_rows(imprint, labels) + legal),
        _piece(
            imprint,
            part,
            "responsible",
            _rows(
                (labels["name"], imprint.responsible),
                (labels["address"], imprint.responsible_address),
            ),
        ),
    ]
    if editors:
        pieces.append(_piece(imprint, part, "sections", editors))
    return pieces + _more(part["council"], imprint.press_council)


def _contact(_paper: Paper, imprint: Imprint, texts: Texts) -> list[StandingPiece]:
    part, labels = texts["contact"], texts["labels"]
    point = _rows((labels["email"], imprint.email), (labels["languages"], texts["languages"]))
    rows = _publisher_rows(imprint, labels)
    reach = _piece(imprint, part, "reach", rows)
    return [
        reach,
        *_more("", imprint.contact_note),
        _piece(imprint, part, "error"),
        _piece(imprint, part, "points", point),
    ]


def _privacy(_paper: Paper, imprint: Imprint, texts: Texts) -> list[StandingPiece]:
    """Tell what happens with readers' data: rooms not yet built collect none, and none is named."""
    part, labels = texts["privacy"], texts["labels"]
    controller = _piece(imprint, part, "controller", _publisher_rows(imprint, labels))
    reported = ("reported",) if settings.VIEWS_BY_REPORT else ()
    of_readers = ("reading", "counting", *reported, "searching", "remembering", "sharing", "feeds")
    names = (*of_readers, "writing", "reporting", "rights")
    told = [_piece(imprint, part, name) for name in names]
    return [controller, *told, *_more(part["more"], imprint.privacy_note)]


def _accessibility(_paper: Paper, imprint: Imprint, texts: Texts) -> list[StandingPiece]:
    part = texts["accessibility"]
    told = [_piece(imprint, part, name) for name in ("aim", "limits", "law", "feedback")]
    return told + _more(part["more"], imprint.accessibility_note)


KINDS: dict[str, Callable[[Paper, Imprint, Texts], list[StandingPiece]]] = {
    "imprint": _imprint,
    "privacy": _privacy,
    "contact": _contact,
    "accessibility": _accessibility,
}
