"""A picture on a page: its sizes, its credit, and when it is not shown."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_person,
    make_picture,
    make_tag,
)
from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.portal.tests.make import make_dossier
from depesche.portal.tests.reading import address, own_links, things

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(paper, settings, tmp_path):
    """A published story with a picture, in the lead and in the body."""
    settings.HOME = tmp_path
    picture = make_picture(agency="hk", licence_url="https://licence.example/by")
    make_renditions(picture, at=NOON)
    block = {"picture": picture.pk, "caption": "Im Text", "alt": "Anders beschrieben"}
    return make_article(
        paper.politik,
        publish_at=NOON,
        by=paper.chief,
        picture=picture,
        picture_caption="Am Morgen",
        body=["Ein Absatz.", ("picture", block)],
    )


def test_a_picture_has_its_credit_its_size_and_its_formats(client, pictured):
    page = client.get(address(pictured)).text
    for words in ("hk / Jo Kern", "Am Morgen", "Im Text", "Anders beschrieben", "image/avif"):
        assert words in page, words
    for tag in re.findall(r"<img[^>]+>", page):
        assert {"width=", "height=", "alt="} <= set(re.findall(r"\w+=", tag)), tag
    shown = things(page)[0]["image"]
    assert shown["creditText"] == "hk / Jo Kern"
    assert shown["license"] == "https://licence.example/by"
    answer = client.get(shown["url"].removeprefix("http://localhost:8000"))
    assert (answer.status_code, len(b"".join(answer)) > 100) == (200, True)
    answer.close()


def test_an_expired_picture_is_not_shown(client, pictured):
    Picture.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    for path in (address(pictured), "/de/", "/de/politik/", address(pictured, ".json")):
        assert "hk / Jo Kern" not in client.get(path).text


def test_a_picture_that_is_not_public_is_not_shown(client, pictured):
    Picture.objects.update(is_public=False)
    assert "/media/" not in client.get(address(pictured)).text


def test_the_shared_picture_is_cut_from_the_photo(client, pictured):
    path = next(link for link in own_links(client.get(address(pictured)).text) if "/share/" in link)
    picture = Image.open(BytesIO(client.get(path).content)).convert("RGB")
    middle = picture.crop((500, 200, 700, 300)).resize((1, 1)).tobytes()
    assert middle[2] > middle[0]  # steel blue, as the picture was drawn


def test_a_story_with_pictures_keeps_its_budget(client, pictured, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(address(pictured))
    with django_assert_max_num_queries(12):
        client.get(address(pictured, ".json"))


def test_no_picture_on_any_page_is_without_its_credit(client, paper, pictured):
    Picture.objects.update(digital_source_type="trainedAlgorithmicMedia")
    tag, person = make_tag(paper.de, "Deich"), make_person("Ruth Stein")
    dossier = make_dossier(paper.de)
    make_article(
        paper.politik,
        publish_at=NOON,
        by=paper.chief,
        picture=Picture.objects.get(),
        authors=[person],
        tags=[tag],
        people=[person],
        dossiers=[dossier],
    )
    lists = ["/de/", "/de/politik/", "/de/tags/deich/", "/de/people/ruth-stein/"]
    lists += ["/de/authors/ruth-stein/", "/de/dossiers/hochwasser/"]
    for path in [*lists, address(pictured)]:
        pieces = client.get(path).text.split("</picture>")
        assert len(pieces) > 1, path
        for after in pieces[1:]:
            words = re.sub(r"<[^>]+>|\s+", " ", after)[:250]
            assert "hk / Jo Kern" in words, path
            assert "Mit KI erzeugt" in words, path
