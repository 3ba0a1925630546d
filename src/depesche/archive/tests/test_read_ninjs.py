import json
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.archive.ninjs_read import NameIn, NotAnItem, read_item
from depesche.archive.tests.items import make_item

BERLIN = ZoneInfo("Europe/Berlin")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def read(**changed):
    return read_item(json.dumps(make_item(**changed)).encode(), zone=BERLIN)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "it is not JSON"),
        (b"\xff\xfe{}", "it is not written in UTF-8"),
        (b"[1]", "an object is expected"),
        (b"{}", "it has no uri"),
        (b'{"uri": "x:1"}', "it has no date"),
        (b'{"uri": "x:1", "firstCreated": "yesterday"}', "its firstcreated is no date: yesterday"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "nested too deep"),
        (b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_item_is_told_why(data, sentence):
    with pytest.raises(NotAnItem, match=sentence):
        read_item(data, zone=BERLIN)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": None}, "it has no title"),
        ({"bodies": []}, "it has no body"),
        (
            {"bodies": [{"value": "<script>x</script>", "contentType": "text/html"}]},
            "it has no body",
        ),
        ({"type": "picture"}, "it is a picture, not a text"),
        ({"pubStatus": "canceled"}, "its source says “canceled”"),
        ({"embargoedUntil": "2031-01-01T00:00:00Z"}, "it is embargoed until 2031"),
        ({"contentCreated": 12}, "its contentcreated is no date"),
        ({"uri": "u" * 501}, "longer than 500"),
        (
            {"bodies": [{"value": "<div>" * 300, "contentType": "text/html"}]},
            "nested more than 200 levels",
        ),
    ],
)
def test_an_item_that_cannot_become_a_story_is_told_why(changed, sentence):
    with pytest.raises(NotAnItem, match=sentence):
        read(**changed)


@given(st.dictionaries(st.sampled_from(sorted(make_item())), JSON, max_size=4))
def test_whatever_stands_in_an_item_it_is_read_or_refused(changed):
    with suppress(NotAnItem):  # any other exception fails here
        item = read_item(json.dumps(make_item() | changed).encode(), zone=BERLIN)
        assert item.title
        assert item.published_at.tzinfo


def test_dates_keep_their_zone_and_a_date_without_one_is_the_edition_s():
    assert read(contentCreated="2020-01-01T23:00:00-05:00").published_at == datetime(
        2020, 1, 2, 4, tzinfo=UTC
    )
    assert read(contentCreated="2020-07-01T12:00:00").published_at == datetime(
        2020, 7, 1, 10, tzinfo=UTC
    )


def test_an_item_of_the_first_version_is_read_like_one_of_the_third():
    first = {
        "uri": "urn:x:1",
        "type": "text",
        "versioncreated": "2013-07-09T10:37:00Z",
        "headline": "Captain on trial",
        "byline": "Paulo Santalucia and Frances d'Emilio",
        "body_xhtml": "<p>One.</p><p>Two.</p>",
        "person": [{"name": "Francesco Schettino", "rel": "about"}],
        "subject": [{"name": "Courts"}],
        "associations": {
            "mainpic": {
                "uri": "urn:x:p",
                "type": "picture",
                "byline": "AP",
                "renditions": {"highres": {"href": "media/a.jpg", "width": 3}},
            }
        },
    }
    item = read_item(json.dumps(first).encode(), zone=BERLIN)
    assert (item.title, item.lead, len(item.blocks)) == ("Captain on trial", "One.", 1)
    assert item.authors == (NameIn("Paulo Santalucia"), NameIn("Frances d'Emilio"))
    assert item.people == (NameIn("Francesco Schettino"),)
    assert item.tags == (NameIn("Courts"),)
    assert item.pictures[0].hrefs == ("media/a.jpg",)
    assert item.pictures[0].facts["creator"] == "AP"


def test_an_owner_s_name_is_no_author():
    item = read(by="Flussdienst")
    assert (item.authors, item.agency) == ((), "Flussdienst")


def test_people_who_wrote_are_not_people_written_about():
    people = [{"name": "A B", "rel": "author"}, {"name": "C D", "rel": "about"}, {"name": "E F"}]
    item = read(people=people, by="somebody else")
    assert item.authors == (NameIn("A B"),)
    assert item.people == (NameIn("C D"), NameIn("E F"))


def test_an_item_without_a_lead_begins_with_its_first_paragraph():
    item = read(descriptions=None)
    assert item.lead == "Ein Absatz."
    assert [block["value"] for block in item.blocks] == ["<p>Noch einer.</p>"]


def test_a_foreign_item_never_chooses_addresses_of_ours():
    item = read(subjects=[{"name": "Fluss", "literal": "wasser"}])
    assert item.tags == (NameIn("Fluss", ""),)
