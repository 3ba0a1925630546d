"""Who and where: people, organisations, places. One record serves every edition.

Spelling: another way to write a name. Office: what somebody was, where, from when to when.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from depesche.register.days import PartialDayField, is_within, runs_forward
from depesche.register.spellings import family_key, fold

MOST_KEY = 1000  # an index on PostgreSQL takes 2,700 bytes


class KeyField(models.CharField):  # type: ignore[type-arg]
    """The key of another column, written with it: whoever saves the one has saved the other."""

    def __init__(self, *, of: str = "name", is_family: bool = False, **options: Any) -> None:
        self.of, self.is_family = of, is_family
        super().__init__(**{"max_length": MOST_KEY, "editable": False, "default": "", **options})

    def deconstruct(self) -> Any:
        """Look like Django's own field in migrations: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 Django's
        """Return the key of what is being saved."""
        make = family_key if self.is_family else fold
        key = make(getattr(model_instance, self.of))[:MOST_KEY]
        setattr(model_instance, self.attname, key)
        return key


class Entry(ClusterableModel):
    """What people, organisations and places share: a name, an address, a text in each language."""

    name = models.CharField(_("name"), max_length=160, db_index=True)
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    about_de = models.TextField(_("about (German)"), blank=True)
    about_en = models.TextField(_("about (English)"), blank=True)
    wikidata = models.CharField(_("Wikidata item"), max_length=16, blank=True, db_index=True)
    name_key = KeyField(of="name", db_index=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this entry."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def also_known_as(self) -> list[str]:
        """The other spellings of the name, in their order: one query, or prefetched."""
        return [spelling.text for spelling in self.spellings.all()]

    def about(self, language: str) -> str:
        """Return the text in `language`, or in the other one where there is none."""
        both = {"de": self.about_de, "en": self.about_en}
        return both.get(language, "") or self.about_de or self.about_en


class Person(Entry):
    """A person: somebody in the news, or one of the paper's own authors (`is_author`)."""

    family_key = KeyField(of="name", is_family=True, db_index=True)
    is_author = models.BooleanField(_("writes for the paper"), default=False, db_index=True)
    email = models.EmailField(_("e-mail for readers"), blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def office_on(self, day: date | None) -> "Office | None":
        """Return the office held on `day` (None: the last one). One query, unless prefetched."""
        return office_on(self.offices.all(), day)


class Organisation(Entry):
    """An organisation: an office, a company, a party, a club."""

    class Meta(Entry.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class Place(Entry):
    """A place: a town, a quarter, a river, a building."""

    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")


def one_owner(name: str) -> models.CheckConstraint:
    """Return the rule that a row belongs to exactly one person, organisation or place."""
    owners = ("person", "organisation", "place")
    rules = [Q(**{f"{other}__isnull": other != owner for other in owners}) for owner in owners]
    return models.CheckConstraint(condition=rules[0] | rules[1] | rules[2], name=name)


class Spelling(models.Model):
    """Another way to write the name of an entry, in whatever script, found by its key."""

    person = ParentalKey(
        Person, on_delete=models.CASCADE, related_name="spellings", null=True, blank=True
    )
    organisation = ParentalKey(
        Organisation, on_delete=models.CASCADE, related_name="spellings", null=True, blank=True
    )
    place = ParentalKey(
        Place, on_delete=models.CASCADE, related_name="spellings", null=True, blank=True
    )
    text = models.CharField(_("spelling"), max_length=160)
    key = KeyField(of="text", db_index=True)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ["pk"]
        constraints = [one_owner("spelling_of_one_entry")]

    def __str__(self) -> str:
        return self.text


class Office(models.Model):
    """What a person was, in both languages, where, and from when to when.

    A day may be known by its year or month only; without any, the office is held all the time.
    """

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="offices")
    title_de = models.CharField(_("office (German)"), max_length=160, blank=True)
    title_en = models.CharField(_("office (English)"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        related_name="offices",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    held_from = PartialDayField(_("held from"), blank=True)
    held_to = PartialDayField(_("held to"), blank=True)
    wikidata = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["-held_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_de="", title_en=""), name="office_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_de

    def title(self, language: str) -> str:
        """Return the office in `language`, or in the other one where there is none."""
        both = {"de": self.title_de, "en": self.title_en}
        return both.get(language, "") or self.title_de or self.title_en

    def clean(self) -> None:
        """Refuse an office without a name, or one that ends before it begins."""
        super().clean()
        if not (self.title_de or self.title_en):
            raise ValidationError({"title_de": _("Write the office in one language at least.")})
        if self.held_from and self.held_to and not runs_forward(self.held_from, self.held_to):
            raise ValidationError({"held_to": _("An office ends after it has begun.")})


class Merge(models.Model):
    """Two entries have become one: what went, and what was told to name the other instead."""

    kind = models.CharField(max_length=16)
    kept_key = models.BigIntegerField()
    kept_name = models.CharField(max_length=160)
    gone_key = models.BigIntegerField()
    gone_name = models.CharField(max_length=160)
    gone = models.JSONField()
    moved = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "gone_key"], name="merge_by_what_went")]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"


def office_on(offices: Iterable[Office], day: date | None) -> Office | None:
    """Return which of a person's `offices` counted on `day`: of several, the one begun last.

    None for a day between offices. Without a day: the one that has not ended, else the last.
    """
    known = sorted(offices, key=lambda office: (office.held_from, -(office.pk or 0)), reverse=True)
    if day is None:
        return next((office for office in known if not office.held_to), next(iter(known), None))
    return next((o for o in known if is_within(day, o.held_from, o.held_to)), None)
