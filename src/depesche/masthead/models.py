"""Edition: one language, one clock, one base address. Imprint: who answers for it."""

from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def check_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write one like Europe/Berlin."), params={"name": name}
        )


class MostRead(models.TextChoices):
    """Of which time an edition prints what is read most."""

    NEVER = "", _("not printed")
    DAY = "day", _("of 24 hours")
    WEEK = "week", _("of 7 days")
    MONTH = "month", _("of 30 days")


class Edition(models.Model):
    """A paper in one language: a name, a clock, and the address under which it is read.

    `key` names it in dispatches and commands. The address is `host` (empty: the installation's
    own) and `prefix` (empty: the root of the host).
    """

    key = models.SlugField(_("key"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Berlin", validators=[check_time_zone]
    )
    host = models.CharField(_("host"), max_length=253, blank=True)
    prefix = models.CharField(
        _("first part of the address"),
        max_length=32,
        blank=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")],
    )
    is_default = models.BooleanField(_("default edition"), default=False)
    locale = models.OneToOneField(
        "wagtailcore.Locale", on_delete=models.PROTECT, related_name="edition"
    )
    home = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.PROTECT,
        related_name="edition_at_home",
        null=True,
        blank=True,
        verbose_name=_("front page"),
    )
    old_after_months = models.PositiveSmallIntegerField(
        _("a story is called old after … months"), default=12
    )
    shows_single_source = models.BooleanField(
        _("tell readers when a story rests on one source"), default=True
    )
    shows_unchecked_quotes = models.BooleanField(
        _("show quotations that a machine has found and nobody has checked"),
        default=False,
        help_text=_("They are marked as such."),
    )
    shows_views = models.BooleanField(
        _("print how often a story was read"),
        default=False,
        help_text=_("Rounded, and at most a minute old."),
    )
    most_read = models.CharField(
        _("list of what is read most"),
        max_length=8,
        choices=MostRead,
        default=MostRead.DAY,
        blank=True,
        help_text=_("On the front page and on those of the sections."),
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["host", "prefix"], name="edition_address_is_its_own"),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this edition."""
        return f"edition:{self.key}"

    @property
    def zone(self) -> ZoneInfo:
        """The edition's time zone."""
        return ZoneInfo(self.time_zone)

    def as_link(self) -> tuple[str, str, str, bool, str]:
        """Return what pages of other editions print of this one, and what orders it."""
        return (self.name, self.url("/"), self.language, self.is_default, self.key)

    @property
    def root_path(self) -> str:
        """The path under which the edition is read: `/` or `/de/`."""
        return f"/{self.prefix}/" if self.prefix else "/"

    @property
    def base_url(self) -> str:
        """Scheme and host, without a slash at the end."""
        if not self.host:
            return settings.BASE_URL
        scheme, _colon, _rest = settings.BASE_URL.partition("://")
        return f"{scheme}://{self.host}"

    def path(self, address: str) -> str:
        """Return the path on this host of `address`, which starts with `/` (`/politik/`)."""
        return self.root_path[:-1] + address

    def url(self, address: str) -> str:
        """Return the whole address of `address`."""
        return self.base_url + self.path(address)


class Imprint(models.Model):
    """Who answers for an edition (DDG § 5, MStV § 18). A paper without one is not ready."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="imprint", verbose_name=_("edition")
    )
    publisher = models.CharField(_("publisher"), max_length=160)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    represented_by = models.CharField(_("represented by"), max_length=160, blank=True)
    street = models.CharField(_("street"), max_length=160)
    postcode = models.CharField(_("postcode"), max_length=16)
    city = models.CharField(_("city"), max_length=80)
    country = models.CharField(_("country"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    register_court = models.CharField(_("register court"), max_length=120, blank=True)
    register_number = models.CharField(_("register number"), max_length=60, blank=True)
    vat_id = models.CharField(_("VAT number"), max_length=40, blank=True)
    responsible = models.CharField(_("responsible for the content"), max_length=160)
    responsible_address = models.CharField(_("their address"), max_length=240)
    press_council = models.TextField(_("supervision and press council"), blank=True)
    privacy_note = models.TextField(_("more about privacy"), blank=True)
    accessibility_note = models.TextField(_("more about accessibility"), blank=True)
    contact_note = models.TextField(_("more about reaching us"), blank=True)

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")

    def __str__(self) -> str:
        return f"{self.publisher}, {self.city}"

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this imprint."""
        return f"imprint:{self.edition.key}"
