"""Quote: who said what, in which office, to whom, when, and where it can be checked.

What a story rests on is in `sources.py`.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from depesche.articles.codes import draw_code
from depesche.articles.rows import RegisterRow
from depesche.masthead.models import Edition
from depesche.quotes.sources import Source

__all__ = [
    "NO_SPEAKER",
    "NO_WORDS",
    "ONE_SPEAKER",
    "TOO_EARLY",
    "Quote",
    "QuoteQuerySet",
    "Source",
    "faults_of",
]

LISTED = Q(listed=True)
CONFIRMED = Q(listed=True, is_confirmed=True)


class QuoteQuerySet(QuerySet["Quote"]):
    """Quotations; whatever a reader may see comes through `listed_in`."""

    def listed_in(self, edition: Edition) -> "QuoteQuerySet":
        """Keep what readers of the edition may see: of listed stories, confirmed at the desk.

        Unconfirmed ones only where the edition wants to show them, marked.
        """
        seen = self.filter(listed=True, edition=edition)
        return seen if edition.shows_unchecked_quotes else seen.filter(is_confirmed=True)

    def newest_first(self) -> "QuoteQuerySet":
        """Order by the first publication of the story, newest first; the key breaks ties."""
        return self.order_by("-published_at", "-pk")


class Quote(RegisterRow):
    """One quotation of a story. It travels with its revisions and is public with it only.

    `block` names the block of the body that it is printed in, empty for words in a paragraph;
    `code` is its name for readers and stays the same through all revisions. What stands in a block
    is taken from there (`quotes.derive`). `former` are wordings that readers have read before.
    """

    class Kind(models.TextChoices):
        """How the words are given."""

        DIRECT = "direct", _("word for word")
        INDIRECT = "indirect", _("in indirect speech")
        REPORTED = "reported", _("as reported by others")

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="quotes")
    code = models.CharField(max_length=16, default=draw_code, editable=False)
    block = models.CharField(max_length=64, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DIRECT)
    words = models.TextField(_("exact words"), max_length=3000)
    language = models.CharField(
        _("language"), max_length=16, blank=True, help_text=_("Empty: the edition’s.")
    )
    original = models.TextField(_("original wording"), max_length=3000, blank=True)
    original_language = models.CharField(_("language of the original"), max_length=16, blank=True)
    person = models.ForeignKey(
        "register.Person",
        on_delete=models.SET_NULL,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        "register.Organisation",
        on_delete=models.SET_NULL,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    speaker_name = models.CharField(
        _("speaker, as the text says"),
        max_length=160,
        blank=True,
        help_text=_("For somebody who is not in the register."),
    )
    unnamed_because = models.CharField(_("unnamed, because"), max_length=240, blank=True)
    office = models.CharField(_("office at the time"), max_length=160, blank=True)
    said_to = models.CharField(_("to whom or where"), max_length=160, blank=True)
    said_on = models.DateField(_("when"), null=True, blank=True)
    evidence = models.URLField(_("where it can be checked"), max_length=500, blank=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    is_found = models.BooleanField(_("found by machine"), default=False, editable=False)
    checked_by = models.ForeignKey(
        "readers.Reader",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("checked by"),
    )
    former = models.JSONField(default=list, blank=True, editable=False)

    objects = QuoteQuerySet.as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        indexes = [
            models.Index(
                fields=["person", "edition", "-published_at", "-id"],
                condition=CONFIRMED,
                name="confirmed_of_person",
            ),
            models.Index(
                fields=["organisation", "edition", "-published_at", "-id"],
                condition=CONFIRMED,
                name="confirmed_of_organisation",
            ),
            models.Index(
                fields=["edition", "-published_at", "-id"], condition=LISTED, name="listed_quotes"
            ),
            models.Index(fields=["code"], name="quote_by_code"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "code"], name="quote_code_once_a_story"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(organisation__isnull=True),
                name="quote_has_one_speaker_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def has_speaker(self) -> bool:
        """Whether it says who spoke, or why that is not said."""
        named = self.person_id or self.organisation_id or self.speaker_name.strip()
        return bool(named or self.unnamed_because.strip())

    @property
    def speaker(self) -> str:
        """The speaker's name, empty for one who is not named."""
        return str(self.person or self.organisation or self.speaker_name)

    def begin_anew(self) -> None:
        """Be another record: the story that this row hangs on is a copy."""
        self.code, self.former = draw_code(), []

    def clean(self) -> None:
        """Refuse two speakers, none in a confirmed one, and a day that has not come."""
        super().clean()
        faults: dict[str, Any] = faults_of(self)
        if self.said_on and self.said_on > timezone.localdate():
            faults["said_on"] = TOO_EARLY
        if faults:
            raise ValidationError(faults)


ONE_SPEAKER = _("Choose who said it: one person or one organisation.")
NO_SPEAKER = _("Say who said it, or why the speaker is not named: then it can be confirmed.")
TOO_EARLY = _("Nobody can have said that yet: the day is in the future.")
NO_WORDS = _("Write the words that were said.")


def faults_of(quote: Quote) -> dict[str, Any]:
    """Return what is wrong with a quotation whatever the day, by the form's field."""
    faults: dict[str, Any] = {}
    if not quote.words.strip():
        faults["words"] = NO_WORDS
    if quote.person_id and quote.organisation_id:
        faults["organisation"] = ONE_SPEAKER
    if quote.is_confirmed and not quote.has_speaker:
        faults["person"] = NO_SPEAKER
    return faults


class Sought(models.Model):
    """The wording of a story in which quotations were looked for: nobody looks there twice."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    wording = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.article_id}"
