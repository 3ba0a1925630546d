"""Gather what the index is to hold of rows: what readers may see, a few queries for hundreds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Subquery

from depesche.articles.models import (
    Article,
    Byline,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    PublicVersion,
    Tagging,
)
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.masthead.models import Edition
from depesche.quotes.models import Quote
from depesche.register.models import Entry as Registered
from depesche.register.models import Organisation, Person, Place, Spelling
from depesche.search.analyse import fold, known_language, names_typed_out, tidy
from depesche.search.compounds import Splitter
from depesche.search.schema import Entry

# rows that hang a name on a story: the filter, the table, the column of the name
HUNG: list[tuple[str, type[Model], str]] = [
    ("author", Byline, "person"),
    ("person", PersonMention, "person"),
    ("organisation", OrganisationMention, "organisation"),
    ("place", PlaceMention, "place"),
    ("tag", Tagging, "tag"),
    ("dossier", DossierEntry, "dossier"),
]
REGISTERED: dict[str, tuple[type[Registered], type[Model]]] = {
    "person": (Person, PersonMention),
    "organisation": (Organisation, OrganisationMention),
    "place": (Place, PlaceMention),
}
COLUMNS = ("pk", "edition_id", "section_id", "published_at", "title", "kicker", "lead")
MORE = ("short_headline", "agency", "place_line", "picture_caption")


@dataclass
class _Hanging:
    """The names that hang on one story, and the keys by which it is filtered."""

    keys: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)


def entries_of(
    kind: str, keys: Collection[int], editions: dict[int, Edition], splitter: Splitter
) -> Iterator[Entry]:
    """Yield what the index is to hold of rows; of what no reader may see, nothing.

    With a story come the quotations in it.
    """
    if kind == "article":
        yield from _stories(keys, editions, splitter)
        yield from _quotes(keys, editions, splitter)
    elif kind == "dossier":
        yield from _dossiers(keys, editions)
    elif kind in REGISTERED:
        yield from _registered(kind, keys, editions)


def all_editions_by_key() -> dict[int, Edition]:
    """Return every edition by its number."""
    return {edition.pk: edition for edition in Edition.objects.all()}


def _stories(
    keys: Collection[int], editions: dict[int, Edition], splitter: Splitter
) -> Iterator[Entry]:
    rows = list(Article.objects.listed().filter(pk__in=keys).order_by().values(*COLUMNS, *MORE))
    if not rows:
        return
    found = [row["pk"] for row in rows]
    hanging, texts = _hanging(found), newest_texts(found)
    for row in rows:
        language = known_language(editions[row["edition_id"]].language)
        yield _story(row, language, hanging[row["pk"]], texts.get(row["pk"], {}), splitter)


def _story(
    row: dict[str, Any], language: str, hung: _Hanging, text: dict[str, Any], splitter: Splitter
) -> Entry:
    headline = " \n".join(filter(None, [row["title"], row["kicker"], row["short_headline"]]))
    names = " \n".join(hung.names)
    more = [row["agency"], row["place_line"], row["picture_caption"]]
    whole = "\n".join([headline, row["lead"], *text.get("paragraphs", ()), *more, names])
    folded = fold(whole, language)
    return Entry(
        kind="article",
        key=row["pk"],
        edition=row["edition_id"],
        language=language,
        at=seconds(row["published_at"]),
        head=fold(headline, language),
        gist=fold("\n".join([headline, row["lead"], names]), language),
        text=folded,
        also=also_of(tidy(whole), folded, language, splitter),
        keys={"section": [row["section_id"]], **hung.keys},
    )


def _quotes(
    keys: Collection[int], editions: dict[int, Edition], splitter: Splitter
) -> Iterator[Entry]:
    rows = Quote.objects.filter(article__in=keys, listed=True, is_confirmed=True)
    for quote in rows.select_related("person", "organisation", "article").defer("article__body"):
        language = known_language(editions[quote.article.edition_id].language)
        said = "\n".join([quote.words, quote.original, quote.speaker, quote.office])
        folded, words = fold(said, language), fold(quote.words, language)
        speakers = {"person": quote.person_id, "organisation": quote.organisation_id}
        yield Entry(
            kind="quote",
            key=quote.pk,
            edition=quote.article.edition_id,
            language=language,
            at=seconds(quote.article.published_at),
            head=words,
            gist=words,
            text=folded,
            also=also_of(tidy(said), folded, language, splitter),
            keys={
                "story": [quote.article_id],
                "section": [quote.article.section_id],
                **{name: [key] for name, key in speakers.items() if key},
            },
        )


def also_of(text: str, folded: str, language: str, splitter: Splitter) -> str:
    """Return under which words a text is found besides its own."""
    further = splitter.parts_in(folded) if language == "de" else names_typed_out(text)
    return " ".join(further)


def seconds(at: datetime | None) -> int:
    """Return an instant in whole seconds since 1970; 0 without one."""
    return int(at.timestamp()) if at else 0


def newest_texts(keys: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what readers read of each story today: its newest public version."""
    newest = PublicVersion.objects.filter(article=OuterRef("article")).order_by("-number")
    rows = PublicVersion.objects.filter(article__in=keys, pk=Subquery(newest.values("pk")[:1]))
    return dict(rows.order_by().values_list("article_id", "text"))


def _hanging(keys: Collection[int]) -> dict[int, _Hanging]:
    found: dict[int, _Hanging] = defaultdict(_Hanging)
    for kind, model, column in HUNG:
        rows = list(
            model._default_manager.filter(article__in=keys)
            .order_by("article_id", "pk")
            .values_list("article_id", f"{column}_id", f"{column}__name")
        )
        spelt = _spellings(column, {key for _article, key, _name in rows})
        for article, key, name in rows:
            found[article].keys[kind].append(key)
            found[article].names += [name, *spelt[key]]
    return found


def _spellings(noun: str, keys: Collection[int]) -> dict[int, list[str]]:
    """Return the other spellings of people, organisations or places by key."""
    found: dict[int, list[str]] = defaultdict(list)
    if noun in REGISTERED and keys:
        rows = Spelling.objects.filter(**{f"{noun}__in": keys}).order_by("pk")
        for key, text in rows.values_list(f"{noun}_id", "text"):
            found[key].append(text)
    return found


def _dossiers(keys: Collection[int], editions: dict[int, Edition]) -> Iterator[Entry]:
    for dossier in listed_dossiers(keys):
        language = known_language(editions[dossier.edition_id].language)
        name = fold(dossier.name, language)
        yield Entry(
            kind="dossier",
            key=dossier.pk,
            edition=dossier.edition_id,
            language=language,
            at=0,
            head=name,
            gist=name,
            text=f"{name}\n{fold(dossier.summary, language)}",
        )


def listed_dossiers(keys: Collection[int], edition: Edition | None = None) -> list[Dossier]:
    """Return those dossiers in which readers may see a story."""
    entries = DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
    found = Dossier.objects.filter(Exists(entries), pk__in=keys)
    return list(found.filter(edition=edition) if edition else found)


def _registered(kind: str, keys: Collection[int], editions: dict[int, Edition]) -> Iterator[Entry]:
    for edition in editions.values():
        language = known_language(edition.language)
        for entry in listed_entries(kind, keys, edition):
            names = fold("\n".join([entry.name, *entry.also_known_as]), language)
            about = fold(f"{office_of(entry, language)}\n{entry.about(language)}", language)
            yield Entry(
                kind=kind,
                key=entry.pk,
                edition=edition.pk,
                language=language,
                at=0,
                head=names,
                gist=names,
                text=f"{names}\n{about}",
                also=" ".join(names_typed_out(entry.name)) if language != "de" else "",
            )


def listed_entries(kind: str, keys: Collection[int], edition: Edition) -> list[Registered]:
    """Return those people, organisations or places of which readers of an edition have a page."""
    model, mentions = REGISTERED[kind]
    rows = mentions._default_manager.filter(**{kind: OuterRef("pk")}, listed=True, edition=edition)
    found = model._default_manager.filter(Exists(rows), pk__in=keys)
    also = ["spellings", "offices"] if kind == "person" else ["spellings"]
    return list(found.prefetch_related(*also))


def office_of(entry: Registered, language: str) -> str:
    """Return what a person is, or last was; empty for whoever is no person or holds no office."""
    office = entry.office_on(None) if isinstance(entry, Person) else None
    return office.title(language) if office else ""


def stories_of(subject: str, *, after: int, limit: int) -> list[int]:
    """Return keys of the stories on which a name hangs, beyond `after`, in the order of keys."""
    noun, _colon, key = subject.partition(":")
    found: set[int] = set()
    for _kind, model, column in HUNG:
        if column == noun:
            rows = model._default_manager.filter(
                **{f"{column}_id": key}, listed=True, article__gt=after
            )
            found.update(rows.order_by("article_id").values_list("article_id", flat=True)[:limit])
    return sorted(found)[:limit]


def sample_texts(limit: int) -> Iterable[str]:
    """Yield the newest stories' texts in German editions, to learn words from."""
    german = [e.pk for e in all_editions_by_key().values() if known_language(e.language) == "de"]
    rows = Article.objects.listed().filter(edition__in=german).order_by("-published_at", "-pk")
    keys = list(rows.values_list("pk", flat=True)[:limit])
    for start in range(0, len(keys), 200):
        for text in newest_texts(keys[start : start + 200]).values():
            yield "\n".join([text.get("headline", ""), *text.get("paragraphs", ())])
