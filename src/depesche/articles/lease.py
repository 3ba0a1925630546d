"""Lease: one holder at a time carries out what is due, and a fence tells old holders from new."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lease(models.Model):
    """Who carries out the work `name` until `until`.

    `fence` grows with every change of holder: whoever comes back with an old number, after a pause
    however long, is refused. `ticked_at` is when the holder last looked; the desk shows its age.
    `counted` are the seconds which the machine's run `boot` had counted by then: whoever takes over
    on this machine finds by them that its clock has been set meanwhile.
    """

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    holder = models.CharField(_("holder"), max_length=120, blank=True)
    fence = models.PositiveBigIntegerField(_("fence"), default=0)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ticked_at = models.DateTimeField(_("last tick"), null=True, blank=True)
    boot = models.CharField(_("run of the machine"), max_length=36, blank=True)
    counted = models.FloatField(_("seconds counted"), null=True, blank=True)
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return f"{self.name}: {self.holder} ({self.fence})"
