"""Build the frame: what stands around every page of an edition."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup

from depesche.portal.contracts import NOTHING, FeedLink, Frame, Link
from depesche.portal.paper import Paper, is_demo

FEED_KINDS = (
    ("rss", "RSS", "application/rss+xml"),
    ("atom", "Atom", "application/atom+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)


@dataclass(frozen=True)
class Head:
    """What a page says of itself; `address` is within the edition, query included."""

    title: str
    address: str
    description: str = ""
    json_ld: Markup = NOTHING
    open_graph: tuple[tuple[str, str], ...] = ()
    robots: str = "max-image-preview:large"
    breadcrumbs: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    current: str = ""  # slug of the section to mark in the navigation
    news_of: str = (
        ""  # what an open page waits for: `front:3`, `section:7`, `dossier:2`, `story:CODE`
    )
    news_since: datetime | None = None  # the newest thing that stands on it


def build_frame(paper: Paper, head: Head) -> Frame:
    """Put the masthead, the navigation and the foot around a page."""
    edition = paper.edition
    title = head.title
    return Frame(
        edition_key=edition.key,
        edition_name=edition.name,
        tagline=edition.tagline,
        founded=edition.founded,
        language=edition.language,
        home_path=edition.root_path,
        now=paper.now,
        time_zone=edition.time_zone,
        sections=_section_links(paper, head.current),
        editions=_edition_links(paper, head.alternates),
        foot=foot_links(paper, head.address),
        title=f"{title} – {edition.name}" if title != edition.name else title,
        description=head.description,
        canonical_url=edition.url(head.address),
        alternates=head.alternates,
        feeds=head.feeds,
        json_ld=head.json_ld,
        open_graph=head.open_graph,
        robots="noindex" if paper.is_preview else head.robots,
        breadcrumbs=head.breadcrumbs,
        is_demo=is_demo(),
        breaking=paper.breaking,
        live=f"/live/front:{edition.home_id}" if edition.home_id and not paper.is_preview else "",
        news_of="" if paper.is_preview else head.news_of,
        news_since=paper.local(head.news_since) if head.news_since else None,
        is_preview=paper.is_preview,
        search_path=paper.path("/search/"),
    )


def _section_links(paper: Paper, current: str) -> tuple[Link, ...]:
    return tuple(
        Link(name=s.title, path=paper.path(f"/{s.slug}/"), is_current=s.slug == current)
        for s in paper.all_sections
    )


def _edition_links(paper: Paper, alternates: tuple[Link, ...]) -> tuple[Link, ...]:
    """Link every edition: the same story there where there is one, else its front."""
    same = {link.language: link.path for link in alternates}
    return tuple(
        Link(
            name=edition.name,
            path=same.get(edition.language, edition.url("/")),
            language=edition.language,
            is_current=edition.pk == paper.edition.pk,
        )
        for edition in paper.editions
    )


def foot_links(paper: Paper, address: str = "") -> tuple[Link, ...]:
    """Link what the law and readers want two clicks away at most."""
    names = (
        ("/imprint/", _("Imprint")),
        ("/privacy/", _("Privacy")),
        ("/contact/", _("Contact")),
        ("/accessibility/", _("Accessibility")),
        ("/corrections/", _("Corrections")),
        ("/dossiers/", _("Dossiers")),
        ("/ticker/", _("Ticker")),
        ("/feeds/", _("Feeds")),
    )
    return tuple(
        Link(name=name, path=paper.path(place), is_current=place == address)
        for place, name in names
    )


def feeds_of(paper: Paper, address: str, title: str) -> tuple[FeedLink, ...]:
    """Return the three feeds of the list at `address` (`/politik/`)."""
    return tuple(
        FeedLink(
            title=f"{title} ({name})",
            path=paper.path(f"{address}feed.{ending}"),
            media_type=kind,
            format=name,
        )
        for ending, name, kind in FEED_KINDS
    )


def crumbs(paper: Paper, *links: Link) -> tuple[Link, ...]:
    """Return the way from the front to a page."""
    return (Link(name=paper.edition.name, path=paper.edition.root_path), *links)
