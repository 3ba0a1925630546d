"""Ask the store about itself: what a page was made of, how full it is. For the operator."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from time import time
from urllib.parse import urlsplit

from django.conf import settings

from depesche.press.apply import newest
from depesche.press.asked import Asked, page_asked
from depesche.press.discard import begin_at
from depesche.press.kept import Head, read_head
from depesche.press.ledger import read_applied, read_tally
from depesche.press.opening import the_store
from depesche.press.store import NoStore, Store

OFF = "No pages are kept: DEPESCHE_PRESS is off, or the store cannot be opened (see the log)."
WORDS = {
    "name": "its name and address",
    "beside": "what stands beside it",
}


def portrait_of(url: str) -> list[str]:
    """Return lines about the page at `url` (whole, or a path on the paper's own host)."""
    store = the_store()
    if store is None:
        return [OFF]
    parts = urlsplit(url if "://" in url else f"{settings.BASE_URL}/{url.lstrip('/')}")
    asked = page_asked(parts.netloc, parts.path, parts.query, names=settings.ALLOWED_HOSTS)
    if asked is None:
        return [f"{url}: not a page for everyone (desk, files, or a host that is not ours)."]
    try:
        found = _find(store, asked)
        if found is None and asked.query:
            bare = replace(asked, query="")
            found = _find(store, bare)
            if found is not None and not found[0].takes_no_query:
                found = None
            asked = bare if found is not None else asked
    except NoStore:
        return [OFF]
    if found is None:
        return [f"{asked.key}: not kept. It is made when it is next asked for."]
    return _portrait(asked, *found)


def _find(store: Store, asked: Asked) -> tuple[Head, int, list[str]] | None:
    with store.reading() as (moment, tables):
        stored = moment.get(asked.key.encode(), db=tables.heads)
        if stored is None:
            return None
        head = read_head(stored)
        facts = moment.get(head.number.to_bytes(8, "big"), db=tables.facts)
        _key, size_bytes, ingredients = json.loads(facts or b'["", 0, []]')
    return head, size_bytes, ingredients


def _portrait(asked: Asked, head: Head, size_bytes: int, ingredients: list[str]) -> list[str]:
    lines = [
        asked.key,
        f"  status       {head.status}",
        f"  kept         {_moment(head.kept_at)} ({size_bytes // 1024} kB)",
        f"  ends         {_moment(head.until)}",
        f"  ETag         {head.tag}",
    ]
    if not head.holds_at(time()):
        lines.append("  This page's time is over: it is made anew when it is next asked for.")
    lines.append("  dropped by any dispatch about:")
    grouped: dict[str, list[str]] = defaultdict(list)
    for subject in ingredients:
        thing, _slash, part = subject.partition("/")
        grouped[WORDS.get(part, part or "the whole of it")].append(
            thing if part in WORDS or not part else subject
        )
    for part, things in sorted(grouped.items()):
        lines += [f"    {part}:", *(f"      {thing}" for thing in sorted(set(things)))]
    return lines


def _moment(seconds: float) -> str:
    if seconds == float("inf"):
        return "never by itself"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def standing() -> list[str]:
    """Return lines about the whole store."""
    store = the_store()
    if store is None:
        return [OFF]
    try:
        with store.reading() as (moment, tables):
            tally, heard = read_tally(moment, tables), read_applied(moment, tables)
            leases = moment.stat(tables.leases)["entries"]
    except NoStore:
        return [OFF]
    return [
        f"pages kept      {tally.pages}",
        f"room            {tally.size_bytes / 1024**2:.1f} of {settings.PRESS_MB} MB",
        f"kept so far     {tally.kept}",
        f"not kept        {tally.refused} (something changed while they were made)",
        f"dropped         {tally.discarded} by acts, {tally.evicted} for want of room",
        f"in the making   {leases}",
        f"heard the wire  up to {heard}, newest {newest()}",
        f"file            {store.path}",
    ]


def clear_store() -> str:
    """Throw all kept pages away; the server goes on with an empty store at once."""
    store = the_store()
    if store is None:
        return OFF
    try:
        with store.reading() as (moment, tables):
            pages = read_tally(moment, tables).pages
        store.clear()
        begin_at(store, newest())  # who serves at this moment goes on keeping
    except NoStore:
        return OFF
    return f"Thrown away: {pages} pages."
