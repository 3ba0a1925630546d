"""Each rule of the judge, by name: our feeds keep it, and a feed broken in that way is told so."""

import ast
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesche.feeds.tests import judge as judge_package
from depesche.feeds.tests.broken_atom import BROKEN_ATOM
from depesche.feeds.tests.broken_rss import BROKEN_RSS
from depesche.feeds.tests.judge import complaints, judge
from depesche.feeds.tests.make import HOST, NOON, make_entry, make_feed
from depesche.feeds.write import write_atom, write_json, write_rss

AT = NOON + timedelta(days=1)
WRITERS = {"rss": write_rss, "atom": write_atom, "json": write_json}

# how our JSON would break each rule: `(rule, where, what stands there instead)`; None: nothing
BROKEN_JSON = [
    ("BadCharacters", "items.0.title", "Pe\x80gel"),
    ("DeprecatedMember", "items.0.author", {"name": "Jo Author"}),
    ("DuplicateIds", "items.1.id", f"{HOST}/k/a1"),
    ("InvalidFullLink", "feed_url", "/feed.json"),
    ("InvalidFullLink", "items.0.image", "pegel.jpg"),
    ("InvalidLanguage", "language", "deutsch"),
    ("InvalidMIMEType", "items.0.attachments", [{"url": "a:b", "mime_type": "jpeg"}]),
    ("InvalidRFC3339Date", "items.0.date_published", "2025-03-14"),
    ("InvalidTag", "items.0.tags", ["Politik", ""]),
    ("InvalidVersion", "version", "1.1"),
    ("MissingContent", "items.0.content_text", None),
    ("MissingElement", "version", None),
    ("MissingElement", "title", None),
    ("MissingElement", "items", None),
    ("MissingElement", "items.0.id", None),
    ("MissingElement", "items.0.authors", [{}]),
    ("MissingElement", "hubs", [{"type": "WebSub"}]),
    ("MissingElement", "items.0.attachments", [{"url": "a:b"}]),
    ("MissingHomePage", "home_page_url", None),
    ("MissingSelf", "feed_url", None),
    ("ModifiedBeforePublished", "items.0.date_modified", "2025-03-14T11:00:00+00:00"),
    ("NotBlank", "items.0.title", " "),
    ("SameDocumentReference", "next_url", f"{HOST}/feed"),
    ("SecurityRisk", "items.0.content_html", "<script>1</script>"),
    ("UnknownMember", "items.0.pubDate", "2025"),
    ("WrongType", "items.0.id", 1),
    ("WrongType", "items.0.authors", ["Jo Author"]),
    ("WrongType", "expired", "false"),
]
# rules of modules and formats that we do not write; the validator's samples test them
NOT_OURS = {
    "DeprecatedDTD",
    "InvalidAccessRestrictionRel",
    "InvalidCommaSeparatedIntegers",
    "InvalidCoord",
    "InvalidCountryCode",
    "InvalidMediaRestrictionRel",
    "InvalidMediaRestrictionType",
    "InvalidRDF",
}


def told(data):
    return {each.rule for each in judge(data, at=AT)}


def names(cases):
    return sorted({case[0] for case in cases})


def put(feed, where, value):
    """Set `items.0.title` of a JSON feed, or take it out where `value` is None."""
    *path, last = where.split(".")
    holder = feed
    for step in path:
        holder = holder[int(step)] if step.isdecimal() else holder[step]
    if value is None:
        del holder[last]
    else:
        holder[last] = value


def broken(text, case):
    _rule, old, new, *more = case
    for before, after in [(old, new), *more]:
        assert before in text, f"our feed has no {before}"
        text = text.replace(before, after, 1)
    return text.encode()


@pytest.mark.parametrize("case", BROKEN_RSS, ids=lambda case: case[0])
def test_rss_that_breaks_a_rule_is_told_so(case):
    assert case[0] in told(broken(write_rss(make_feed()).decode(), case))


@pytest.mark.parametrize("case", BROKEN_ATOM, ids=lambda case: case[0])
def test_atom_that_breaks_a_rule_is_told_so(case):
    assert case[0] in told(broken(write_atom(make_feed()).decode(), case))


@pytest.mark.parametrize("case", BROKEN_JSON, ids=lambda case: case[0])
def test_json_that_breaks_a_rule_is_told_so(case):
    rule, where, value = case
    feed = json.loads(write_json(make_feed()))
    put(feed, where, value)
    assert rule in told(json.dumps(feed).encode())


def test_json_that_is_none_is_told_so():
    assert told(b"{") == {"InvalidJson"}


@pytest.mark.parametrize("rule", names(BROKEN_RSS))
def test_our_rss_keeps_the_rule(rule):
    assert rule not in told(write_rss(make_feed()))


@pytest.mark.parametrize("rule", names(BROKEN_ATOM))
def test_our_atom_keeps_the_rule(rule):
    assert rule not in told(write_atom(make_feed()))


@pytest.mark.parametrize("rule", [*names(BROKEN_JSON), "InvalidJson"])
def test_our_json_keeps_the_rule(rule):
    assert rule not in told(write_json(make_feed()))


def test_every_rule_of_the_judge_is_tested_by_name():
    rules = set()
    files = set(Path(judge_package.__file__).parent.glob("*.py"))
    for path in (each for each in files if each.name != "sitemap.py"):  # test_sitemaps.py
        for node in ast.walk(ast.parse(path.read_text())):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"[A-Z][a-z]+[A-Z0-9]\w*|SAXError", text):
                rules.add(text)
    ours = {rule for rule in rules if not rule.startswith("Valid")}
    tested = {case[0] for case in [*BROKEN_RSS, *BROKEN_ATOM, *BROKEN_JSON]} | {"InvalidJson"}
    assert ours - tested == NOT_OURS


def test_the_judge_sees_what_is_well():
    assert {
        "ValidElement",
        "ValidIntegerAttribute",
        "ValidLanguage",
        "ValidMIMEAttribute",
        "ValidRFC2822Date",
        "ValidURI",
        "ValidURLAttribute",
    } <= told(write_rss(make_feed()))
    assert {"ValidElement", "ValidURI", "ValidW3CDTFDate"} <= told(write_atom(make_feed()))


# a headline about markup is no markup: both formats say that titles are plain text, and the judge
# only warns that some readers of feeds take them for HTML
MARKUP_IN_PLAIN_TEXT = {"ContainsHTML", "ContainsUndeclaredHTML"}
# two stories may well go out in the same minute; RFC 4287 does not mind
SAME_MINUTE = {"DuplicateUpdated"}
# a headline is whatever an editor writes
HEADLINES = st.text(alphabet=st.characters(exclude_categories=[]), max_size=30) | st.sampled_from(
    [
        "<b>fett</b>",
        "<script>alert(1)</script>",
        "AT&amp;T",
        "]]>",
        "a < b",
        "&#x1F600;",
        "\x85",
        "",
    ]
)


@pytest.mark.parametrize("form", WRITERS)
@settings(deadline=None)  # the machine may be busy
@given(text=HEADLINES)
def test_no_text_breaks_a_rule(form, text):
    entry = make_entry(title=text, summary=text, authors=(text, "Jo"), categories=(text,))
    feed = make_feed(
        title=text, subtitle=text, copyright_line=text, publisher=text, entries=(entry,)
    )
    found = {each.rule for each in complaints(WRITERS[form](feed), at=AT)}
    assert found <= MARKUP_IN_PLAIN_TEXT


@pytest.mark.parametrize("form", WRITERS)
def test_stories_of_the_same_minute_are_no_fault(form):
    feed = make_feed(entries=(make_entry("a1"), make_entry("b2")))
    assert {each.rule for each in complaints(WRITERS[form](feed), at=AT)} <= SAME_MINUTE


@pytest.mark.parametrize("form", WRITERS)
def test_a_feed_with_nothing_in_it_yet_is_no_fault(form):
    assert complaints(WRITERS[form](make_feed(entries=())), at=AT) == []


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_lead_about_markup_reaches_the_reader_as_it_was_written(form):
    feed = make_feed(entries=(make_entry(summary="Das <script>-Element & seine Folgen"),))
    assert b"Das &amp;lt;script&amp;gt;-Element &amp;amp; seine Folgen" in WRITERS[form](feed)
