"""Former addresses of lists: whoever follows one of them is led to today's, for good."""

from django.db.models import Model

from depesche.articles.models import FormerSlug, Section, Tag
from depesche.masthead.models import Edition
from depesche.masthead.queries import EDITIONS
from depesche.press.note import beside, note
from depesche.register.models import Entry, Organisation, Person, Place

# the list's word in its address; authors are people
LISTS: dict[str, type[Model]] = {
    "sections": Section,
    "tags": Tag,
    "people": Person,
    "organisations": Organisation,
    "places": Place,
}
SAME = {"authors": "people"}
MOST_NAMESAKES = 20
ADDRESSES = "addresses"  # the subject of the addresses of all lists: a sitemap has them


def register_list(kind: str, model: type[Model]) -> None:
    """Let a room of a higher floor have lists of its own under `/kind/`."""
    LISTS[kind] = model


def leave_slug(noun: Model, slug: str) -> None:
    """Remember that `noun` was found under `slug`; what has no list of its own is left alone."""
    kind = next((kind for kind, model in LISTS.items() if type(noun) is model), "")
    if kind and slug and slug != getattr(noun, "slug", ""):
        FormerSlug.objects.update_or_create(
            kind=kind,
            edition_id=getattr(noun, "edition_id", None),
            slug=slug.lower(),
            defaults={"key": noun.pk},
        )


def left_behind(noun: Model, before: Model | None) -> list[str]:
    """Return whom a change of `noun` concerns beside those who show it, given it as it was before.

    Every page links the editions, a sitemap has the address of every list.
    """
    concerned = []
    if isinstance(noun, Edition) and not (
        isinstance(before, Edition) and before.as_link() == noun.as_link()
    ):
        concerned.append(EDITIONS)
    if isinstance(noun, Entry):
        former = before.name_key if isinstance(before, Entry) else ""
        concerned += beside_namesakes(noun, {former, noun.name_key} if former else {noun.name_key})
    if before is not None and getattr(before, "slug", "") != getattr(noun, "slug", ""):
        concerned.append(ADDRESSES)
    return concerned


def beside_namesakes(entry: Entry, keys: set[str]) -> list[str]:
    """Return the subjects beside which `entry` stands: others of its kind with one of these keys.

    Each page of two that share a name leads to the other.
    """
    model = type(entry)
    rows = model._default_manager.filter(name_key__in=keys - {""}).exclude(pk=entry.pk)
    return [beside(row.subject) for row in rows.order_by("pk")[:MOST_NAMESAKES]]


def path_today(edition: Edition, kind: str, slug: str) -> str | None:
    """Return the path within `edition` of what was once found under `slug`, None for nothing.

    `kind` is the list's word in its address, or `sections`.
    """
    noun = SAME.get(kind, kind)
    model = LISTS.get(noun)
    former = FormerSlug.objects.filter(kind=noun, slug=slug.lower())
    if model is not None and hasattr(model, "edition"):
        former = former.filter(edition=edition)
    left = former.order_by("-pk").first()
    found = model._default_manager.filter(pk=left.key).first() if model and left else None
    if found is None or (isinstance(found, Section) and not found.live):
        return None
    note(str(getattr(found, "subject", "")))
    today = str(getattr(found, "slug", ""))
    return f"/{today}/" if kind == "sections" else f"/{kind}/{today}/"
