"""Run the benchmark: `python -m bench`, or `python -m bench --quick`."""

import argparse
import os
import tempfile
from pathlib import Path

from bench import press, quotes, views

SIZES = (1_000, 100_000)
QUICK_SIZES = (300, 1_000)
FIGURES = Path(__file__).resolve().parent.parent / "docs" / "reference" / "figures.md"


def main() -> None:
    """Measure in a folder and a database that go away afterwards; write figures.md."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--quick", action="store_true", help="with 1,000 stories; writes no file")
    words.add_argument("--size", type=int, help="another number of stories than 100,000")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="depesche-bench-") as folder:
        home = Path(folder)
        (home / "data").mkdir()
        os.environ["DEPESCHE_HOME"] = folder
        os.environ["DEPESCHE_LOG_LEVEL"] = "warning"
        os.environ["DEPESCHE_SECOND_FACTOR"] = "no"  # the desk is fetched by a client without one
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")

        import django  # noqa: PLC0415 the folder is named first

        django.setup()

        from bench.run import run  # noqa: PLC0415 tables are there only now

        small, large = QUICK_SIZES if chosen.quick else SIZES
        text, saved = run(home, small, chosen.size or large)
        text += "\n\n## Counting views\n\n" + "\n".join(views.measure_apart(home))
        if not all(one.database.is_file() for one in saved):  # PostgreSQL: served is SQLite's
            told = press.measure_alone(press.ALONE)
        else:
            told = press.measure(saved, press.QUICK if chosen.quick else None)
    text += "\n\n## Quotations\n\n" + "\n".join(quotes.measure())
    text += "\n\n## The press\n\n" + "\n".join(told)
    print(text)
    if not chosen.quick and not chosen.size:
        FIGURES.write_text(text + "\n", encoding="utf-8")
        print(f"written to {FIGURES}")


if __name__ == "__main__":
    main()
