"""Build the lists of what somebody has said: by time, by dossier, and the newest on their page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from depesche.articles.keyset import NoSuchPlace, Window
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.portal import json_ld
from depesche.portal.contracts import DossierLink, Link, Quotation, QuotesPage
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.paging import Place, StartsOver, pager_of
from depesche.portal.paper import Paper
from depesche.portal.quotations import listed_quotation
from depesche.press.note import name_of, note
from depesche.quotes.queries import (
    QuoteSlice,
    count_said_by,
    said_by,
    said_by_organisation,
)
from depesche.register.models import Organisation, Person
from depesche.register.queries import office_titles

NEWEST = 5
Speaking = Person | Organisation
SPEAKERS: dict[str, Callable[[str], Speaking | None]] = {
    "people": lambda slug: Person.objects.filter(slug=slug).first(),
    "organisations": lambda slug: Organisation.objects.filter(slug=slug).first(),
}


@dataclass(frozen=True)
class Said:
    """The newest of what somebody has said, for their own page."""

    quotes: tuple[Quotation, ...] = ()
    path: str = ""
    count: int = 0


def speaker_address(speaker: Speaking) -> str:
    """Return the address of a speaker's page."""
    kind = "people" if isinstance(speaker, Person) else "organisations"
    return f"/{kind}/{speaker.slug}/"


def newest_said(paper: Paper, speaker: Speaking) -> Said:
    """Return the newest quotations of a person or an organisation, with where to find all."""
    count = count_said_by(speaker, paper.edition)
    if not count:
        return Said()
    found = _said(paper, speaker, Window(limit=NEWEST))
    return Said(
        quotes=tuple(listed_quotation(paper, quote) for quote in found.quotes),
        path=paper.path(f"{speaker_address(speaker)}quotes/"),
        count=count,
    )


def _said(
    paper: Paper, speaker: Speaking, window: Window, dossier: Dossier | None = None
) -> QuoteSlice:
    stories = None
    if dossier is not None:
        entries = DossierEntry.objects.filter(dossier=dossier, listed=True)
        stories = entries.values("article_id")
    if isinstance(speaker, Person):
        return said_by(speaker, paper.edition, window, stories=stories)
    return said_by_organisation(speaker, paper.edition, window, stories=stories)


def build_quotes(paper: Paper, speaker: Speaking, place: Place, *, dossier: str = "") -> QuotesPage:
    """Build one page of what somebody has said, in the whole edition or in one dossier.

    Raises NoSuchPlace where readers may see nothing of it, StartsOver.
    """
    within = _dossier(paper, dossier) if dossier else None
    part = _said(paper, speaker, place.window, within)
    if not part.quotes:
        raise NoSuchPlace
    if place.after and not part.newer:
        raise StartsOver
    everything = f"{speaker_address(speaker)}quotes/"
    address = f"{everything}{within.slug}/" if within else everything
    quotes = tuple(listed_quotation(paper, quote) for quote in part.quotes)
    dossiers = dossiers_spoken_in(paper, speaker)
    count = count_said_by(speaker, paper.edition)
    if within:
        own = paper.path(address)
        count = next((each.article_count for each in dossiers if each.path == own), 0)
    note(name_of(speaker.subject))
    return QuotesPage(
        frame=build_frame(paper, _head(paper, speaker, within, address, quotes, place)),
        kind="person" if isinstance(speaker, Person) else "organisation",
        speaker=Link(speaker.name, paper.path(speaker_address(speaker))),
        role=_role(paper, speaker),
        quote_count=count,
        dossier=within.name if within else "",
        everything_path=paper.path(everything),
        dossiers=dossiers,
        quotes=quotes,
        pager=pager_of(paper.path(address), part, place),
    )


def _dossier(paper: Paper, slug: str) -> Dossier:
    """Return the edition's dossier at `slug`, noted for its stories. Raises NoSuchPlace."""
    found = Dossier.objects.filter(edition=paper.edition, slug=slug).first()
    if found is None:
        raise NoSuchPlace(slug)
    note(found.subject)
    return found


def _role(paper: Paper, speaker: Speaking) -> str:
    """Return the office that a person holds today."""
    if not isinstance(speaker, Person):
        return ""
    titles = office_titles([speaker.pk], paper.now.date(), paper.edition.language)
    return titles.get(speaker.pk, "")


def dossiers_spoken_in(paper: Paper, speaker: Speaking) -> tuple[DossierLink, ...]:
    """Return the dossiers in which somebody spoke, those with most of it first: two queries."""
    column = "person" if isinstance(speaker, Person) else "organisation"
    seen = Q(
        **{f"article__quotes__{column}": speaker.pk},
        article__quotes__listed=True,
        article__quotes__edition=paper.edition,
    )
    if not paper.edition.shows_unchecked_quotes:
        seen &= Q(article__quotes__is_confirmed=True)
    rows = DossierEntry.objects.filter(seen, listed=True).order_by().values_list("dossier")
    counts = dict(rows.annotate(count=Count("article__quotes__pk")))
    found = Dossier.objects.in_bulk(counts)
    note(*(each.subject for each in found.values()))
    base = paper.path(f"{speaker_address(speaker)}quotes/")
    links = [
        DossierLink(each.name, f"{base}{each.slug}/", counts[key]) for key, each in found.items()
    ]
    return tuple(sorted(links, key=lambda link: (-link.article_count, link.name)))


def _head(
    paper: Paper,
    speaker: Speaking,
    within: Dossier | None,
    address: str,
    quotes: Sequence[Quotation],
    place: Place,
) -> Head:
    title = _("What %(name)s has said") % {"name": speaker.name}
    own = Link(speaker.name, paper.path(speaker_address(speaker)))
    return Head(
        title=f"{title}: {within.name}" if within else title,
        address=address,
        description=quotes[0].text[:300] if quotes else "",
        json_ld=_described(paper, title, address, quotes, own),
        robots="max-image-preview:large" if place.is_start else "noindex, follow",
        breadcrumbs=crumbs(paper, own),
        feeds=() if within else feeds_of(paper, address, title),
        news_since=quotes[0].published_at if quotes else None,
    )


def _described(
    paper: Paper, title: str, address: str, quotes: Sequence[Quotation], own: Link
) -> Markup:
    edition = paper.edition
    said = [json_ld.quotation(edition, quote) for quote in quotes if not quote.is_unchecked]
    page: json_ld.Thing = {
        "@type": "CollectionPage",
        "@id": edition.url(address),
        "url": edition.url(address),
        "name": title,
        "inLanguage": edition.language,
        "isPartOf": {"@id": f"{edition.url('/')}#site"},
        "hasPart": said,
    }
    way = crumbs(paper, own, Link(name=title, path=paper.path(address)))
    return json_ld.script(page, json_ld.breadcrumbs(edition, way), json_ld.publisher(paper.edition))
