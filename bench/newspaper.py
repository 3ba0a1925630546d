"""Work in a founded newspaper: `python -m bench.newspaper FOLDER fill COUNT`, `watch PORT N`."""

import json
import os
import sys


def main() -> None:
    """Print as JSON what came of it: addresses of the pages measured, or times of publishing."""
    os.environ["DEPESCHE_HOME"], act, *numbers = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
    os.environ["DEPESCHE_LOG_LEVEL"] = "warning"

    import django  # noqa: PLC0415 the folder is named first

    django.setup()

    from bench import visible  # noqa: PLC0415 tables are there only now

    acts = {"fill": visible.fill, "watch": visible.watch}
    print(json.dumps(acts[act](*map(int, numbers))))


if __name__ == "__main__":
    main()
