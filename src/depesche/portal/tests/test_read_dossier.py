"""A reader new to a story opens its dossier, reads on by month and chapter, as text, as book."""

import re
import shutil
import subprocess
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from depesche.articles.correct import correct_article, retract_article
from depesche.articles.tests.make import NOON, make_article, make_person, make_place
from depesche.dossiers.merge import merge_dossiers
from depesche.dossiers.models import Chapter, LeadStory, Question, TurningPoint
from depesche.dossiers.open import change_dossier, open_dossier
from depesche.dossiers.tally import Month
from depesche.portal.chart import chart_of
from depesche.portal.tests.make import make_copies
from depesche.portal.tests.reading import things

pytestmark = pytest.mark.django_db
JAVA = shutil.which("java") or ""
HOME = "/de/dossiers/hochwasser/"
JAR = next(
    (Path(p) for p in ("/usr/bin/epubcheck", "/usr/share/java/epubcheck.jar") if Path(p).is_file()),
    None,
)


@pytest.fixture
def signed(paper):
    return {"by": paper.chief, "at": NOON}


@pytest.fixture
def dossier(paper, signed):
    return open_dossier(paper.de, name="Hochwasser", summary="Der Fluss.", **signed)


@pytest.fixture
def story(paper, dossier):
    return make_article(
        paper.politik,
        title="Der Damm & das Wasser",
        publish_at=NOON,
        dossiers=[dossier],
        people=[make_person("Clara Weiss")],
        places=[make_place()],
        body=["Ein <b>Absatz</b> mit\x0b Wörtern.", ("heading", "Die Lage")],
    )


@pytest.fixture
def later(paper, dossier):
    at = NOON + timedelta(days=40)
    return make_article(paper.politik, title="Danach", publish_at=at, dossiers=[dossier])


@pytest.fixture
def told(dossier, story, later, signed):
    dossier.turning_points = [TurningPoint(article=story, line="Das Wasser kommt.")]
    dossier.lead_stories = [LeadStory(article=later)]
    dossier.questions = [Question(text="Wer zahlt?"), Question(text="Wann?", answered_in=later)]
    dossier.chapters = [
        Chapter(name="Die Nacht", from_on=date(2025, 3, 1)),
        Chapter(name="Der Streit", from_on=date(2025, 4, 1)),
    ]
    return change_dossier(dossier, standing="Der Pegel fällt.", **signed)


def test_a_dossier_tells_its_story(client, told, story, signed):
    correct_article(story, kind="correction", right="Es war Montag.", **signed)
    page = client.get(HOME).text
    for words in ("Der Fluss.", "Stand der Dinge", "Der Pegel fällt.", "Das Wasser kommt."):
        assert words in page
    for words in ("Wer zahlt?", "Beantwortet:", "Die Nacht", "Clara Weiss", "Auenstadt"):
        assert words in page
    for words in ("Es war Montag.", "Artikel je Monat", "Als Tabelle", 'role="img"'):
        assert words in page
    thing = next(one for one in things(page) if one["@type"] == "CollectionPage")
    assert thing["abstract"] == "Der Pegel fällt."
    assert thing["hasPart"][0]["itemListElement"][0]["name"] == "Das Wasser kommt."
    assert {one["name"] for one in thing["about"]} == {"Clara Weiss", "Auenstadt"}


def test_the_overview_stands_on_the_first_page_only_and_names_nothing_taken_back(
    client, told, story, signed
):
    assert "Das Wasser kommt." not in client.get(f"{HOME}?order=oldest").text
    retract_article(story, reason="Falsch.", **signed)
    page = client.get(HOME).text
    assert "Das Wasser kommt." not in page
    assert "Clara Weiss" not in page


def test_months_and_chapters_have_addresses_with_exact_counts(client, told):
    page = client.get(HOME).text
    months = re.findall(r'href="(/de/dossiers/hochwasser/\d{4}-\d\d/)">\w+ <span[^>]*>(\d+)', page)
    assert months == [(f"{HOME}2025-03/", "1"), (f"{HOME}2025-04/", "1")]
    march = client.get(f"{HOME}2025-03/").text
    assert "Der Damm" in march
    assert "Danach" not in march
    chapter = client.get(f"{HOME}2025-04-01/").text
    assert "Der Streit" in chapter
    assert "Der Damm" not in chapter
    assert client.get(f"{HOME}2025-04-20/").headers["Location"] == f"{HOME}2025-04-01/"
    for nothing in ("2025-05/", "2025-13/", "0000-01/", "2025-02-30/"):
        assert client.get(HOME + nothing).status_code == 404


def test_parts_of_a_merged_dossier_lead_to_the_other_one(client, paper, told, signed):
    other = open_dossier(paper.de, name="Die Flut", **signed)
    merge_dossiers(told, other, **signed)
    assert client.get(HOME).headers["Location"] == "/de/dossiers/die-flut/"
    assert client.get(f"{HOME}text/").headers["Location"] == "/de/dossiers/die-flut/text/"
    assert client.get(f"{HOME}2025-03/").headers["Location"] == "/de/dossiers/die-flut/2025-03/"


@pytest.mark.parametrize("count", [30, 120])
def test_a_dossier_takes_twenty_queries_whatever_its_length(
    client, dossier, told, story, count, django_assert_max_num_queries
):
    make_copies(story, count, dossier=dossier)
    with django_assert_max_num_queries(20):
        assert client.get(HOME).status_code == 200
    with django_assert_max_num_queries(15):
        text = client.get(f"{HOME}text/")
    assert text.text.count('class="whole"') == min(50, count + 2)


def test_the_text_reads_on_from_the_first_story_to_the_last(client, dossier, told, story):
    make_copies(story, 60, dossier=dossier)
    first = client.get(f"{HOME}text/").text
    assert "Teil 1 von 2" in first
    way = re.search(r'href="([^"]+)" rel="next"', first)
    assert way is not None
    second = client.get(way[1].replace("&amp;", "&")).text
    assert "Teil 2 von 2" in second
    assert "Danach" in second
    anchors = re.findall(r' id="([^"]+)"', first)
    assert len(anchors) == len(set(anchors))


def book(client, path=f"{HOME}book.epub"):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/epub+zip")
    return answer.content


def test_the_book_holds_what_readers_may_see_and_nothing_else(client, told, later, signed):
    with ZipFile(BytesIO(book(client))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        pages = [archive.read(name) for name in archive.namelist() if name.endswith("xhtml")]
        package = archive.read("EPUB/package.opf").decode()
    for each in pages:
        etree.fromstring(each)
    text = b"".join(pages).decode()
    assert "Der Damm &amp; das Wasser" in text
    assert "Das Wasser kommt." in text
    assert re.search(r"<meta property=\"dcterms:modified\">2025-04-23T\d\d:00:00Z</meta>", package)
    assert book(client) == book(client)
    retract_article(later, reason="Falsch.", **signed)
    with ZipFile(BytesIO(book(client))) as archive:
        assert "stories-2025-04.xhtml" not in " ".join(archive.namelist())
    assert client.get(f"{HOME}book-1.epub").status_code == 404


@pytest.mark.skipif(JAR is None or not JAVA, reason="epubcheck or Java is not installed")
def test_the_book_is_valid_by_epubcheck(client, told, tmp_path):
    (tmp_path / "book.epub").write_bytes(book(client))
    done = subprocess.run(  # noqa: S603 the words are this test's
        [JAVA, "-jar", str(JAR), "--failonwarnings", str(tmp_path / "book.epub")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_long_story_is_drawn_by_the_year_and_empty_months_stay_empty():
    short = chart_of({Month(2024, 1): 3, Month(2024, 3): 1})
    assert short is not None
    assert [count for _name, count in short.rows] == [3, 0, 1]
    assert [column.height > 0 for column in short.columns] == [True, False, True]
    long = chart_of({Month(2014, 1): 3, Month(2024, 3): 1})
    assert long is not None
    assert (long.is_by_year, len(long.rows)) == (True, 11)
    assert chart_of({Month(2024, 1): 3}) is None
