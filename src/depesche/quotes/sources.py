"""Source: what a story rests on. Staff only; a confidential one is sealed, for its own desk.

It hangs on the story, not on its revisions: no draft, comparison, preview or export has it.
"""

import json
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from depesche.readers.seal import InvalidToken, seal, unseal

PURPOSE = "sources"


class Source(models.Model):
    """One source. Who or what a confidential one is stands in `sealed` and nowhere else."""

    class Kind(models.TextChoices):
        """What it is."""

        PERSON = "person", _("Person")
        DOCUMENT = "document", _("Document")
        AGENCY = "agency", _("News agency")
        OBSERVATION = "observation", _("Own observation")
        OUTLET = "outlet", _("Other outlet")
        DATASET = "dataset", _("Dataset")

    class Terms(models.TextChoices):
        """On which terms it was given."""

        ON_RECORD = "on-record", _("on the record")
        BACKGROUND = "background", _("on background")
        OFF_RECORD = "off-record", _("off the record")

    class Relation(models.TextChoices):
        """What a state has to do with an outlet."""

        FUNDS = "funds", _("funded by the state")
        CONTROLS = "controls", _("controlled by the state")
        ORGAN = "organ", _("organ of the state")

    FACTS: ClassVar[tuple[str, ...]] = ("name", "reached")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="sources"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    terms = models.CharField(_("terms"), max_length=12, choices=Terms, default=Terms.ON_RECORD)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    name = models.CharField(_("who or what"), max_length=240, blank=True)
    reached = models.CharField(_("reached how and when"), max_length=240, blank=True)
    sealed = models.TextField(blank=True, editable=False)
    depends_on = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("not independent of"),
    )
    state = models.CharField(_("state-affiliated: which state"), max_length=80, blank=True)
    relation = models.CharField(
        _("what the state has to do with it"), max_length=12, choices=Relation, blank=True
    )
    state_evidence = models.URLField(_("where that can be checked"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        "readers.Reader",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("checked by"),
    )
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(name="", reached=""),
                name="confidential_source_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True) | ~Q(depends_on=F("id")),
                name="source_depends_on_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())  # never who it is: lists of the desk print this

    def set_facts(self, *, name: str, reached: str) -> None:
        """Say who or what it is: in the open, or sealed."""
        facts = {"name": name.strip(), "reached": reached.strip()}
        if self.is_confidential:
            self.name = self.reached = ""
            self.sealed = seal(json.dumps(facts), purpose=PURPOSE)
        else:
            self.name, self.reached, self.sealed = facts["name"], facts["reached"], ""

    def facts(self) -> dict[str, str]:
        """Return name and how it was reached, unsealed: for the page of its own desk only.

        What was sealed with another key stays shut: empty, with nothing lost.
        """
        if not self.sealed:
            return {"name": self.name, "reached": self.reached}
        try:
            found: dict[str, str] = json.loads(unseal(self.sealed, purpose=PURPOSE))
        except InvalidToken:
            return {"name": "", "reached": ""}
        return found


def count_independent(sources: Iterable[Source]) -> int:
    """Count the groups of sources that do not depend on each other, in a circle or not."""
    own = {source.pk: source.depends_on_id for source in sources}
    roots = {key: key for key in own}

    def root(key: int) -> int:
        while roots[key] != key:
            key = roots[key]
        return key

    for key, other in own.items():
        if other in own:
            roots[root(key)] = root(other)
    return len({root(key) for key in own})
