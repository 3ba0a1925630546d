"""The desk's search takes any input: only words reach the database's full-text index.

Wagtail's SQLite backend pastes what somebody typed between double quotes of an FTS5 expression,
so that `"` answers 500. Every query is brought down to plain words before it is compiled. The
search room replaces this backend.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database.fallback import DatabaseSearchBackend
from modelsearch.query import (
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

WORD = re.compile(r"[^\W_]{1,60}")
MOST_WORDS = 12


def texts_of(query: SearchQuery) -> Iterator[str]:
    """Yield what was typed in each leaf of `query`; what is negated is left out."""
    if isinstance(query, (PlainText, Phrase, Fuzzy)):
        yield query.query_string
    elif isinstance(query, (And, Or)):
        for part in query.subqueries:
            yield from texts_of(part)
    elif isinstance(query, Boost):
        yield from texts_of(query.subquery)


def plain(query: SearchQuery | str) -> SearchQuery:
    """Return `query` as plain words that must all occur; nothing where it holds none."""
    if isinstance(query, (MatchAll, Not)):
        return query
    texts = [query] if isinstance(query, str) else texts_of(query)
    words = [word for text in texts for word in WORD.findall(text)][:MOST_WORDS]
    return PlainText(" ".join(words)) if words else MATCH_NONE


class PlainWords(BaseSearchBackend):
    """Bring every query down to plain words."""

    def _search(
        self, compiler: type, query: SearchQuery | str, model_or_queryset: object, **options: object
    ) -> object:
        return super()._search(compiler, plain(query), model_or_queryset, **options)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - Wagtail's name for it
    """Return the backend for the database that runs, with plain words."""
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres.postgres import (  # noqa: PLC0415 - one engine
            PostgresSearchBackend as Engine,
        )
    elif connection.vendor == "sqlite":
        from modelsearch.backends.database.sqlite.sqlite import (  # noqa: PLC0415 - one engine
            SQLiteSearchBackend as Engine,
        )
    else:
        Engine = DatabaseSearchBackend  # noqa: N806 - a class
    return type("PlainWordsBackend", (PlainWords, Engine), {})(params)
