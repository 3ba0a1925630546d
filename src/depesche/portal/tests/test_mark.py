from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings as configured
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.tests.make import NOON, make_article
from depesche.portal.checks import check_theme, sample_pages
from depesche.portal.mark import stories_on, with_marks
from depesche.portal.render import TEMPLATES, page_environment, page_text
from depesche.portal.tests import sample_parts, sample_stories, samples
from depesche.portal.tests.reading import address

OURS = Path(__file__).resolve().parent.parent / "templates"
MARK = '<p class="advertisement-mark">{{ _("Advertisement") }}</p>'
TEASER = """
{% macro teaser(story) %}{{ kwargs and "" }}
  <div><a href="{{ story.path }}">{{ story.headline }}</a></div>
{% endmacro %}
{% macro ticker(stories, now) %}{% for s in stories %}{{ teaser(s) }}{% endfor %}{% endmacro %}
{% macro story_list(stories) %}{{ kwargs and "" }}
  <ul>{% for s in stories %}<li>{{ teaser(s) }}{% endfor %}</ul>
{% endmacro %}
"""
ARTICLE = """
{% extends "portal/frame.html" %}
{% block content %}<article>LINES<h1>{{ page.headline }}</h1>
{% for s in page.related %}<a href="https://paper.example{{ s.path }}?x=1">x</a>{% endfor %}
</article>{% endblock %}
"""
HOSTILE_LISTS = {
    "forgets": TEASER,
    "one mark for all": TEASER.replace("<ul>", f"<article>{MARK}</article><ul>"),
    "hides": TEASER.replace("<div>", f"<div><span hidden>{MARK}</span>"),
    "unseen": TEASER.replace("<div>", f'<div class="unseen">{MARK}</div><div>'),
    "another word": TEASER.replace("<div>", '<div><p class="advertisement-mark">Tipp</p>'),
    "a comment": TEASER.replace("<div>", f"<div><!-- {MARK} -->"),
    "another class": TEASER.replace("<div>", '<div><p class="advertisement-mark b">Anzeige</p>'),
    "pictures only": TEASER.replace("{{ story.headline }}", '<img src="/x.png" alt="">'),
}
HOSTILE_PAGES = {
    "forgets": ARTICLE.replace("LINES", ""),
    "at the end": ARTICLE.replace("LINES", "").replace("</article>", f"{MARK}</article>"),
    "hides": ARTICLE.replace("LINES", f"<details>{MARK}</details>"),
    "no headline": ARTICLE.replace("LINES", "").replace("h1", "div"),
}


@pytest.fixture
def theme(settings, tmp_path):
    """A house's theme folder, before our templates."""
    settings.HOME = tmp_path
    folder = tmp_path / "theme" / "templates" / "portal"
    (folder / "macros").mkdir(parents=True)
    engines = deepcopy(configured.TEMPLATES)
    engines[0]["DIRS"] = [folder.parent, OURS]
    settings.TEMPLATES = engines
    return folder


def shown_marks(area):
    return [mark.text_content().strip() for mark in area.find_class("advertisement-mark")]


def unmarked(text, page):
    """Return the links to paid stories that no mark stands at, read by another parser."""
    paid = {story.path for story in stories_on(page) if story.is_advertisement}
    tree = lxml.html.document_fromstring(text)
    found = []
    for link in tree.iter("a"):
        path = link.get("href", "").removeprefix("https://paper.example").partition("?")[0]
        areas = [link, *link.iterancestors("article", "li")][:2]
        alone = [each for each in areas if len({a.get("href") for a in each.iter("a")} & paid) < 2]
        if path in paid and not any("Anzeige" in shown_marks(area) for area in alone):
            found.append(path)
    return found


def german(page):
    with translation.override("de"):
        return page_text(page)


def paid_pages():
    odd = sample_stories.odd_article("de")
    paid = next(story for story in sample_parts.stories("de") if story.is_advertisement)
    odd = replace(odd, related=(paid, *odd.related))
    return [samples.front("de"), samples.story_list("de"), odd, *sample_pages()]


def test_our_own_templates_mark_everything_themselves():
    for page in paid_pages():
        template = page_environment().get_template(TEMPLATES[type(page)])
        with translation.override("de"):
            text = template.render(page=page)
            assert with_marks(text, page).put_in == 0, template.name
        assert not unmarked(text, page)
    assert list(check_theme()) == []


@pytest.mark.parametrize("name", HOSTILE_LISTS)
def test_no_theme_takes_the_mark_from_a_story_in_a_list(theme, name):
    (theme / "macros" / "teaser.html").write_text(HOSTILE_LISTS[name])
    for page in paid_pages():
        text = german(page)
        assert "Anzeige" in text
        assert not unmarked(text, page), page
        with translation.override("de"):
            assert with_marks(text, page).put_in == 0, "what is put in is what is looked for"


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_no_theme_takes_the_mark_from_the_story_s_own_page(client, paper, theme, name):
    (theme / "article.html").write_text(HOSTILE_PAGES[name])
    facts = {"title": "Kauft Tee", "publish_at": NOON, "by": paper.chief}
    story = make_article(paper.politik, is_advertisement=True, **facts)
    text = client.get(address(story)).text
    tree = lxml.html.document_fromstring(text)
    before = "//main//p[@class='advertisement-mark'][not(ancestor::details)]"
    (mark,) = tree.xpath(f"{before}[following::*[.='Kauft Tee']]")
    assert mark.text_content() == "Anzeige"
    assert mark.getparent().tag in {"article", "main"}
    plain = make_article(paper.politik, **facts)
    if MARK not in HOSTILE_PAGES[name]:
        assert "advertisement-mark" not in client.get(address(plain)).text


def test_the_doctor_names_the_template_that_leaves_the_mark_out(theme):
    (theme / "macros" / "teaser.html").write_text(TEASER)
    (theme / "article.html").write_text(ARTICLE.replace("LINES", MARK))
    told = {found.message.split()[0]: found for found in check_theme()}
    assert {name for name, found in told.items() if found.level == "warn"} == {
        "portal/front.html",
        "portal/list.html",
        "portal/dossier.html",
        "portal/missing.html",
        "portal/article.html",
    }
    assert "portal/macros/teaser.html" in told["portal/list.html"].advice
    assert told["portal/article.html"].advice.endswith("portal/article.html")


def test_the_doctor_names_a_template_that_cannot_be_printed(theme):
    (theme / "list.html").write_text("{{ page.nothing }}")
    (found,) = check_theme()
    assert (found.level, "portal/list.html" in found.message) == ("fail", True)


@given(st.text("<>/ap li\"='href"))
def test_markup_of_any_shape_loses_nothing(text):
    page = sample_pages()[0]
    (path,) = {story.path for story in stories_on(page)}
    whole = f'{text}<a href="{path}">b</a>'
    marked = with_marks(whole, page)
    assert marked.put_in <= 1
    mark = '<span class="advertisement-mark">Advertisement</span> '
    assert marked.text.replace(mark, "") == whole
