"""Whatever is asked for, the portal answers: never a 500, never another house."""

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesche.articles.models import Article
from depesche.articles.tree import RESERVED_SLUGS

pytestmark = pytest.mark.django_db
PIECES = st.sampled_from(
    ["de", "en", "politik", "k", "tags", "people", "dossiers", "share", "versions", "", "//", "..",
     "evil.example", "\\", "@", ".json", "feed.rss", "%0a", "\x00", "é", "xn--e1afmkfd", "-"]
)  # fmt: skip
PATHS = st.lists(PIECES | st.text(max_size=12), max_size=6)
SECTIONS = st.from_regex(r"\A[a-z-]{1,12}\Z").filter(lambda word: word not in RESERVED_SLUGS)
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
