"""How dates, ages and lengths are written: rules, then the words of each language."""

from datetime import UTC, date, datetime

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from depesche.portal import filters
from depesche.portal.rich_text import rich_text, script_json

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1))
AT = datetime(2019, 12, 16, 13, 30, tzinfo=UTC)


def test_a_date_is_written_in_the_edition_s_language():
    with translation.override("de"):
        assert filters.date_time(AT) == "16. Dezember 2019, 13:30 Uhr"
        assert filters.number(1513) == "1.513"
    with translation.override("en"):
        assert filters.date_time(AT) == "16 December 2019, 13:30"
        assert filters.number(1513) == "1,513"


@given(DAYS, DAYS)
def test_months_never_run_backwards(start, end):
    months = filters.months_between(start, end)
    assert months >= 0
    if start <= end:
        assert months == 0 or filters.months_between(end, start) == 0
        assert months * 28 <= (end - start).days <= (months + 1) * 31


@given(DAYS, DAYS)
def test_an_age_can_always_be_said(start, end):
    assert any(character.isdigit() for character in filters.age(start, end))


@given(st.integers(min_value=0, max_value=10**6))
def test_a_length_can_be_read_back(seconds):
    parts = [int(part) for part in filters.duration(seconds).split(":")]
    assert sum(part * 60**place for place, part in enumerate(reversed(parts))) == seconds


@given(st.text())
def test_no_text_leaves_its_script(text):
    assert not set(script_json(text)) & set("<>&\u2028\u2029")


@given(st.text(alphabet="<>a/ ='\"hrefscipt:javonldk123", max_size=80))
def test_whatever_is_pasted_no_script_and_no_handler_comes_out(text):
    html = rich_text(f"<a{text}>x</a>{text}", pages={1: "/de/politik/x-1/"})
    assert "<script" not in html.lower()
    assert 'href="javascript' not in html.lower().replace(" ", "")
    assert rich_text(str(html), pages={}) == html
