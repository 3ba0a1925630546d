"""Look: whether the kept pages are what was kept. LMDB has no checksums; the press has its own.

Not on the way to a reader, where it would cost half as much again as finding the page: the worker
goes through all pages, a hundred a second, and the doctor looks to the end (decision 0080).
"""

import json
import sys
from pathlib import Path
from typing import Any

from depesche.press.keep import CODINGS, sum_of
from depesche.press.kept import coding_key
from depesche.press.store import NoStore, Opened, Store, store_at

PAGES = 100  # in one step


def look_on(store: Store, after: bytes, *, pages: int = PAGES) -> bytes:
    """Look at `pages` pages kept after the one named `after`; return the last one's name.

    Empty where the end was reached: the next step begins anew. A store in which anything differs
    from what was kept is thrown away. Raises NoStore.
    """
    with store.reading() as (moment, tables):
        fault, last = _look(moment, tables, after, pages)
    if fault:
        store.begin_anew(tables, f"damaged: {fault}")
        raise NoStore
    return last


def _look(moment: Any, tables: Opened, after: bytes, pages: int) -> tuple[str, bytes]:
    seen, last = 0, b""
    with moment.cursor(db=tables.facts) as cursor:
        more = cursor.set_range(after + b"\0") if after else cursor.first()
        while more:
            if seen == pages:
                return "", last
            last, facts = cursor.item()
            fault = fault_of(moment, tables, last, facts)
            if fault:
                return fault, last
            seen += 1
            more = cursor.next()
    return "", b""


def fault_of(moment: Any, tables: Opened, name: bytes, facts: bytes) -> str:
    """Return what is wrong with a kept page, empty where it is what was kept."""
    told = moment.get(name, db=tables.sums)
    try:
        address, _size, ingredients = json.loads(facts)
        head = moment.get(address.encode(), db=tables.heads) or b""
    except (ValueError, TypeError, AttributeError):
        return "facts that cannot be read"
    number = int.from_bytes(name, "big")
    keys = [coding_key(number, coding) for coding in CODINGS]
    bodies = [moment.get(key, db=tables.bodies) or b"" for key in keys]
    if told is None or told != sum_of(head, facts, bodies):
        return "a page that is not what was kept"
    with moment.cursor(db=tables.uses) as uses:
        if not all(uses.set_key_dup(word.encode(), name) for word in ingredients):
            return "a page that no change of its ingredients would find"
    return ""


def look_through(store: Store) -> int:
    """Look at every page; return how many there are. Raises NoStore, after throwing it away."""
    count, after = 0, look_on(store, b"")
    while after:
        count += PAGES
        after = look_on(store, after)
    with store.reading() as (moment, tables):
        return int(moment.stat(tables.facts)["entries"])


def main() -> int:
    """Look through the store at a path: in a process of its own, for damage may end it."""
    base, size_mb = Path(sys.argv[1]), int(sys.argv[2])
    store = store_at(base, size_mb=size_mb)
    if store is None:
        return 0
    try:
        sys.stdout.write(f"{look_through(store)}\n")
    except NoStore:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
