"""Whatever is asked for, the portal answers: never a 500, never another house."""

from urllib.parse import quote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.forms import SlugField
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesche.articles.acting import acting
from depesche.articles.models import Article, Section
from depesche.articles.tests.make import NOON
from depesche.articles.tree import RESERVED_SLUGS

pytestmark = pytest.mark.django_db
PIECES = st.sampled_from(
    ["de", "en", "politik", "k", "tags", "people", "dossiers", "share", "versions", "", "//", "..",
     "evil.example", "\\", "@", ".json", "feed.rss", "%0a", "\x00", "é", "xn--e1afmkfd", "-"]
)  # fmt: skip
PATHS = st.lists(PIECES | st.text(max_size=12), max_size=6)
SECTIONS = st.from_regex(r"\A[a-z-]{1,12}\Z").filter(lambda word: word not in RESERVED_SLUGS)
TYPED = st.from_regex(r"\A[-a-zA-Z0-9_]{1,30}\Z").map(SlugField().clean)
ANSWERS = {200, 301, 302, 400, 404, 405, 410}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=PATHS, query=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2))
def test_any_path_is_answered(client, article, parts, query):
    path = "/" + quote("/".join(parts), safe="/")
    client.raise_request_exception = False
    answer = client.get(path, query)
    assert answer.status_code in ANSWERS
    target = answer.headers.get("Location", "")
    assert urlsplit(target).netloc in {"", "localhost:8000"}
    assert not target.startswith(("//", "/\\"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(word=st.text(max_size=20), place=st.sampled_from(["before", "after", "order"]))
def test_any_place_in_a_list_is_answered(client, article, word, place):
    client.raise_request_exception = False
    for path in ("/de/politik/", "/de/corrections/", "/de/dossiers/"):
        assert client.get(path, {place: word}).status_code in ANSWERS


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(slug=st.from_regex(r"\A[a-z0-9-]{1,30}\Z"), section=SECTIONS)
def test_whatever_the_address_says_the_code_finds_the_story(client, article, slug, section):
    answer = client.get(f"/de/{section}/{slug}-{article.code}/")
    own = f"/de{Article.objects.get(pk=article.pk).reader_path()}"
    assert answer.status_code in {200, 301}
    assert answer.headers.get("Location", f"http://localhost:8000{own}").endswith(own)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(slug=TYPED)
def test_whatever_slug_the_form_takes_the_story_is_found_at_its_address(client, article, slug):
    story = Article.objects.get(pk=article.pk)
    story.slug, story.is_minor_change = slug, True
    with acting(at=NOON):
        story.save_revision().publish()
    story = Article.objects.get(pk=article.pk)
    assert client.get(story.full_url).status_code == 200
    typed = f"/de/politik/{slug}-{story.code}/"
    answer = client.get(typed)
    assert story.full_url.endswith(answer.headers.get("Location", typed))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(slug=TYPED.filter(lambda word: word.lower() not in RESERVED_SLUGS))
def test_whatever_slug_the_form_takes_the_section_is_found_at_its_address(client, paper, slug):
    section = Section.objects.get(pk=paper.kultur.pk)
    section.slug = slug
    try:
        section.full_clean()
    except ValidationError:
        return  # the other section's
    section.save()
    address = Section.objects.get(pk=section.pk).full_url
    assert client.get(address).status_code == 200
    answer = client.get(f"/de/{slug}/")
    assert address.endswith(answer.headers.get("Location", f"/de/{slug}/"))


def test_old_address_in_capitals_leads_to_todays(client, article):
    own = Article.objects.get(pk=article.pk).full_url
    for section, slug in (("Politik", "der-fluss"), ("politik", "Der-Fluss")):
        answer = client.get(f"/de/{section}/{slug}-{article.code}/")
        assert (answer.status_code, answer["Location"]) == (301, own)
