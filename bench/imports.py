"""Measure the ninjs import: real stories where they are beside the clone, else made ones."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench.generate import Generator
from depesche.archive.ninjs_in import Order, bring_in_ninjs

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples"
REAL = ("ninjs-wikinews-de", "ninjs-18f-en")
MADE = 700


@dataclass(frozen=True)
class Rate:
    """Stories a second: by the clock, and by what they cost this process."""

    count: int
    by_clock: float
    by_processor: float

    @property
    def compared(self) -> float:
        """What is promised; see `bench.measure.Figure`."""
        return self.by_processor if connection.vendor == "sqlite" else self.by_clock


def measure_imports(generator: Generator, folder: Path) -> dict[str, Rate]:
    """Bring in each folder; the language of the edition is set to the folder's."""
    found = [SAMPLES / name for name in REAL if (SAMPLES / name).is_dir()]
    folders = found or [_make_items(generator, folder)]
    rates = {}
    for one in folders:
        generator.edition.language = "en" if one.name.endswith("-en") else "de"
        order = Order(
            folder=one,
            edition=generator.edition,
            section=generator.sections[1],
            at=timezone.now(),
        )
        start = time.process_time()
        report = bring_in_ninjs(order, progress=lambda _done, _total: None)
        spent = time.process_time() - start
        rates[one.name] = Rate(report.done, report.rate, report.done / spent)
    return rates


def _make_items(generator: Generator, folder: Path) -> Path:
    target = folder / "generated"
    target.mkdir()
    for number in range(MADE):
        story = generator.story()
        item = {
            "uri": f"https://bench.example/{number}",
            "type": "text",
            "contentCreated": story.published_at.isoformat(),
            "language": "de",
            "title": story.title,
            "bodies": [{"contentType": "text/html", "value": _html(story.body)}],
            "by": story.hangs_on["authors"][0].name,
            "subjects": [{"name": tag.name} for tag in story.hangs_on["tags"]],
        }
        (target / f"{number:05}.json").write_text(json.dumps(item), encoding="utf-8")
    return target


def _html(body: Iterable[Mapping[str, object]]) -> str:
    return "".join(
        f"{block['value']}" if block["type"] == "paragraph" else f"<h2>{block['value']}</h2>"
        for block in body
    )
