"""Under which names a story is known: whoever keeps something made of it hears of these."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Model

from depesche.articles.models import (
    Article,
    Byline,
    Correction,
    Front,
    FrontSlot,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    RelatedStory,
    Section,
    Tagging,
)
from depesche.masthead.models import Edition
from depesche.press.note import beside

# table of rows, its column, the word before the colon
NAMED_BY: list[tuple[type[Model], str, str]] = [
    (Tagging, "tag_id", "tag"),
    (PersonMention, "person_id", "person"),
    (Byline, "person_id", "person"),
    (OrganisationMention, "organisation_id", "organisation"),
    (PlaceMention, "place_id", "place"),
]

FurtherSubjects = Callable[[Article], list[str]]
FURTHER: list[FurtherSubjects] = []
NAMING: list[FurtherSubjects] = []


def register_subjects(model: type[Model], column: str, word: str) -> None:
    """Let a room of a higher floor add a table whose rows name subjects (`dossier:7`)."""
    if (model, column, word) not in NAMED_BY:
        NAMED_BY.append((model, column, word))


def draft_subject(article: Article) -> str:
    """Return the subject of a story at the desk: no page of a reader notes it."""
    return f"draft:{article.pk}"


def corrections_subject(edition: Edition) -> str:
    """Return the subject of an edition's list of corrections."""
    return f"corrections:{edition.key}"


def month_subject(edition: Edition, instant: datetime) -> str:
    """Return the subject of an edition's stories of one month (the edition's)."""
    return f"month:{edition.key}:{instant.astimezone(edition.zone):%Y-%m}"


def own_subjects(article: Article) -> list[str]:
    """Return what the story's own rows name: itself, section, front, tags, people and so on."""
    subjects = {article.subject, f"section:{article.section_id}"}
    if article.edition.home_id:
        subjects.add(f"front:{article.edition.home_id}")
    for model, column, word in NAMED_BY:
        keys = model._default_manager.filter(article_id=article.pk).values_list(column, flat=True)
        subjects.update(f"{word}:{key}" for key in keys)
    for further in FURTHER:
        subjects.update(further(article))
    if article.published_at is not None:
        subjects.add(month_subject(article.edition, article.published_at))
    if Correction.objects.filter(article_id=article.pk).exists():
        subjects.add(corrections_subject(article.edition))
    return sorted(subjects)


def register_further(further: FurtherSubjects) -> None:
    """Let a room of a higher floor add subjects that every published story concerns."""
    if further not in FURTHER:
        FURTHER.append(further)


def register_naming(naming: FurtherSubjects) -> None:
    """Let a room of a higher floor add pages that show a story without its doing."""
    if naming not in NAMING:
        NAMING.append(naming)


def subjects_naming(article: Article) -> list[str]:
    """Return who shows the story without its doing.

    Stories that it stands beside, itself in other editions, fronts with it in a slot.
    """
    related = RelatedStory.objects.filter(other_id=article.pk).values_list("article_id", flat=True)
    fronts = FrontSlot.objects.filter(article_id=article.pk).values_list("front_id", flat=True)
    same = Article.objects.filter(translation_key=article.translation_key).exclude(pk=article.pk)
    pages = {*related, *same.order_by().values_list("pk", flat=True)}
    return [
        *(beside(f"article:{key}") for key in sorted(pages)),
        *(f"front:{key}" for key in fronts),
        *(subject for naming in NAMING for subject in naming(article)),
    ]


def section_subjects(section: Section) -> list[str]:
    """Return whom a change of a section's name or address concerns: every page of the edition."""
    return [section.subject, section.edition.subject, f"front:{section.edition.home_id}"]


def front_subjects(front: Front) -> list[str]:
    """Return whom a change of a front concerns; its breaking line stands on every page."""
    edition = front.paper_edition()
    return [front.subject] + ([edition.subject] if edition else [])
