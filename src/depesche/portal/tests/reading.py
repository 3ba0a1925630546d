"""How tests read pages: addresses of stories, links on a page, its machine-readable twin."""

import json
import re
from typing import Any

from depesche.articles.models import Article

LINK = re.compile(r'(?:href|src|content)="((?:https?://localhost:8000)?/[^"#]*)')


def address(article: Article, ending: str = "/") -> str:
    """Return the path of a story on its host."""
    edition = article.edition
    return f"/{edition.prefix}/{article.section.slug}/{article.slug}-{article.code}{ending}"


def things(page: str) -> list[dict[str, Any]]:
    """Return the JSON-LD graph of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    graph: list[dict[str, Any]] = json.loads(found.group(1))["@graph"]
    return graph


def own_links(page: str) -> set[str]:
    """Return the paths on our own host that a page leads to, queries included."""
    found = LINK.findall(page.replace("&amp;", "&"))
    return {path.removeprefix("https://").removeprefix("http://localhost:8000") for path in found}
