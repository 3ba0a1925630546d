"""Chart: when a dossier's stories came out, as columns for a template to draw as SVG. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from depesche.dossiers.tally import Month
from depesche.portal.filters import month as name_of_month
from depesche.portal.parts import Chart, Column

WIDTH, HEIGHT, FOOT = 720, 150, 26
MOST_MONTHS = 36  # a longer story is drawn by the year
MOST_LABELS = 9
LEAST_COLUMNS = 2


def chart_of(months: Mapping[Month, int]) -> Chart | None:
    """Return the chart of `months`; None where there would be one column only."""
    if not months:
        return None
    first, last = min(months), max(months)
    span = (last.year - first.year) * 12 + last.number - first.number + 1
    is_by_year = span > MOST_MONTHS
    rows = _years(months, first, last) if is_by_year else _months(months, first, last)
    if len(rows) < LEAST_COLUMNS:
        return None
    names = [(label, count) for label, _short, count in rows]
    most = max(count for _label, count in names)
    columns = _columns([(short, count) for _label, short, count in rows], most)
    return Chart(columns, tuple(names), most, is_by_year, WIDTH, HEIGHT)


def _years(months: Mapping[Month, int], first: Month, last: Month) -> list[tuple[str, str, int]]:
    sums: Counter[int] = Counter()
    for month, count in months.items():
        sums[month.year] += count
    return [(str(year), str(year), sums[year]) for year in range(first.year, last.year + 1)]


def _months(months: Mapping[Month, int], first: Month, last: Month) -> list[tuple[str, str, int]]:
    rows, month = [], first
    while month <= last:
        short = f"{month.number}/{month.year % 100:02}"
        rows.append((name_of_month(month.first), short, months.get(month, 0)))
        month = month.following
    return rows


def _columns(rows: Sequence[tuple[str, int]], most: int) -> tuple[Column, ...]:
    step, every = WIDTH / len(rows), -(-len(rows) // MOST_LABELS)
    room = HEIGHT - FOOT
    columns = []
    for number, (label, count) in enumerate(rows):
        left, right = round(step * number), round(step * (number + 1))
        high = max(2, round(room * count / most)) if count else 0
        columns.append(
            Column(
                x=left,
                y=room - high,
                width=max(1, right - left - max(1, round(step / 6))),
                height=high,
                label=label if number % every == 0 else "",
                middle=(left + right) // 2,
            )
        )
    return tuple(columns)
