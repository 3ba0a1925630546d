"""Whether the wall clock may be believed: a jump forward must not let embargoes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now

from depesche.articles.lease import Lease

TRUSTED_JUMP_SECONDS = 120.0
SECOND_READING_SECONDS = 10.0
AGREEMENT_SECONDS = 2.0
JUMPED, DIFFERS = "The clock jumped forward by", "The clock is not the database's"


@dataclass
class Watch:
    """Compares the wall clock with one that only counts on, even through a sleep of the machine.

    A jump forward of more than TRUSTED_JUMP_SECONDS is believed after a second reading, at least
    SECOND_READING_SECONDS later, that agrees with the first, and which `agrees` with another clock.
    A jump back is believed at once: it lets nothing out, and what is out stays out. Who begins
    with an earlier reading of the same machine (`wall`, `count`) finds a jump of meanwhile.
    """

    wall: datetime | None = None
    count: float = 0.0
    doubted: tuple[datetime, float] | None = None
    agrees: Callable[[datetime], bool] = lambda _now: True

    def believes(self, now: datetime, count: float) -> bool:
        """Take a reading (`count`: seconds since some start) and tell whether to act on it."""
        if self.wall is None:
            is_plain = self.agrees(now)
        else:
            is_plain = _jump(self.wall, self.count, now, count) <= TRUSTED_JUMP_SECONDS
        if is_plain:
            self.wall, self.count, self.doubted = now, count, None
            return True
        if self.doubted is None or abs(_jump(*self.doubted, now, count)) > AGREEMENT_SECONDS:
            self.doubted = (now, count)
            return False
        if count - self.doubted[1] < SECOND_READING_SECONDS or not self.agrees(now):
            return False
        self.wall, self.count, self.doubted = now, count, None
        return True

    @property
    def doubt(self) -> str:
        """Return what is wrong with the clock, for the operator; empty where nothing is."""
        if self.doubted is None:
            return ""
        if self.wall is None:
            return f"{DIFFERS}; nothing planned goes out until they agree."
        seconds = _jump(self.wall, self.count, *self.doubted)
        return f"{JUMPED} {seconds:.0f} s; waiting for a second reading."


def is_doubt(fault: str) -> bool:
    """Tell whether what keeps stories from going out is the clock."""
    return fault.startswith((JUMPED, DIFFERS))


def database_agrees(now: datetime) -> bool:
    """Tell whether the database's clock shows about `now`: another machine's, where it has one."""
    read = Lease.objects.annotate(clock=Now()).values_list("clock", flat=True).first()
    return read is None or abs((read - now).total_seconds()) <= TRUSTED_JUMP_SECONDS


def _jump(wall: datetime, count: float, now: datetime, later: float) -> float:
    return (now - wall - timedelta(seconds=later - count)).total_seconds()
