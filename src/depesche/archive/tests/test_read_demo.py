from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.archive.demo_markup import BadMarkup, inline, read_blocks, without_marks
from depesche.archive.read_demo import missing_keys, order_is_kept, read_demo

TODAY = datetime(2027, 3, 4, 12, tzinfo=UTC)


def test_every_key_that_a_story_names_is_in_the_paper():
    assert missing_keys(read_demo(TODAY)) == []


@given(st.datetimes(datetime(2026, 11, 22), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_nothing_in_the_demo_lies_in_the_future(now):
    demo = read_demo(now)
    for story in demo.stories:
        moments = [wording.at for wording in story.wordings] + [
            notice.at for notice in story.notices
        ]
        assert max(moments) < now
        assert demo.opened_at < story.published_at == min(moments)
        assert order_is_kept(story)
        for block in story.blocks:
            if block["type"] == "quote" and block["value"]["said_on"]:
                assert (
                    date.fromisoformat(block["value"]["said_on"])
                    <= (now + timedelta(days=1)).date()
                )
    assert all(picture["taken_on"] <= now.date() for picture in demo.tables["picture"])


def test_an_old_story_keeps_its_dates_and_a_new_one_moves_with_the_day():
    stories = {(story.edition, story.key): story for story in read_demo(TODAY).stories}
    flood, bridge = stories["de", "flood-night"], stories["de", "bridge-closure"]
    assert flood.published_at.year == 2024
    assert {said[:4] for said in _days(flood)} == {"2024"}
    assert bridge.published_at == TODAY - timedelta(hours=3)
    assert max(_days(bridge)) == "2027-03-04"


def _days(story):
    return [b["value"]["said_on"] for b in story.blocks if b["type"] == "quote"]


def test_an_earlier_wording_comes_before_the_present_one():
    stories = {(story.edition, story.key): story for story in read_demo(TODAY).stories}
    story = stories["de", "bridge-closure"]
    assert [wording.headline for wording in story.wordings][-1] == story.facts["headline"]
    assert len(story.wordings) == 3
    assert story.wordings[-1].note == story.facts["change_note"]


def test_a_body_is_read_block_by_block():
    source = """One *line*
and another.

## Heading

> „Words.“
> -- person:mayor | mayor | the Bote | 2026-11-22 | https://example.org/x

![bridge] A caption.

| a | b |
|---|---|
| 1 | 2 |
Caption: Figures

:::box Title
First.

- **one**
- two
:::

1. first
2. second
"""
    assert [(block["type"], block["value"]) for block in read_blocks(source, "test")] == [
        ("paragraph", "<p>One <i>line</i> and another.</p>"),
        ("heading", "Heading"),
        (
            "quote",
            {
                "words": "Words.",
                "speaker": ("person", "mayor"),
                "office": "mayor",
                "said_to": "the Bote",
                "said_on": "2026-11-22",
                "evidence": "https://example.org/x",
            },
        ),
        ("picture", {"picture": "bridge", "caption": "A caption."}),
        (
            "table",
            {
                "caption": "Figures",
                "table": {
                    "data": [["a", "b"], ["1", "2"]],
                    "first_row_is_table_header": True,
                    "first_col_is_header": True,
                },
                "source": "",
            },
        ),
        (
            "box",
            {"title": "Title", "text": "<p>First.</p><ul><li><b>one</b></li><li>two</li></ul>"},
        ),
        ("list", "<ol><li>first</li><li>second</li></ol>"),
    ]


def test_markup_in_a_line_is_never_html():
    assert inline("a <b> & [x](https://e.example/?a=1&b=2)") == (
        'a &lt;b&gt; &amp; <a href="https://e.example/?a=1&amp;b=2">x</a>'
    )


def test_only_the_outer_pair_of_quotation_marks_goes():
    assert without_marks("„Er sagte ‚nein‘.“") == "Er sagte ‚nein‘."
    assert without_marks("„Nein“, sagte er, „nie“.") == "„Nein“, sagte er, „nie“."


def test_a_quotation_without_a_speaker_is_named():
    with pytest.raises(BadMarkup, match=r"story\.md"):
        read_blocks("> Words only.", "story.md")
