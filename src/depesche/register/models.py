"""Who and where: people, organisations, places. One record serves every edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """What people, organisations and places share: a name, an address, a text in each language."""

    name = models.CharField(_("name"), max_length=160, db_index=True)
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    about_de = models.TextField(_("about (German)"), blank=True)
    about_en = models.TextField(_("about (English)"), blank=True)
    also_known_as = models.TextField(_("other names"), blank=True, help_text=_("One name a line."))
    wikidata = models.CharField(_("Wikidata item"), max_length=16, blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this entry."""
        return f"{self._meta.model_name}:{self.pk}"

    def about(self, language: str) -> str:
        """Return the text in `language`, or in the other one where there is none."""
        both = {"de": self.about_de, "en": self.about_en}
        return both.get(language, "") or self.about_de or self.about_en


class Person(Entry):
    """A person: somebody in the news, or one of the paper's own authors (`is_author`)."""

    role_de = models.CharField(_("office (German)"), max_length=160, blank=True)
    role_en = models.CharField(_("office (English)"), max_length=160, blank=True)
    is_author = models.BooleanField(_("writes for the paper"), default=False, db_index=True)
    email = models.EmailField(_("e-mail for readers"), blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def role(self, language: str) -> str:
        """Return the office in `language`, or in the other one where there is none."""
        both = {"de": self.role_de, "en": self.role_en}
        return both.get(language, "") or self.role_de or self.role_en


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
