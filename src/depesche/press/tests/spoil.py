"""Spoil a store in every place, and show that the paper comes back: run by `test_damage.py`.

Each round forks a child that fills a store of its own, spoils its file while it is open, and goes
on reading, looking, keeping and discarding. The parent is the supervisor: a child that dies of it
is followed by another, after the store was blamed.
"""

import contextlib
import os
import random
import sys
import traceback
from collections import Counter
from pathlib import Path

from depesche.press.blame import blame_store
from depesche.press.look import look_through
from depesche.press.store import NoStore
from depesche.press.tests.make_store import body_at, keep, make_page, make_store, tell

PAGES = 60
LIVES = 4  # of a process that dies again and again
SOUND, OLD = 0, 3


def body_of(number):
    return f"page {number} ".encode() * (40 * (number % 30 + 1))


def path_of(number):
    return f"/de/{number}/"


def fill(store):
    for number in range(PAGES):
        keep(store, make_page(path_of(number), f"article:{number}", body=body_of(number)))


def spoil(file: Path, chance: random.Random) -> None:
    """Flip some bytes in one or several places, or cut the file off."""
    size = file.stat().st_size
    with file.open("r+b") as spoiled:
        if chance.random() < 0.2:
            spoiled.truncate(chance.randrange(0, size))
            return
        for _time in range(chance.choice([1, 1, 4, 64])):
            spoiled.seek(chance.randrange(size))
            spoiled.write(chance.randbytes(chance.choice([1, 8, 512])))


def go_on(store, number) -> bool:
    """Do what the processes of a server do; tell whether every page that is there is right."""
    with contextlib.suppress(NoStore):
        look_through(store)
    for place in range(PAGES):
        with contextlib.suppress(NoStore):
            if body_at(store, path_of(place)) not in {None, body_of(place)}:
                return False
    with contextlib.suppress(NoStore):
        tell(store, number, f"article:{number % PAGES}")
    with contextlib.suppress(NoStore):
        if body_at(store, path_of(number % PAGES)) is not None:
            return False
    return True


def first_life(folder: Path, chance: random.Random) -> int:
    store = make_store(folder)
    fill(store)
    spoil(store.path, chance)
    right = all(go_on(store, number) for number in range(1, 6))
    return SOUND if right else OLD


def next_life(folder: Path) -> int:
    """Begin as a process that is started again does: what it finds is used, or thrown away."""
    for _time in range(3):
        try:
            store = make_store(folder)
            right = all(go_on(store, number) for number in range(6, 9))
            fill(store)
        except (NoStore, AssertionError):
            continue
        return SOUND if right and body_at(store, path_of(7)) == body_of(7) else OLD
    return OLD


def lived(life) -> int:
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = life()
        except BaseException:  # noqa: BLE001 the parent counts it
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(folder: Path, places: int) -> None:
    ends: Counter[int] = Counter()
    for place in range(places):
        home = folder / str(place)
        code = lived(lambda home=home, place=place: first_life(home, random.Random(place)))
        ends[code] += 1
        for _life in range(LIVES):
            blame_store(code, home / "press")
            code = lived(lambda home=home: next_life(home))
            ends[code] += 1
            if code >= 0:
                break
        if code != SOUND:
            sys.stdout.write(f"place {place}: ended with {code}\n")
    sys.stdout.write(f"{dict(sorted(ends.items()))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
