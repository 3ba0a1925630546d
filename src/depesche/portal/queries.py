"""What readers' pages read of stories: few queries, whatever the number of articles.

Everything here goes through `listed`; nothing writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from depesche.articles.keyset import teasers
from depesche.articles.models import (
    Article,
    Byline,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    PublicVersion,
    Recording,
    RelatedStory,
    Tagging,
)
from depesche.articles.queries import note_stories
from depesche.press.note import beside, name_of, note
from depesche.readership.queries import tally
from depesche.register.models import Organisation, Person
from depesche.search.models import Alike


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
    """Return the story of a code that readers see or once saw; the view tells which.

    One that never was public is not even read: that would take longer than finding nothing.
    """
    versions = (
        PublicVersion.objects.filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(count=Count("pk"))
        .values("count")
    )
    article = (
        Article.objects.filter(code=code, published_at__isnull=False)
        .select_related("section", "ai_reviewer")
        .annotate(version_count=Coalesce(Subquery(versions), Value(0)), view_count=tally())
        .first()
    )
    if article is not None:
        note(article.subject, beside(article.subject))
        if article.ai_reviewer_id:
            note(name_of(f"person:{article.ai_reviewer_id}"))
    return article


def stories_by_key(keys: Iterable[int]) -> dict[int, Article]:
    """Return listed stories by key, without their bodies."""
    wanted = list(dict.fromkeys(keys))
    note(*(f"article:{key}" for key in wanted))  # also what is not to be seen yet
    found = teasers(wanted) if wanted else {}
    note_stories(found.values())
    return dict(found)


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

    Among them, kinds `related`, `alike` and `translation`: the listed stories that the editor put
    beside this one, those that are like it, and the same story in other editions; their slug is
    the code.
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
            Alike.objects.filter(**own, other__listed=True),
            "alike",
            key="other_id",
            name="other__title",
            slug="other__code",
            order="rank",
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


SUBJECTS = {"author": "person", "related": "article", "alike": "article", "translation": "article"}


def note_names(names: Iterable[Named]) -> None:
    """Tell the press whose names are printed."""
    for row in names:
        subject = f"{SUBJECTS.get(row.kind, row.kind)}:{row.key}"
        note(subject if subject.startswith("article:") else name_of(subject))


def speakers(people: Iterable[int], organisations: Iterable[int]) -> list[Named]:
    """Return who is quoted, each with a page: the story that quotes them stands on it. One query.

    What nobody has published yet, a preview, may be ahead of that page.
    """
    wanted_people, wanted_organisations = set(people), set(organisations)
    if not wanted_people and not wanted_organisations:
        return []
    rows = _quoted(Person, "person", wanted_people).union(
        _quoted(Organisation, "organisation", wanted_organisations), all=True
    )
    found = [Named(kind, key, 0, key, name, slug) for kind, key, name, slug in rows]
    note_names(found)
    return found


def _quoted(model: type[Person] | type[Organisation], kind: str, keys: set[int]) -> QuerySet[Any]:
    return (
        model.objects.filter(pk__in=keys)
        .order_by()
        .annotate(row_kind=Value(kind, output_field=CharField()))
        .values_list("row_kind", "pk", "name", "slug")
    )


def recordings(keys: Iterable[int], *, is_preview: bool = False) -> dict[int, Recording]:
    """Return sound files by key, those of listed stories only (but in a preview)."""
    wanted = set(keys)
    note(*(f"recording:{key}" for key in wanted))
    rows = Recording.objects.all() if is_preview else Recording.objects.filter(is_public=True)
    return rows.in_bulk(wanted) if wanted else {}
