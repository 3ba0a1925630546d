"""Act in a founded newspaper beside its server: `python -m bench.newspaper FOLDER ACT WORD…`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.servers import own_environment

CLONE = Path(__file__).resolve().parent.parent
ACTS = {
    "fill": "visible",
    "come_to_rest": "visible",
    "addresses": "visible",
    "watch": "visible",
    "enter_the_big_dossier": "visible",
    "concerned": "concern",
    "correct": "correct",
    "make_index": "search",
}


def act(home: Path, name: str, *words: str | int) -> Any:
    """Run an act of this file in a process of its own, as a colleague's beside the server's."""
    command = [sys.executable, "-m", "bench.newspaper", str(home), name, *map(str, words)]
    return json.loads(
        subprocess.run(
            command,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=own_environment(),
            cwd=CLONE,
        ).stdout
    )


def main() -> None:
    """Print as JSON what came of it."""
    os.environ["DEPESCHE_HOME"], name, *words = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")

    import django  # noqa: PLC0415 the folder is named first

    django.setup()

    from importlib import import_module  # noqa: PLC0415 tables are there only now

    doing = getattr(import_module(f"bench.{ACTS[name]}"), name)
    print(json.dumps(doing(*(int(word) if word.isdigit() else word for word in words))))


if __name__ == "__main__":
    main()
