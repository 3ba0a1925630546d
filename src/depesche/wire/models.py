"""Dispatch: what happened. Cursor: how far a follower has read. Beat: who is awake."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dispatch(models.Model):
    """One thing that happened, written in the transaction of the act; never changed, never deleted.

    `subjects` are strings such as `article:42`, so the wire knows no model of another room.
    """

    kind = models.CharField(_("kind"), max_length=64)
    subjects = models.JSONField(_("subjects"), default=list)
    edition = models.CharField(_("edition"), max_length=32, blank=True)
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.CharField(_("by"), max_length=64, blank=True)
    payload = models.JSONField(_("payload"), default=dict, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {' '.join(self.subjects)}"


class Cursor(models.Model):
    """How far the follower `name` has read: the id of the last dispatch that it finished."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    position = models.BigIntegerField(_("position"), default=0)
    moved_at = models.DateTimeField(_("moved at"), null=True, blank=True)
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursors")

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Beat(models.Model):
    """When a part of the worker process last came round: the desk and the doctor look here."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    at = models.DateTimeField(_("at"))
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("beat")
        verbose_name_plural = _("beats")

    def __str__(self) -> str:
        return f"{self.name} at {self.at.isoformat()}"


class Identity(models.Model):
    """The name of this wire, drawn once: one row. Bringing a backup back draws a new one.

    Ids of dispatches go back then, so whoever keeps something by id keeps the name beside it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    word = models.CharField(_("word"), max_length=32)

    class Meta:
        verbose_name = _("name of the wire")
        verbose_name_plural = _("names of the wire")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_name_of_the_wire")
        ]

    def __str__(self) -> str:
        return self.word
