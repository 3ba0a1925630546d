"""Reader: everyone with an account. Staff is a mark that no reader's sign-in can reach.

AddressChange: a new address that waits for whoever reads it, or that was confirmed.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReaderManager(BaseUserManager["Reader"]):
    """Make accounts; only the acts of this room and `depesche new` give the mark of staff."""

    def get_by_natural_key(self, username: str | None) -> "Reader":
        """Find an account by its address, in any case of letters."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Reader":
        """Make an account that is not staff."""
        return self._create(email, password, **{**fields, "is_staff": False, "is_superuser": False})

    def create_staff(self, email: str, password: str | None = None, **fields: Any) -> "Reader":
        """Make an account of the newsroom; its rights come from its groups."""
        return self._create(email, password, **{**fields, "is_staff": True})

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Reader":
        """Make the first chief."""
        return self._create(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def _create(self, email: str, password: str | None, **fields: Any) -> "Reader":
        reader = self.model(email=self.normalize_email(email), **fields)
        reader.set_password(password)
        reader.full_clean(exclude=["password"])
        reader.save(using=self._db)
        return reader


class Reader(AbstractBaseUser, PermissionsMixin):
    """A person with an account: an address, a name, perhaps the mark of staff."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(_("works in the newsroom"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = ReaderManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """The name; Wagtail's desk greets with it."""
        return self.name

    @property
    def last_name(self) -> str:
        """Nothing: a name is one field here."""
        return ""

    def get_full_name(self) -> str:
        """Return the name, or the address where there is none."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return the first word of the name."""
        return self.get_full_name().split(" ")[0]


class AddressChange(models.Model):
    """A new address of an account: asked for, then confirmed there, perhaps undone from the old."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="address_changes")
    former = models.EmailField()
    email = models.EmailField()
    by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of address")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader"],
                condition=models.Q(confirmed_at=None),
                name="one_address_waits_for_a_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.email}"
