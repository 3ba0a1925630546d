"""Build the public place of corrections, and the page of a story's versions."""

import re
from itertools import groupby

from django.utils.translation import gettext as _

from depesche.articles.compare import Run, compare_texts
from depesche.articles.models import Article, Correction, PublicVersion
from depesche.articles.queries import latest_corrections, versions_of
from depesche.portal import json_ld
from depesche.portal.contracts import (
    Change,
    CorrectionsPage,
    Link,
    Pager,
    Passage,
    VersionEntry,
    VersionsPage,
)
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.notices import notice
from depesche.portal.paging import NoSuchPlace
from depesche.portal.paper import Paper

PAGE_SIZE = 30
KEY = re.compile(r"[0-9]{1,18}")
COMPARED = 50  # versions compared on one page: comparing costs


def build_corrections(paper: Paper, *, before: str = "") -> CorrectionsPage:
    """List the notices of the edition, newest first; `before` is the key of one of them.

    Notices of stories that were taken back stay; those of unpublished ones are not shown.
    Raises NoSuchPlace.
    """
    key = _key(before) if before else None
    found, more = latest_corrections(paper.edition, limit=PAGE_SIZE, before=key)
    path = paper.path("/corrections/")
    head = Head(
        title=_("Corrections"),
        address="/corrections/",
        description=_("What %(paper)s got wrong, and what is right.")
        % {"paper": paper.edition.name},
        breadcrumbs=crumbs(paper),
        feeds=feeds_of(paper, "/corrections/", _("Corrections")),
        robots="noindex, follow" if before else "max-image-preview:large",
    )
    return CorrectionsPage(
        frame=build_frame(paper, head),
        notices=tuple(
            notice(
                paper,
                entry,
                article=Link(entry.article.title, paper.story_path(entry.article)),
            )
            for entry in found
        ),
        pager=Pager(older=f"{path}?before={more}" if more else "", first=path if before else ""),
    )


def _key(word: str) -> int:
    """Return the key that `before` names. Raises NoSuchPlace."""
    if not KEY.fullmatch(word) or not Correction.objects.filter(pk=word, listed=True).exists():
        raise NoSuchPlace(word)
    return int(word)


def build_versions(paper: Paper, article: Article) -> VersionsPage:
    """Show every public version of a listed story, newest first, with what it changed."""
    found = versions_of(article)[: COMPARED + 1]
    address = paper.story_address(article)
    link = Link(article.title, paper.path(address))
    head = Head(
        title=_("Versions: %(headline)s") % {"headline": article.title},
        address=f"{address}versions/",
        description=article.lead,
        breadcrumbs=crumbs(paper, paper.section_link(article), link),
        robots="noindex, follow",
        current=paper.section_of(article).slug,
        json_ld=json_ld.script(json_ld.publisher(paper.edition)),
    )
    entries = [
        _version(paper, version, found[place + 1] if place + 1 < len(found) else None)
        for place, version in enumerate(found)
    ]
    return VersionsPage(
        frame=build_frame(paper, head), article=link, versions=tuple(entries[:COMPARED])
    )


def _version(paper: Paper, version: PublicVersion, before: PublicVersion | None) -> VersionEntry:
    """Compare a version with the one before; the first stands as it was published."""
    runs = compare_texts(before.text if before else version.text, version.text)
    return VersionEntry(
        number=version.number,
        published_at=paper.local(version.published_at),
        note=version.note,
        is_minor=version.is_minor,
        passages=tuple(
            Passage(
                is_changed=is_changed,
                paragraphs=tuple(
                    tuple(Change(run.kind, run.text) for run in line) for line in lines
                ),
            )
            for is_changed, lines in groupby(runs, key=_is_changed)
        ),
        is_first=before is None,
    )


def _is_changed(line: tuple[Run, ...]) -> bool:
    return any(run.kind != "same" for run in line)
