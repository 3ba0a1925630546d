import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, Site

from depesche.articles.models import Front, Section
from depesche.articles.open import open_edition, open_section
from depesche.articles.tests.make import NOON
from depesche.masthead.models import Edition
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


def test_a_new_paper_has_two_fronts_and_no_welcome_page(paper):
    assert Page.objects.filter(depth=2).count() == 2
    assert set(Front.objects.values_list("live", "locale__language_code")) == {
        (True, "de"),
        (True, "en"),
    }
    site = Site.objects.get()
    assert site.root_page_id == paper.de.home_id
    assert site.is_default_site
    assert paper.de.imprint.responsible == "Ida Brandt"


def test_pages_have_the_address_of_the_portal(paper):
    assert Section.objects.get(pk=paper.politik.pk).full_url == (
        "http://localhost:8000/de/politik/"
    )
    assert Front.objects.get(pk=paper.en.home_id).full_url == "http://localhost:8000/en/"


def test_opening_a_section_is_told_to_every_page_of_its_edition(paper):
    dispatch = Dispatch.objects.filter(kind="section.published").earliest("pk")
    assert dispatch.subjects == sorted(
        [paper.politik.subject, "edition:de", f"front:{paper.de.home_id}"]
    )


@pytest.mark.parametrize("slug", ["feeds", "politik"])
def test_section_refuses_an_address_that_is_taken(paper, slug):
    with pytest.raises(ValidationError):
        open_section(paper.de, title="Noch eine", slug=slug, by=None, at=NOON)


def test_section_is_not_named_like_an_edition(paper):
    Edition.objects.filter(pk=paper.en.pk).update(prefix="river")
    with pytest.raises(ValidationError):
        open_section(paper.de, title="Am Fluss", slug="River", by=None, at=NOON)


@pytest.mark.parametrize("prefix", ["politik", "feeds"])
def test_edition_is_not_opened_at_an_address_that_is_taken(paper, prefix):
    with pytest.raises(ValidationError):
        open_edition(key="x", name="X", language="en", prefix=prefix, by=None, at=NOON)
