"""What the doctor asks of the search: is there an index, is it whole, does it keep up."""

from collections.abc import Iterable

from depesche.press.findings import Check, Finding
from depesche.search import folder
from depesche.search.opened import NoIndex, the_index
from depesche.search.standing import MEGABYTE, behind, broken_files

MANY_BEHIND = 50
AGAIN = "Run `depesche search rebuild`, or leave it to the worker of `depesche serve`."


def check_index() -> Iterable[Finding]:
    """Look at the index: its files, its place on the wire, its size."""
    counts = folder.current()
    if counts is None:
        yield Finding("warn", "search", "there is no index yet: readers find nothing", AGAIN)
        return
    if broken := broken_files(counts.folder):
        folder.report_damage(counts.folder)
        yield Finding("warn", "search", f"the index is damaged ({broken[0]})", AGAIN)
        return
    try:
        opened = the_index()
    except NoIndex:
        yield Finding("warn", "search", "the index is not this program's or wire's", AGAIN)
        return
    late = behind(opened.applied)
    size = folder.size_bytes(opened.folder) / MEGABYTE
    if late > MANY_BEHIND:
        advice = "See that the worker runs (`depesche serve` starts it), and what it logs."
        yield Finding("warn", "search", f"the index is {late} dispatches behind the wire", advice)
        return
    yield Finding(
        "ok", "search", f"{opened.searcher.num_docs} entries, {size:.0f} MB, {late} behind the wire"
    )


checks: list[Check] = [check_index]
