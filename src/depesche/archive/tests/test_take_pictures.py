from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from depesche.archive.ninjs_in import Order, bring_in_ninjs
from depesche.archive.tests.items import make_lead_picture, write_item
from depesche.articles.models import Article
from depesche.articles.tests.make import draw_jpeg, make_paper
from depesche.courier.tests.far_end import always, far_end, reply
from depesche.pictures.models import Picture

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def bring(tmp_path, settings):
    """Bring in one story whose picture is at an address, through the courier."""
    settings.MEDIA_ROOT = tmp_path / "paper-media"
    paper = make_paper()
    folder = tmp_path / "items"
    folder.mkdir()

    def act(href):
        write_item(folder, associations=[make_lead_picture(folder, href=href)])
        order = Order(folder, paper.de, paper.politik, NOW, may_fetch=True)
        return bring_in_ninjs(order, progress=lambda done, total: None)

    return act


def test_a_picture_elsewhere_is_fetched_where_that_is_asked(bring, settings):
    settings.COURIER_ALLOW = [ip_network("127.0.0.0/8")]
    with far_end(always(reply(draw_jpeg(), Content_Type="image/jpeg"))) as (port, asked):
        report = bring(f"http://127.0.0.1:{port}/pegel")
    assert (report.done, report.notes, len(asked)) == (1, [], 1)
    assert Article.objects.get().picture.credit == "Jo Kern"


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"gone", status="404 Not Found", Content_Type="image/jpeg"),
        reply(b"<script>", Content_Type="text/html"),
        reply(b"<svg onload=x>", Content_Type="image/svg+xml"),
    ],
)
def test_an_answer_that_is_no_picture_is_named_and_the_story_goes_in(bring, settings, answer):
    settings.COURIER_ALLOW = [ip_network("127.0.0.0/8")]
    with far_end(always(answer)) as (port, _asked):
        report = bring(f"http://127.0.0.1:{port}/pegel")
    assert report.done == len(report.notes) == 1
    assert not Picture.objects.exists()


def test_a_picture_on_a_machine_of_the_house_is_not_fetched(bring):
    with far_end(always(reply(draw_jpeg(), Content_Type="image/jpeg"))) as (port, asked):
        report = bring(f"http://127.0.0.1:{port}/pegel")
    assert asked == []
    assert "could not be fetched" in report.notes[0].sentence
