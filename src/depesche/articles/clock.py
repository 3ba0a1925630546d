"""Whether the wall clock may be believed: a jump forward must not let embargoes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRUSTED_JUMP_SECONDS = 120.0
SECOND_READING_SECONDS = 10.0
AGREEMENT_SECONDS = 2.0


@dataclass
class Watch:
    """Compares the wall clock with one that only counts on, even through a sleep of the machine.

    A jump forward of more than TRUSTED_JUMP_SECONDS is believed after a second reading, at least
    SECOND_READING_SECONDS later, that agrees with the first. A jump back is believed at once: it
    lets nothing out, and what is out stays out.
    """

    wall: datetime | None = None
    count: float = 0.0
    doubted: tuple[datetime, float] | None = None

    def believes(self, now: datetime, count: float) -> bool:
        """Take a reading (`count`: seconds since some start) and tell whether to act on it."""
        if self.wall is None or _jump(self.wall, self.count, now, count) <= TRUSTED_JUMP_SECONDS:
            self.wall, self.count, self.doubted = now, count, None
            return True
        if self.doubted is None or abs(_jump(*self.doubted, now, count)) > AGREEMENT_SECONDS:
            self.doubted = (now, count)
            return False
        if count - self.doubted[1] < SECOND_READING_SECONDS:
            return False
        self.wall, self.count, self.doubted = now, count, None
        return True

    @property
    def doubt(self) -> str:
        """Return what is wrong with the clock, for the operator; empty where nothing is."""
        if self.doubted is None or self.wall is None:
            return ""
        seconds = _jump(self.wall, self.count, *self.doubted)
        return f"The clock jumped forward by {seconds:.0f} s; waiting for a second reading."


def _jump(wall: datetime, count: float, now: datetime, later: float) -> float:
    return (now - wall - timedelta(seconds=later - count)).total_seconds()
