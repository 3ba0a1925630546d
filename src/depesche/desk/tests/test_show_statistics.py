"""How often stories were read, for the colleagues of their sections: plots, tables, files."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.publish import publish_article
from depesche.desk.plots import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, plot_bars, round_up
from depesche.desk.statistics import plain
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section, write_article
from depesche.dossiers.models import Dossier
from depesche.readership.tests.make import make_views

pytestmark = pytest.mark.usefixtures("one_factor")
PAGE = "/desk/newsroom/statistics/"


@pytest.fixture
def newsroom(db):
    """Return two sections of one edition with a story each, read 40 and 7 times."""
    edition = open_edition()
    politics, sport = open_section(edition, "politik"), open_section(edition, "sport")
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    dossier = Dossier.objects.create(edition=edition, name="Holmebrücke", slug="bruecke")
    stories = []
    for section, title, views, host in [
        (politics, "Brücke gesperrt", 40, "suche.example"),
        (sport, "Derby verloren", 7, "tor.example"),
    ]:
        story = write_article(section, title, dossiers=[dossier])
        publish_article(story, by=None, at=noon)
        make_views(story, views, at=noon, referrer=host)
        make_views(story, 1, at=noon - timedelta(days=20))
        stories.append(story)
    return politics, sport, *stories


def sign_in(client, reader):
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_a_chief_sees_stories_sections_dossiers_websites_and_hours(client, newsroom):
    page = sign_in(client, chief()).get(PAGE)
    text = words_of(page)
    for words in ("47 views", "Brücke gesperrt", "Sport", "Holmebrücke", "suche.example"):
        assert words in text, words
    assert text.index("Brücke gesperrt") < text.index("Derby verloren")
    assert page.text.count('<svg class="desk-bars"') == 2
    assert page.text.count("<summary>") == 2


def test_an_editor_sees_their_own_sections_only(client, newsroom):
    politics, sport, _story, other = newsroom
    editor = colleague("e@paper.example", ("editor", politics))
    text = words_of(sign_in(client, editor).get(PAGE))
    assert "40 views" in text
    for words in ("Derby verloren", "tor.example", "Sport"):
        assert words not in text
    assert client.get(f"{PAGE}?section={sport.pk}").status_code == 404
    for path in ("", "referrers.csv", "time.csv"):
        address = f"/desk/newsroom/stories/{other.pk}/statistics/{path}"
        assert client.get(address).status_code == 404
    for table in ("stories", "sections", "dossiers", "referrers", "time", "clock"):
        file = client.get(f"{PAGE}{table}.csv").text
        assert "Derby" not in file
        assert "tor.example" not in file
        assert "47" not in file


@pytest.mark.parametrize(
    ("query", "views"),
    [("period=today", 47), ("period=yesterday", 0), ("period=month", 49), ("period=year", 49),
     ("period=nonsense", 47), ("from=2020-01-01&to=2020-02-01", 0), ("from=never&to=x", 47)],
)  # fmt: skip
def test_the_period_is_chosen(client, newsroom, query, views):
    assert f" {views} views" in words_of(sign_in(client, chief()).get(f"{PAGE}?{query}"))


def test_a_story_has_a_page_of_its_own(client, newsroom):
    story = newsroom[2]
    page = sign_in(client, chief()).get(f"/desk/newsroom/stories/{story.pk}/statistics/")
    assert "40 views" in words_of(page)
    assert "suche.example" in page.text
    assert "tor.example" not in page.text


def test_every_table_is_a_file(client, newsroom):
    sign_in(client, chief())
    for table in ("stories", "sections", "dossiers", "referrers", "time", "clock"):
        answer = client.get(f"{PAGE}{table}.csv?period=week")
        rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert sum(int(row[-1]) for row in rows[1:]) == 47, table
    assert client.get(f"{PAGE}secrets.csv").status_code == 404


def test_statistics_stay_at_their_budget(client, newsroom, django_assert_max_num_queries):
    sign_in(client, chief()).get(PAGE)
    with django_assert_max_num_queries(30):
        client.get(PAGE)


@pytest.mark.parametrize("days", [1, 2, 7, 92, 93, 400])
def test_any_span_has_bars_for_all_its_views(client, newsroom, days):
    last = timezone.localdate()
    first = last - timedelta(days=days - 1)
    sign_in(client, chief())
    file = client.get(f"{PAGE}time.csv?from={first}&to={last}").text
    rows = list(csv.reader(io.StringIO(file)))
    assert sum(int(row[1]) for row in rows[1:]) == (49 if days > 20 else 47)
    assert len(rows) - 1 in {23, 24, 25, 47, 48, 49, 7, 92, *range(4, 16)}


@given(counts=st.lists(st.integers(0, 10**9), max_size=400))
def test_bars_stay_in_the_plot_and_keep_their_order(counts):
    plot = plot_bars("x", "t", "l", [(str(n), "s", count) for n, count in enumerate(counts)])
    assert plot.total == sum(counts)
    for bar, count in zip(plot.bars, counts, strict=True):
        assert LEFT <= bar.x <= WIDTH
        assert TOP <= bar.y <= HEIGHT - BOTTOM
        assert bar.y + bar.height == HEIGHT - BOTTOM
        assert (bar.height > 0) is (count > 0)
    high = {bar.count: bar.height for bar in plot.bars}
    assert [high[c] for c in sorted(high)] == sorted(high.values())
    assert sum(bool(bar.short) for bar in plot.bars) <= 12


@given(most=st.integers(0, 10**15))
def test_the_top_of_a_plot_is_a_round_figure(most):
    assert most <= round_up(most) <= max(2, 2 * most)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(cell):
    assert plain(cell) == f"'{cell}"
    assert plain("Der = 7") == "Der = 7"
