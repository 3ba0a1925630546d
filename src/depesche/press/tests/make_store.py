"""Make a store and pages for it."""

from time import time

from depesche.press.discard import Change, begin_at, discard
from depesche.press.keep import find_page, settle
from depesche.press.kept import FOR_EVER, KeptPage
from depesche.press.lease import take_lease
from depesche.press.ledger import read_tally, write_mark
from depesche.press.store import Store, store_at

MARK = "theme-1"


def make_store(folder, *, size_mb=16, heard=0) -> Store:
    store = store_at(folder / "press" / "boot-wire", size_mb=size_mb)
    assert store is not None
    store.say_mark(MARK)
    begin_at(store, heard)
    with store.writing() as (act, tables):
        write_mark(act, tables, MARK)
    return store


def make_page(path="/de/", *uses, body=b"news", kept_at=None, until=FOR_EVER, **fields) -> KeptPage:
    return KeptPage(
        key=f"localhost{path}",
        status=200,
        headers=[("content-type", "text/html")],
        bodies={"": body, "gzip": b"gz" + body},
        tag="0123456789abcdef",
        kept_at=time() if kept_at is None else kept_at,
        until=until,
        ingredients=frozenset(uses or {"edition:de"}),
        **fields,
    )


def lease_for(store, path="/de/"):
    return take_lease(store, f"localhost{path}".encode(), mark=MARK)


def keep(store, page) -> bool:
    lease = take_lease(store, page.key.encode(), mark=MARK)
    assert lease is not None
    return settle(store, lease, page.ingredients, page)


def body_at(store, path="/de/", *, coding="", now=None):
    found = find_page(store, f"localhost{path}".encode(), coding, now=now or time())
    return found[1] if found else None


def tell(store, number, *subjects, kind="article.published") -> int:
    return discard(store, [Change(number, kind, subjects)])


def sums(store):
    with store.reading() as (moment, tables):
        return read_tally(moment, tables)


def rows(store, table) -> int:
    with store.reading() as (moment, tables):
        return moment.stat(getattr(tables, table))["entries"]
