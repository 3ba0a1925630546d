import pytest
from wagtail.models import Locale, Page

from depesche.masthead.checks import NAMES, check_editions, check_imprints
from depesche.masthead.models import Edition, Imprint

pytestmark = pytest.mark.django_db

COMPLETE = {
    "publisher": "Hafenpost GmbH",
    "street": "Kai 1",
    "postcode": "00001",
    "city": "Holmsiel",
    "email": "post@hafenpost.example",
    "responsible": "Ada Aden",
    "responsible_address": "Kai 1, Holmsiel",
}


@pytest.fixture
def edition():
    locale = Locale.objects.get_or_create(language_code="de")[0]
    home = Page.objects.filter(depth=1).earliest("path")
    return Edition.objects.create(
        key="de", name="Hafenpost", language="de", locale=locale, home=home
    )


def test_a_paper_without_an_edition_is_not_ready():
    Edition.objects.all().delete()
    assert [finding.level for finding in check_editions()] == ["fail"]


def test_a_paper_without_an_imprint_is_not_ready(edition):
    (finding,) = check_imprints()
    assert finding.level == "fail"
    assert "not ready" in finding.message


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_an_imprint_that_lacks_what_the_law_wants_is_not_ready(edition, name):
    Imprint.objects.create(edition=edition, **{**COMPLETE, name: " "})
    (finding,) = check_imprints()
    assert finding.level == "fail"
    words = {field.name: str(field.verbose_name) for field in Imprint._meta.fields}
    assert {**words, **NAMES}[name] in finding.message


def test_a_paper_with_a_complete_imprint_is_ready(edition):
    Imprint.objects.create(edition=edition, **COMPLETE)
    assert [finding.level for finding in check_imprints()] == ["ok"]
    assert [finding.level for finding in check_editions()] == ["ok"]
