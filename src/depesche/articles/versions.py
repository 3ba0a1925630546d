"""The public text of a story, kept as a version whenever it changes."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from wagtail.models import Revision

from depesche.articles.compare import PublicText
from depesche.articles.models import Article, PublicVersion

LINE_ENDS = re.compile(r"<br\s{0,4}/?>|</(?:p|li|h[1-6])>", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")
QUOTES = {"de": "„{}“"}


def plain_lines(markup: str) -> list[str]:
    """Return the lines of rich text without its markup, empty ones left out."""
    text = unescape(MARKUP.sub("", LINE_ENDS.sub("\n", markup)))
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _quote_lines(value: Any) -> list[str]:
    speaker = value["speaker_person"] or value["speaker_organisation"]
    speaker = speaker or value.get("unnamed_because")
    when = date_format(value["said_on"], "DATE_FORMAT") if value["said_on"] else ""
    who = ", ".join(filter(None, [str(speaker or ""), value["office"], value["said_to"], when]))
    words = QUOTES.get(get_language() or "", "“{}”").format(value["words"])
    source = f"{who} ({value['evidence']})" if value["evidence"] else who
    lines = [" – ".join(filter(None, [words, source]))]
    return lines + ([value["original"]] if value.get("original") else [])


def _table_lines(value: Any) -> list[str]:
    rows = (value["table"] or {}).get("data") or []
    cells = [" | ".join(str(cell or "") for cell in row) for row in rows]
    return [line for line in [value["caption"], *cells, value["source"]] if line]


LINES_OF: dict[str, Callable[[Any], list[str]]] = {
    "paragraph": lambda value: plain_lines(str(getattr(value, "source", value))),
    "list": lambda value: plain_lines(str(getattr(value, "source", value))),
    "heading": lambda value: [str(value)],
    "quote": _quote_lines,
    "table": _table_lines,
    "box": lambda value: [value["title"], *plain_lines(value["text"].source)],
    "embed": lambda value: [f"{value['title']} ({value['url']})"],
    "picture": lambda value: [value["caption"]] if value["caption"] else [],
    "audio": lambda value: [value["caption"]] if value["caption"] else [],
}


def public_text(article: Article) -> PublicText:
    """Return what a reader can read: kicker, headline, lead, caption, paragraphs (plain)."""
    with translation.override(article.locale.language_code):
        paragraphs = [
            line for block in article.body for line in LINES_OF[block.block_type](block.value)
        ]
    return {
        "kicker": article.kicker,
        "headline": article.title,
        "lead": article.lead,
        "caption": article.picture_caption,
        "paragraphs": paragraphs,
    }


def last_version(article: Article) -> PublicVersion | None:
    """Return the newest public version, None where the story was never out."""
    return PublicVersion.objects.filter(article_id=article.pk).order_by("number").last()


def keep_version(
    article: Article, text: PublicText, last: PublicVersion | None, *, revision: Any, at: datetime
) -> PublicVersion | None:
    """Keep `text` as the next public version; None where readers read the same as before."""
    if last is not None and last.text == text:
        return None
    return PublicVersion.objects.create(
        article_id=article.pk,
        number=last.number + 1 if last else 1,
        published_at=at,
        note=article.change_note if last else "",
        is_minor=article.is_minor_change if last else False,
        text=text,
        revision=revision if isinstance(revision, Revision) else None,
    )
