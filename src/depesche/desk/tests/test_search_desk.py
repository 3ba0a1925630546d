import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.search.index import insert_or_update_object

from depesche.articles.models import Section
from depesche.desk.tests.newsroom import chief, open_edition, open_section, write_article
from depesche.register.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]

NASTY = st.text(
    alphabet=st.sampled_from("\"'*()<>:^-+{}%\\/;\0 \t\n_=&|!?~.,#@äßĳ字😀aZ9"), max_size=40
)
ROUTES: list[tuple[str, dict[str, str]]] = [
    ("wagtailadmin_pages:search", {}),
    ("wagtailadmin_pages:search_results", {}),
    ("wagtailadmin_explore_root", {}),
    ("wagtailadmin_choose_page_search", {}),
    ("wagtailimages:index", {}),
    ("wagtailimages_chooser:choose_results", {}),
    ("wagtaildocs:index", {}),
    ("wagtaildocs_chooser:choose_results", {}),
    ("wagtailsnippets_register_person:list", {}),
    ("wagtailsnippetchoosers_register_person:choose_results", {}),
    ("wagtailsnippetchoosers_articles_tag:choose_results", {}),
    ("wagtailsnippetchoosers_dossiers_dossier:choose_results", {}),
    ("wagtailusers_users:index", {}),
    ("stories:index", {"section": "0", "genre": "report"}),
]


@pytest.fixture
def desk(client):
    section = open_section(open_edition(), "politik")
    article = write_article(section, "Die Brücke über die Holme bleibt gesperrt")
    insert_or_update_object(article)  # else the worker's, after commit
    Person.objects.create(name="Ada Ahlers", slug="ada")
    client.force_login(chief())
    return client


@pytest.mark.parametrize(("name", "extra"), ROUTES)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example('"')
@example('a"')
@example('x"y')
@example("\0")
@example("%00")
@example("javascript:alert(1)>")
@example("NEAR(a b) AND OR NOT")
@example("live:true '")
@given(words=NASTY)
def test_desk_search_answers_whatever_somebody_types(desk, name, extra, words):
    answer = desk.get(reverse(name), {"q": words, **extra})
    assert answer.status_code == 200


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=300))
def test_page_search_takes_any_text(desk, words):
    assert desk.get(reverse("wagtailadmin_pages:search"), {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "words", ["brücke", "Brücke", '"die brücke"', "holme gesp", "brücke!!", "(brücke)", "brücke%"]
)
def test_desk_search_finds_the_story(desk, words):
    answer = desk.get(reverse("wagtailadmin_pages:search"), {"q": words})
    assert "bleibt gesperrt" in answer.content.decode()


def test_stories_can_be_searched_and_filtered_at_once(desk):
    section = Section.objects.get()
    query = {"q": "brück", "section": section.pk, "genre": "report", "live": "false"}
    assert "bleibt gesperrt" in desk.get(reverse("stories:index"), query).content.decode()
    query["genre"] = "opinion"
    assert "bleibt gesperrt" not in desk.get(reverse("stories:index"), query).content.decode()


def test_desk_search_finds_nothing_for_signs_only(desk):
    answer = desk.get(reverse("wagtailadmin_pages:search"), {"q": '"*"'})
    assert "bleibt gesperrt" not in answer.content.decode()
