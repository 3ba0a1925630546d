"""How dates, numbers and lengths are written in a reader's language. Pure: no clock, no database.

Instants come in the edition's time zone already; the language is the active one unless handed in.
"""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, ngettext

BABEL_NAMES = {"en": "en_GB", "de": "de_DE"}  # a European paper writes 16 December 2019
MONTHS_A_YEAR = 12


def babel_locale(language: str = "") -> Locale:
    """Return Babel's locale of `language`, or of the active one."""
    return _parsed((language or get_language() or "en").partition("-")[0])


@lru_cache(maxsize=64)
def _parsed(name: str) -> Locale:
    """Return the locale: a page with hundreds of dates asks for it hundreds of times."""
    return Locale.parse(BABEL_NAMES.get(name, name))


def day(value: date | None, language: str = "") -> str:
    """Write a long date: “16. Dezember 2019”, “16 December 2019”."""
    return format_date(value, "long", locale=babel_locale(language)) if value else ""


def weekday(value: date | None, language: str = "") -> str:
    """Write a date with its day of the week: “Montag, 16. Dezember 2019”."""
    return format_date(value, "full", locale=babel_locale(language)) if value else ""


def month(value: date | None, language: str = "") -> str:
    """Write month and year: “Dezember 2019”."""
    return format_skeleton("yMMMM", value, locale=babel_locale(language)) if value else ""


def day_month(value: date | None, language: str = "") -> str:
    """Write a day of the running year, short: “16. Dez.”, “16 Dec”."""
    return format_skeleton("MMMd", value, locale=babel_locale(language)) if value else ""


def clock(value: datetime | None, language: str = "") -> str:
    """Write the time of day, 24 hours: “13:30”."""
    return format_time(value, "HH:mm", locale=babel_locale(language)) if value else ""


def date_time(value: datetime | None, language: str = "") -> str:
    """Write date and time: “16. Dezember 2019, 13:30 Uhr”, “16 December 2019, 13:30”."""
    if value is None:
        return ""
    locale = babel_locale(language)
    end = " Uhr" if locale.language == "de" else ""
    return f"{day(value, language)}, {clock(value, language)}{end}"


def number(value: float | None, language: str = "") -> str:
    """Write a number with the language's separators: “1.513”, “1,513”."""
    return "" if value is None else format_decimal(value, locale=babel_locale(language))


def period(start: date | None, end: date | None = None, language: str = "") -> str:
    """Write a span of days as short as it can be said; open ends are said in words."""
    locale = babel_locale(language)
    if start and end:
        if _day_of(start) == _day_of(end):
            return day(start, language)
        return format_interval(_day_of(start), _day_of(end), "yMMMMd", locale=locale)
    if start:
        return gettext("since %(day)s") % {"day": day(start, language)}
    if end:
        return gettext("until %(day)s") % {"day": day(end, language)}
    return ""


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def iso(value: date | None) -> str:
    """Write an instant or a day for machines, to the second."""
    if value is None:
        return ""
    return value.isoformat("T", "seconds") if isinstance(value, datetime) else value.isoformat()


def months_between(start: date, end: date) -> int:
    """Count the whole months from `start` to `end`."""
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return max(0, months - (end.day < start.day))


def age(value: date | None, now: date | None) -> str:
    """Say how old something is: “3 years”, “14 months” up to two years, “5 days”."""
    if value is None or now is None:
        return ""
    months = months_between(_day_of(value), _day_of(now))
    if months >= 2 * MONTHS_A_YEAR:
        count = months // MONTHS_A_YEAR
        return ngettext("%(count)s year", "%(count)s years", count) % {"count": number(count)}
    if months == MONTHS_A_YEAR:
        return ngettext("%(count)s year", "%(count)s years", 1) % {"count": number(1)}
    if months:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": number(months)}
    days = max(0, (_day_of(now) - _day_of(value)).days)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


def duration(seconds: int | None) -> str:
    """Write a length of sound: “3:05”, “1:02:03”."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso_duration(seconds: int | None) -> str:
    """Write a length of sound for machines: “PT3M5S”."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"PT{minutes}M{rest}S"


FILTERS = {
    "day": day,
    "weekday": weekday,
    "month": month,
    "day_month": day_month,
    "clock": clock,
    "date_time": date_time,
    "number": number,
    "period": period,
    "iso": iso,
    "age": age,
    "duration": duration,
    "iso_duration": iso_duration,
}
