from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from depesche.press.discard import Change
from depesche.press.edge import MOST_KEYS, Badge, Keys, for_the_edge
from depesche.press.tests.make_store import make_page

KEYS = Keys("a secret", "https://paper.example")
BADGE = Badge(KEYS, ("cache-tag", "surrogate-key"))
PUBLIC = ("cache-control", "public, max-age=0, must-revalidate")
KINDS = ["article", "dossier", "picture", "section", "tag"]
SUBJECTS = st.builds(
    lambda kind, number, part: f"{kind}:{number}{part}",
    st.sampled_from(KINDS),
    st.integers(1, 2000),
    st.sampled_from(["", "/name", "/beside"]),
)


def shown(page):
    return replace(page, headers=[*page.headers, PUBLIC])


@given(
    ingredients=st.sets(SUBJECTS, min_size=1, max_size=30),
    more=st.integers(0, 900),
    subjects=st.lists(SUBJECTS, min_size=1, max_size=5),
    kind=st.sampled_from(KINDS),
)
def test_a_change_names_a_key_of_every_page_that_used_it(ingredients, more, subjects, kind):
    used = ingredients | {f"article:{number}" for number in range(3000, 3000 + more)}
    change = Change(1, f"{kind}.changed", subjects)
    on_page = KEYS.on_page(used)
    assert len(on_page) <= MOST_KEYS + 1
    if used & set(change.concerned()):
        assert set(on_page) & set(KEYS.of_changes([change]))


def test_a_page_of_few_things_goes_with_those_and_no_other():
    on_page = set(KEYS.on_page({"article:2", "tag:5/name"}))
    assert not on_page & set(KEYS.of_changes([Change(1, "article.published", ["article:3"])]))
    assert not on_page & set(KEYS.of_changes([Change(1, "article.published", ["tag:5"])]))
    assert on_page & set(KEYS.of_changes([Change(1, "tag.changed", ["tag:5"])]))


def test_a_dossier_of_a_thousand_stories_fits_a_header_and_keeps_its_other_keys():
    stories = {f"article:{number}" for number in range(1000)}
    on_page = KEYS.on_page({*stories, "dossier:4", "edition:1"})
    assert len(on_page) == 4
    assert KEYS.of("dossier:4") in on_page
    assert set(on_page) & set(KEYS.of_changes([Change(1, "article.published", ["article:7"])]))
    assert not set(on_page) & set(KEYS.of_changes([Change(1, "tag.changed", ["tag:7"])]))


def test_a_key_tells_nobody_what_it_stands_for_and_is_the_same_on_every_machine():
    assert KEYS.of("article:42") == Keys("a secret", "https://paper.example").of("article:42")
    other = Keys("another secret", "https://paper.example")
    assert KEYS.of("article:42") != other.of("article:42")
    assert KEYS.everything == other.everything
    assert len(KEYS.of("article:42")) == 8


def test_a_page_bears_its_keys_and_how_long_others_may_have_it():
    page = BADGE.put_on(shown(make_page("/de/", "front:1", "article:2")))
    headers = dict(for_the_edge(page.headers, until=1060.0, now=1000.0, most_seconds=3600))
    keys = {KEYS.everything, KEYS.of("front:1"), KEYS.of("article:2")}
    assert set(headers["surrogate-key"].split(" ")) == keys
    assert set(headers["cache-tag"].split(",")) == keys
    assert headers["cache-control"] == "public, max-age=0, must-revalidate, s-maxage=60"
    ended = for_the_edge(page.headers, until=900.0, now=1000.0, most_seconds=3600)
    assert dict(ended)["cache-control"].endswith("s-maxage=0")
    lasting = for_the_edge(page.headers, until=float("inf"), now=1000.0, most_seconds=3600)
    assert dict(lasting)["cache-control"].endswith("s-maxage=3600")


def test_what_may_come_to_an_address_any_moment_is_nobody_s_to_keep():
    page = shown(make_page("/de/\0missing", "front:1"))
    missing = replace(page, status=404)
    assert BADGE.put_on(missing) is missing
    private = make_page("/de/", "front:1")
    assert BADGE.put_on(private) is private
    assert for_the_edge(page.headers, until=9.0, now=1.0, most_seconds=60) == page.headers
