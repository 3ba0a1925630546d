"""Dossiers as a page links them."""

from collections.abc import Iterable
from typing import Any

from depesche.portal.contracts import DossierLink
from depesche.portal.paper import Paper


def dossier_links(paper: Paper, dossiers: Iterable[Any]) -> tuple[DossierLink, ...]:
    """Link dossiers with their exact counts."""
    return tuple(
        DossierLink(d.name, paper.path(f"/dossiers/{d.slug}/"), d.article_count) for d in dossiers
    )
