"""Finding: what `depesche doctor` has to say about one part of this installation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: `name` is what was looked at, `advice` what to do about it."""

    level: Level
    name: str
    message: str
    advice: str = ""

    @property
    def is_healthy(self) -> bool:
        """Whether the paper can go out with this: a warning may wait, a failure may not."""
        return self.level != "fail"


Check = Callable[[], Iterable[Finding]]
