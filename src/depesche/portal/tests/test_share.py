"""The picture under which a story is shared, and the story for other machines."""

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from django.test import Client
from PIL import Image
from referencing import Registry, Resource

from depesche.articles.tests.make import NOON, make_article
from depesche.portal.share_image import draw
from depesche.portal.tests.make import make_rich_article
from depesche.portal.tests.reading import address, own_links

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[5] / "shared/samples/wire/schemas"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Keep drawn pictures in a folder that goes with the test."""
    settings.HOME = tmp_path


def share_path(client: Client, story) -> str:
    page = client.get(address(story)).text
    return next(link for link in own_links(page) if "/share/" in link)


def test_the_shared_picture_bears_the_year(client, article):
    answer = client.get(share_path(client, article))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    picture = Image.open(BytesIO(answer.content))
    assert picture.size == (1200, 630)
    one, other = (
        draw(None, name="Flussbote", year=year, headline="Der Fluss") for year in ("2016", "2025")
    )
    assert one != other


def test_the_shared_picture_is_drawn_once(client, article, settings):
    path = share_path(client, article)
    first = client.get(path).content
    kept = list((settings.HOME / "data" / "share").iterdir())
    assert (len(kept), kept[0].read_bytes()) == (1, first)
    assert client.get(path).content == first


def test_an_old_version_of_the_picture_leads_to_today_s(client, article):
    answer = client.get(f"/de/share/{article.code}-00000000.jpg")
    assert answer.status_code == 302
    assert answer["Location"] == share_path(client, article)


def test_no_picture_is_shared_of_what_readers_may_not_see(client, paper):
    hidden = make_article(paper.politik)
    assert client.get(f"/de/share/{hidden.code}-00000000.jpg").status_code == 404


def test_a_long_headline_fits_its_picture():
    words = "Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 12
    assert Image.open(BytesIO(draw(None, name="B", year="2016", headline=words))).size[0] == 1200


def test_a_story_is_a_ninjs_item_at_its_address(client, paper):
    story = make_rich_article(paper)
    answer = client.get(address(story, ".json"))
    assert answer["Content-Type"] == "application/json"
    item = json.loads(answer.content)
    assert item["title"] == story.title
    assert item["uri"].endswith(f"/de/k/{story.code}")
    assert {"author", "about"} <= {person["rel"] for person in item["people"]}


@pytest.mark.samples
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the samples are not beside this clone")
def test_the_item_keeps_to_iptc_s_schema(client, paper):
    rich, plain = make_rich_article(paper), make_article(paper.kultur, publish_at=NOON)
    schema = json.loads((SCHEMAS / "ninjs-schema_3.1.json").read_text())
    places = json.loads((SCHEMAS / "GeoJSON-schema.json").read_text())
    registry = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource.from_contents(places)
    )
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    for story in (rich, plain):
        item = client.get(address(story, ".json")).json()
        assert [error.message for error in validator.iter_errors(item)] == []


def test_a_story_as_ninjs_takes_at_most_twelve_queries(
    client, paper, django_assert_max_num_queries
):
    story = make_rich_article(paper)
    with django_assert_max_num_queries(12):
        client.get(address(story, ".json"))
