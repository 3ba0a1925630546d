import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.archive.html_blocks import TooLarge, read_html, read_plain
from depesche.articles.blocks import BodyBlock
from depesche.articles.body_html import Name, References, Shown, body_html

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</i>",
        "<a href='javascript:alert(1)'>",
        '<a href="https://e.example/?a=1&b=<x>">',
        "</a>",
        "<ul><li>",
        "</li>",
        "<blockquote>",
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<iframe src='https://v.example/1'>",
        "<table><tr><td>",
        "<aside><h3>t</h3>",
        "<![\x88",
        "<!--",
        "&lt;script&gt;",
        "<style>p{}</style>",
        "text & more",
        "\x00",
        "<math><mi//xlink:href='data:x,<script>'>",
        "</div>",
        "<br>",
        "<pre>",
    ]
)
MARKUP = st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join)
ALLOWED = {"p", "ul", "ol", "li", "b", "i", "a", "br", "html", "head", "body"}


def kinds(source):
    return [block["type"] for block in read_html(source)]


def rich_texts(blocks):
    for block in blocks:
        if block["type"] in {"paragraph", "list"}:
            yield block["value"]
        elif block["type"] == "box":
            yield block["value"]["text"]


@given(MARKUP)
def test_nothing_but_the_editor_s_own_markup_comes_through(source):
    for text in rich_texts(read_html(source)):
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag in ALLOWED
            assert set(element.keys()) <= ({"href"} if element.tag == "a" else set())
            assert element.get("href", "https://").startswith(("http", "mailto:"))


@given(MARKUP)
def test_blocks_written_and_read_again_are_the_same(source):
    blocks = [
        block for block in read_html(source) if block["type"] in {"paragraph", "heading", "list"}
    ]
    once = body_html(blocks, References())
    again = body_html(read_html(once), References())
    assert again == once


@given(MARKUP)
def test_every_block_is_one_that_the_editor_knows(source):
    known = set(BodyBlock().child_blocks)
    assert {block["type"] for block in read_html(source)} <= known


def test_a_body_nested_too_deep_is_refused():
    with pytest.raises(TooLarge, match="nested"):
        read_html("<div>" * 5000)
    with pytest.raises(TooLarge, match="characters"):
        read_html("x" * 2_000_001)


def test_text_around_blocks_becomes_paragraphs():
    assert kinds("one<h2>two</h2>three<ul><li>four</li></ul><hr>five") == [
        "paragraph",
        "heading",
        "paragraph",
        "list",
        "paragraph",
    ]


def test_a_quotation_without_a_known_speaker_is_a_paragraph():
    assert read_html("<blockquote><p>Words.</p><p>More.</p></blockquote>") == [
        {"type": "paragraph", "value": "<p>Words.</p>"},
        {"type": "paragraph", "value": "<p>More.</p>"},
    ]


def test_a_foreign_player_becomes_a_link():
    (embed,) = read_html('<iframe src="//v.example/embed/1" onload="x()"></iframe>')
    assert embed == {
        "type": "embed",
        "value": {"url": "https://v.example/embed/1", "title": "v.example", "provider": ""},
    }


def test_a_caption_without_its_picture_is_not_text():
    assert read_html("<figure><figcaption>A view</figcaption></figure>") == []


def test_a_picture_in_a_paragraph_stands_between_its_halves():
    source = 'before <img src="media/a.jpg" alt="A"> after'
    assert kinds(f"<p>{source}</p>") == ["paragraph", "picture", "paragraph"]


def test_links_without_a_whole_address_become_text():
    assert read_html(
        '<p><a href="/x">a</a> <a href="">b</a> <a href="https://e.example">c</a></p>'
    ) == [{"type": "paragraph", "value": '<p>a b <a href="https://e.example">c</a></p>'}]


def test_a_list_keeps_its_lists_and_loses_its_paragraphs():
    assert read_html("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>") == [
        {"type": "list", "value": "<ul><li>a<ol><li>b</li></ol></li><li>c<br/>d</li></ul>"}
    ]


def test_rows_of_a_table_get_the_same_length():
    (table,) = read_html(
        "<table><caption>T</caption><tr><th>a<th>b</tr><tr><td>1</td></tr></table>"
    )
    assert table["value"]["table"] == {
        "data": [["a", "b"], ["1", ""]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }


def test_what_the_paper_writes_it_reads_again():
    quote = {
        "words": "We close\nit.",
        "speaker_person": 3,
        "speaker_organisation": None,
        "office": "mayor",
        "said_to": "the council",
        "said_on": "2026-03-04",
        "evidence": "https://example.org/minutes?a=1&b=2",
    }
    references = References(
        speakers={("person", 3): Name("Levke Tormählen", "levke", "https://b.example/p")},
        pictures={5: Shown("media/ab.jpg", "A bridge")},
    )
    table = {"data": [["a", "b"], ["1", "2"]]}
    heads = {"first_row_is_table_header": True, "first_col_is_header": True}
    blocks = [
        {"type": "quote", "value": quote},
        {"type": "picture", "value": {"picture": 5, "caption": "C", "alt": ""}},
        {"type": "embed", "value": {"url": "https://v.example", "title": "F", "provider": "V"}},
        {"type": "box", "value": {"title": "B", "text": "<p>One</p><ul><li>two</li></ul>"}},
        {"type": "table", "value": {"caption": "T", "table": table | heads, "source": "S"}},
    ]
    found = read_html(body_html(blocks, references))
    assert [block["type"] for block in found] == [block["type"] for block in blocks]
    speaker = {"speaker": ("person", "levke")}
    words = {name: value for name, value in quote.items() if not name.startswith("speaker")}
    assert found[0]["value"] == words | speaker
    assert found[1]["value"]["href"] == "media/ab.jpg"
    assert [block["value"] for block in found[2:]] == [block["value"] for block in blocks[2:]]


def test_plain_text_is_split_at_empty_lines():
    assert read_plain("one\ntwo <b>\n\n \nthree") == [
        {"type": "paragraph", "value": "<p>one two &lt;b&gt;</p>"},
        {"type": "paragraph", "value": "<p>three</p>"},
    ]
