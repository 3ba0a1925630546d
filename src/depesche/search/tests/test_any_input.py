"""Whatever is typed is answered: by the page, by the suggestions, by the feed."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.search.tests.make import build_index

pytestmark = pytest.mark.django_db
EXAMPLES = 25
HOSTILE = st.text(alphabet='"„“«»-−*?^~:()[]{}\\/+&|!<>=%\0\ud800\u0301aßAND ', max_size=40)
ANYTHING = st.text(max_size=200) | HOSTILE | st.sampled_from(["AND", "OR NOT", "a TO b", "NEAR/3"])
NAMES = ("q", "kind", "section", "dossier", "person", "author", "from", "to", "order", "page")


@pytest.fixture
def house(settings, tmp_path, paper):
    settings.HOME = tmp_path
    settings.SEARCH_PER_MINUTE = 0
    make_article(
        paper.politik,
        title='Ein "Fluss" & <b>Ufer</b> a"',
        publish_at=NOON,
        by=paper.chief,
        people=[make_person("Anna Holm")],
    )
    build_index()


def address(parameters):
    return "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in parameters.items()
    )


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=5), ANYTHING)
@example({}, '"')
@example({}, 'a"')
@example({}, "*")
@example({}, "AND")
@example({}, "-")
@example({}, "\0")
@example({}, "\ud83d")
@example({}, "wort " * 2000)
@example({}, "x" * 10_000)
@example({}, '"' * 10_000)
@example({"page": "9" * 400}, "fluss")
@example({"page": "٣", "from": "0001-01-01", "to": "9999-12-31"}, "fluss")
@example({"section": "\0", "person": "\0", "dossier": "\0", "author": "\0"}, "fluss")
@hypothesis_settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_answered(house, client, parameters, typed):
    query = address({**parameters, "q": typed})
    page = client.get(f"/de/search/?{query}")
    assert page.status_code in {200, 404}  # a page beyond the last
    assert "<b>Ufer" not in page.content.decode()
    told = client.get(f"/de/search/suggest.json?{query}")
    assert told.status_code == 200
    assert "suggestions" in json.loads(told.content)
    assert client.get(f"/de/search/feed.rss?{query}").status_code == 200
