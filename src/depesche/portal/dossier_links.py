"""Dossiers as a page links them."""

from collections.abc import Iterable

from depesche.dossiers.queries import CountedDossier
from depesche.portal.contracts import DossierLink
from depesche.portal.paper import Paper


def dossier_links(paper: Paper, dossiers: Iterable[CountedDossier]) -> tuple[DossierLink, ...]:
    """Link dossiers with their exact counts."""
    return tuple(
        DossierLink(
            each.dossier.name, paper.path(f"/dossiers/{each.dossier.slug}/"), each.article_count
        )
        for each in dossiers
    )
