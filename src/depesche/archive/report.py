"""What became of the files of a run: for the person who started it, and as JSON."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Remark:
    """A file of the run and a sentence about it."""

    file: str
    sentence: str


@dataclass
class Report:
    """How many came in, changed, stayed, were refused; with a sentence about each refusal.

    `notes` are about stories that came in without something (a picture without credit).
    """

    done: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    seconds: float = 0.0
    was_taken_up: bool = False

    @property
    def total(self) -> int:
        """How many files were looked at."""
        return self.done + self.updated + self.unchanged + len(self.refused)

    @property
    def rate(self) -> float:
        """How many stories a second came in or changed."""
        return (self.done + self.updated) / self.seconds if self.seconds else 0.0

    def refuse(self, file: str, sentence: str) -> None:
        """Name a file that did not come in."""
        self.refused.append(Remark(file, sentence))

    def counts(self) -> dict[str, int]:
        """Return the figures by name."""
        return {
            "done": self.done,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": len(self.refused),
        }

    def as_json(self) -> dict[str, Any]:
        """Return everything, ready for `json.dump`."""
        return {
            **self.counts(),
            "seconds": round(self.seconds, 3),
            "stories_per_second": round(self.rate, 1),
            "was_taken_up": self.was_taken_up,
            "refusals": [{"file": one.file, "reason": one.sentence} for one in self.refused],
            "notes": [{"file": one.file, "note": one.sentence} for one in self.notes],
        }
