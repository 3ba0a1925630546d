"""Dates as RFC 3339, RFC 822/2822 and the W3C's profile of ISO 8601 write them."""

import re
from datetime import UTC, datetime, timedelta

from depesche.feeds.tests.judge.findings import words
from depesche.feeds.tests.judge.sheet import Node, Sheet

RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
W3CDTF = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?",
    re.ASCII,
)
RFC822 = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s*)?(\d{1,2})\s+(\w{3})\s+(\d{4}|\d\d)\s+"
    r"(\d\d):(\d\d)(?::(\d\d))?\s+([A-Z]{1,3}|[+-]\d{4})",
    re.ASCII,
)
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ZONES = words("UT GMT EST EDT CST CDT MST MDT PST PDT")
QUARTER_HOURS = {"00", "15", "30", "45"}  # minutes that zones really have
FIRST_YEAR = 1970
AHEAD = timedelta(days=366)


def _day(year: int, month: int, day: int, clock: tuple[int, int, int]) -> datetime | None:
    hour, minute, second = clock
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _is_plausible(sheet: Sheet, moment: datetime) -> bool:
    return moment.year >= FIRST_YEAR and moment < sheet.at + AHEAD


def rfc3339(text: str) -> datetime | None:
    """Return the moment (read as if in UTC), None where `text` is no RFC 3339 date-time."""
    found = RFC3339.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    zone = found.group(7)
    if second > 60 or (len(zone) > 1 and (int(zone[1:3]) > 23 or int(zone[4:]) > 59)):
        return None
    return _day(year, month, day, (hour, minute, second))


def judge_rfc3339(sheet: Sheet, node: Node, text: str, *, inner: str = "") -> None:
    """Judge a date of Atom."""
    if text != text.strip():
        sheet.report("UnexpectedWhitespace", node, inner=inner)
    moment = rfc3339(text.strip())
    if moment is None:
        sheet.report("InvalidRFC3339Date", node, inner=inner, value=text)
        return
    sheet.report("ValidW3CDTFDate", node, inner=inner)
    if not _is_plausible(sheet, moment):
        sheet.report("ImplausibleDate", node, inner=inner)


def judge_w3cdtf(sheet: Sheet, node: Node, text: str) -> None:
    """Judge a date of Dublin Core or the syndication module."""
    found = W3CDTF.fullmatch(text.strip())
    parts = [int(part) if part else None for part in found.groups()[:6]] if found else []
    moment = None
    if parts and parts[0] is not None:
        clock = (parts[3] or 0, parts[4] or 0, parts[5] or 0)
        month = 1 if parts[1] is None else parts[1]
        day = 1 if parts[2] is None else parts[2]
        moment = _day(parts[0], month, day, clock)
    if moment is None:
        sheet.report("InvalidW3CDTFDate", node, value=text)
        return
    sheet.report("ValidW3CDTFDate", node)
    if not _is_plausible(sheet, moment):
        sheet.report("ImplausibleDate", node)


def judge_rfc822(sheet: Sheet, node: Node, text: str) -> None:
    """Judge a date of RSS."""
    found = RFC822.fullmatch(text.strip())
    if found is None or found.group(3) not in MONTHS:
        sheet.report("InvalidRFC2822Date", node, value=text)
        return
    weekday, day, month, year, hour, minute, second, zone = found.groups()
    is_short = len(year) == 2
    century = (1900 if int(year) > 50 else 2000) if is_short else 0
    clock = (int(hour), int(minute), int(second or 0))
    moment = _day(century + int(year), MONTHS.index(month) + 1, int(day), clock)
    if moment is None or int(second or 0) > 60:
        sheet.report("InvalidRFC2822Date", node, value=text)
        return
    if weekday and DAYS[moment.weekday()] != weekday:
        sheet.report("IncorrectDOW", node, value=text)
    is_number = zone[0] in "+-"
    is_odd = zone[3:] not in QUARTER_HOURS or int(zone[1:3]) > 14 if is_number else False
    if is_short or is_odd or (not is_number and zone not in ZONES):
        sheet.report("ProblematicalRFC822Date", node, value=text)
    else:
        sheet.report("ValidRFC2822Date", node)
    if not _is_plausible(sheet, moment):
        sheet.report("ImplausibleDate", node)
