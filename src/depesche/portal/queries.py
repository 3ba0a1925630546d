"""What readers' pages read of stories: few queries, whatever the number of articles.

Everything here goes through `listed`; nothing writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from depesche.articles.models import (
    Article,
    Byline,
    Correction,
    FrontSlot,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    PublicVersion,
    Recording,
    RelatedStory,
    Section,
    Shortlink,
    Tagging,
)
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.masthead.models import Edition
from depesche.press.note import note
from depesche.register.models import Organisation, Person

COUNTED_EXACTLY = 1000  # beyond, counting would cost more than the page itself


@dataclass(frozen=True)
class Named:
    """A name with its slug, hung on an article; `kind` says what it is."""

    kind: str
    owner: int
    order: int
    key: int
    name: str
    slug: str
    has_page: bool = True


def article_by_code(code: str) -> Article | None:
    """Return the story of a code, whatever its state: the view decides who may see it."""
    versions = (
        PublicVersion.objects.filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(count=Count("pk"))
        .values("count")
    )
    article = (
        Article.objects.filter(code=code)
        .select_related("section", "ai_reviewer")
        .annotate(version_count=Coalesce(Subquery(versions), Value(0)))
        .first()
    )
    if article is not None:
        note(article.subject)
    return article


def article_by_short_code(code: str) -> Article | None:
    """Return the story behind `/k/CODE`: its own code, or a word made for print."""
    wanted = Shortlink.objects.filter(code=code).values("article")
    found = Article.objects.select_related("section").defer("body")
    article = found.filter(code=code).first() or found.filter(pk__in=wanted).first()
    if article is not None:
        note(article.subject)
    return article


def stories_by_key(keys: Iterable[int]) -> dict[int, Article]:
    """Return listed stories without their bodies, in the order of `keys`."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    found = Article.objects.listed().defer("body").select_related("section").in_bulk(wanted)
    note(*(f"article:{key}" for key in found))
    return {key: found[key] for key in wanted if key in found}


def _shaped(
    rows: QuerySet[Any], kind: str, *, key: str, name: str, slug: str, order: str = ""
) -> QuerySet[Any]:
    """Shape rows for a union: kind, owner's key, order, key, name, slug."""
    place = Coalesce(F(order), Value(0)) if order else Value(0)
    owner = F("article_id") if order else F("pk")
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(kind, output_field=CharField()),
            row_owner=owner,
            row_order=Cast(place, IntegerField()),
            row_key=F(key),
            row_name=F(name),
            row_slug=F(slug),
        )
        .values_list("row_kind", "row_owner", "row_order", "row_key", "row_name", "row_slug")
    )


def _named(rows: QuerySet[Any], kind: str, target: str) -> QuerySet[Any]:
    return _shaped(
        rows,
        kind,
        key=f"{target}_id",
        name=f"{target}__name",
        slug=f"{target}__slug",
        order="sort_order",
    )


def names_of(article: Article) -> list[Named]:
    """Return authors, tags, people, organisations and places of a story, in order: one query.

    Among them, kinds `related` and `translation`: the listed stories that the editor put beside
    this one, and the same story in other editions; their slug is the code.
    """
    own = {"article": article.pk}
    related = RelatedStory.objects.filter(**own, other__listed=True)
    translations = Article.objects.listed().filter(translation_key=article.translation_key)
    rows = _named(Byline.objects.filter(**own), "author", "person").union(
        _named(Tagging.objects.filter(**own), "tag", "tag"),
        _named(PersonMention.objects.filter(**own), "person", "person"),
        _named(OrganisationMention.objects.filter(**own), "organisation", "organisation"),
        _named(PlaceMention.objects.filter(**own), "place", "place"),
        _shaped(
            related,
            "related",
            key="other_id",
            name="other__title",
            slug="other__code",
            order="sort_order",
        ),
        _shaped(
            translations.exclude(edition=article.edition_id),
            "translation",
            key="pk",
            name="title",
            slug="code",
        ),
        all=True,
    )
    found = sorted((Named(*row) for row in rows), key=lambda row: (row.order, row.name))
    note_names(found)
    return found


SUBJECTS = {"author": "person", "related": "article", "translation": "article"}


def note_names(names: Iterable[Named]) -> None:
    """Tell the press whose names are printed."""
    note(*(f"{SUBJECTS.get(row.kind, row.kind)}:{row.key}" for row in names))


def authors_of(keys: Iterable[int]) -> dict[int, list[Named]]:
    """Return the authors of many stories by the story's key: one query."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = _named(Byline.objects.filter(article__in=wanted), "author", "person")
    found = sorted((Named(*row) for row in rows), key=lambda row: (row.order, row.name))
    note_names(found)
    authors: dict[int, list[Named]] = {}
    for row in found:
        authors.setdefault(row.owner, []).append(row)
    return authors


def speakers(people: Iterable[int], organisations: Iterable[int], edition: Edition) -> list[Named]:
    """Return who is quoted, `has_page` where readers have a page of them: one query."""
    wanted_people, wanted_organisations = set(people), set(organisations)
    if not wanted_people and not wanted_organisations:
        return []
    rows = _quoted(Person, PersonMention, "person", wanted_people, edition).union(
        _quoted(Organisation, OrganisationMention, "organisation", wanted_organisations, edition),
        all=True,
    )
    found = [
        Named(kind, key, 0, key, name, slug, has_page=bool(has_page))
        for kind, key, name, slug, has_page in rows
    ]
    note_names(found)
    return found


def _quoted(
    model: type[Person] | type[Organisation],
    mentions: type[PersonMention] | type[OrganisationMention],
    kind: str,
    keys: set[int],
    edition: Edition,
) -> QuerySet[Any]:
    listed = mentions.objects.filter(
        **{kind: OuterRef("pk")}, listed=True, article__edition=edition
    )
    return (
        model.objects.filter(pk__in=keys)
        .order_by()
        .annotate(row_kind=Value(kind, output_field=CharField()), has_page=Exists(listed))
        .values_list("row_kind", "pk", "name", "slug", "has_page")
    )


def recordings(keys: Iterable[int], *, is_preview: bool = False) -> dict[int, Recording]:
    """Return sound files by key, those of listed stories only (but in a preview)."""
    wanted = set(keys)
    rows = Recording.objects.all() if is_preview else Recording.objects.filter(is_public=True)
    return rows.in_bulk(wanted) if wanted else {}


def _listed_entries() -> QuerySet[Any]:
    """Count what readers may see of a dossier, as a subquery."""
    return (
        DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
        .order_by()
        .values("dossier")
        .annotate(count=Count("pk"))
        .values("count")
    )


def dossiers_with_counts(dossiers: QuerySet[Dossier], *, newest: int | None = None) -> list[Any]:
    """Return those of `dossiers` that have a listed story, with `article_count` and `last_at`.

    `newest` keeps only so many, the last active first.
    """
    latest = DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
    rows = dossiers.annotate(
        article_count=Coalesce(Subquery(_listed_entries()), Value(0)),
        last_at=Subquery(latest.order_by("-published_at").values("published_at")[:1]),
    ).filter(last_at__isnull=False)
    found: list[Any] = list(rows.order_by("-last_at", "pk")[:newest] if newest else rows)
    note(*(dossier.subject for dossier in found))
    return found


def dossiers_of(article: Article) -> list[Any]:
    """Return the dossiers of a story with their exact counts: one query."""
    return dossiers_with_counts(
        Dossier.objects.filter(entries__article=article.pk).distinct().order_by("name")
    )


def corrections_of(article: Article) -> list[Correction]:
    """Return the notices of a story, oldest first."""
    return list(article.corrections.order_by("published_at", "pk"))


def counted(rows: QuerySet[Any]) -> int | None:
    """Count rows exactly up to `COUNTED_EXACTLY`; None beyond."""
    count = rows.order_by()[: COUNTED_EXACTLY + 1].count()
    return count if count <= COUNTED_EXACTLY else None


def slot_keys(edition: Edition) -> list[int]:
    """Return the stories that the editors put on the front, in their order, listed ones only."""
    note(f"front:{edition.home_id}")
    slots = FrontSlot.objects.filter(front=edition.home_id, article__listed=True)
    return list(slots.order_by("sort_order", "pk").values_list("article_id", flat=True))


def newest_keys(edition: Edition, *, count: int) -> list[int]:
    """Return the newest stories of an edition."""
    note(f"front:{edition.home_id}")
    rows = Article.objects.listed().in_edition(edition).newest_first()
    return list(rows.values_list("pk", flat=True)[:count])


def newest_by_section(edition: Edition, *, count: int) -> dict[int, list[int]]:
    """Return the newest stories of every section by the section's key: one query.

    Each is a walk of one step along the section's index: the number of stories is no matter.
    """
    rows = Article.objects.listed().filter(section=OuterRef("pk")).newest_first().values("pk")
    columns = [f"story_{place}" for place in range(count)]
    sections = Section.objects.filter(edition=edition, live=True).order_by("path")
    found = sections.annotate(
        **{column: Subquery(rows[n : n + 1]) for n, column in enumerate(columns)}
    ).values_list("pk", *columns)
    note(*(f"section:{key}" for key, *_stories in found))
    return {key: [story for story in stories if story is not None] for key, *stories in found}
