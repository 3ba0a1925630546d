"""Read a Range header: players of sound ask for parts (RFC 9110, 14)."""

import re

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")
MOST_BYTES = 8 * 1024 * 1024  # one answer carries no more; the player asks again


def cut_range(header: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte, or None to send everything.

    Several ranges, other units and nonsense are as if nothing was asked. A range that begins
    behind the end gives first > last.
    """
    match = ONE_RANGE.match(header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    begin, end = match.groups()
    if not begin:
        first, last = max(0, size - int(end)), size - 1
        return (first, last) if int(end) else (1, 0)
    first = int(begin)
    last = min(int(end), size - 1) if end else size - 1
    if end and int(end) < first:
        return None
    if first >= size:
        return (1, 0)
    return (first, min(last, first + MOST_BYTES - 1))
