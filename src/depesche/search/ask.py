"""Ask: find what somebody looks for. The index names rows, the database says what may be seen.

What was changed since the index last read the wire is left out of hits and counts: a story that
was taken back a moment ago is not even counted. See docs/decisions.
"""

from dataclasses import dataclass, field
from typing import Any

import tantivy
from tantivy import Occur

from depesche.masthead.models import Edition
from depesche.search.analyse import WORD, alike, known_language, terms_of, whole_of
from depesche.search.follow import rows_named
from depesche.search.opened import Opened, guarded, the_index
from depesche.search.schema import CODES, ref_of, row_of
from depesche.search.typed import MOST_PHRASE_WORDS, Clause, Typed, read_typed
from depesche.wire.models import Dispatch

HEAD_WEIGHT = 2.5
GIST_WEIGHT = 0.8
ALSO_WEIGHT = 0.4
MOST_UNREAD = 400  # dispatches; an index further behind finds, and does not count
MOST_CHANGED = 4000
PAGE_SIZE = 10
MOST_PAGES = 50
COMPLETED_FROM = 2  # letters
SINCE_EVER, FOR_EVER = -(2**62), 2**62


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: the words, and what the hits must be. `keys` filter (`section`: 7).

    `in_names`: the words must stand in the name or headline.
    """

    typed: Typed
    kinds: tuple[str, ...] = ("article",)
    keys: dict[str, int] = field(default_factory=dict)
    since: int | None = None  # seconds since 1970
    until: int | None = None
    is_newest_first: bool = False
    in_names: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows that may answer (kind and key), best first. `count` is exact, None: not known."""

    rows: tuple[tuple[str, int], ...]
    count: int | None

    def keys(self, kind: str) -> list[int]:
        """Return the keys of one kind, in their order."""
        return [key for each, key in self.rows if each == kind]


class Asking:
    """The index as one reader's questions find it, in one edition. Raises NoIndex."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.language = known_language(edition.language)
        self.opened = the_index()
        self.changed = changed_since(self.opened)

    def find(self, wanted: Wanted, *, page: int = 1, size: int = PAGE_SIZE) -> Hits:
        """Return a page of what answers; whoever shows a row reads it again first.

        Raises NoIndex.
        """
        with guarded(self.opened.folder):
            return self.hits_of(
                self.query_of(wanted),
                size=size,
                offset=(page - 1) * size,
                is_newest_first=wanted.is_newest_first,
            )

    def begun(self, typed: Typed, *, kinds: tuple[str, ...], size: int) -> Hits:
        """Return rows in whose name or headline a word begins as the last one that was typed.

        Nothing where the last word is over, or too short to tell. Raises NoIndex.
        """
        words = list(WORD.finditer(typed.text))
        if not words or words[-1].end() != len(typed.text):
            return Hits((), 0)
        begun = whole_of(words[-1][0], self.language)
        if len(begun) < COMPLETED_FROM:
            return Hits((), 0)
        schema, name = self.opened.schema, f"words_{self.language}"
        with guarded(self.opened.folder):
            parts = self.fixed(Wanted(typed, kinds=kinds))
            for clause in read_typed(typed.text[: words[-1].start()]).wanted:
                parts.append((Occur.Must, clause_query(schema, clause, self.language)))
            beginning = tantivy.Query.fuzzy_term_query(schema, name, begun, 0, prefix=True)
            parts.append((Occur.Must, beginning))
            return self.hits_of(tantivy.Query.boolean_query(parts), size=size, is_newest_first=True)

    def hits_of(
        self, query: Any, *, size: int, offset: int = 0, is_newest_first: bool = False
    ) -> Hits:
        """Return the hits of a query of tantivy's."""
        order: dict[str, Any] = {"order_by_field": "at"} if is_newest_first else {}
        searcher = self.opened.searcher
        found = searcher.search(query, size, offset=offset, **order)
        addresses = [address for _score, address in found.hits]
        refs = searcher.fast_field_values("ref", addresses) if addresses else []
        exact = int(found.count) if self.changed is not None else None
        return Hits(tuple(row_of(ref) for ref in refs), exact)

    def query_of(self, wanted: Wanted) -> Any:
        """Return tantivy's query, put together from terms: nothing typed is ever parsed by it."""
        schema, language = self.opened.schema, self.language
        parts = self.fixed(wanted)
        for clause in wanted.typed.clauses:
            occur = Occur.MustNot if clause.is_excluded else Occur.Must
            name = "head" if wanted.in_names else "text"
            parts.append((occur, clause_query(schema, clause, language, name)))
        for clause in wanted.typed.wanted:
            parts += [(Occur.Should, each) for each in _weighing(schema, clause, language)]
        return tantivy.Query.boolean_query(parts)

    def fixed(self, wanted: Wanted) -> list[tuple[Any, Any]]:
        """Return what every hit must be, and what none may be: conditions that weigh nothing."""
        schema = self.opened.schema
        found = [tantivy.Query.term_query(schema, "edition", self.edition.pk)]
        codes = [CODES[kind] for kind in wanted.kinds]
        found.append(tantivy.Query.term_set_query(schema, "kind", codes))
        for name, key in wanted.keys.items():
            found.append(tantivy.Query.term_query(schema, name, key))
        if wanted.since is not None or wanted.until is not None:
            since = SINCE_EVER if wanted.since is None else wanted.since
            until = FOR_EVER if wanted.until is None else wanted.until
            span = (tantivy.FieldType.Integer, since, until)
            found.append(tantivy.Query.range_query(schema, "at", *span))
        parts = [(Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in found]
        if self.changed:
            unread = tantivy.Query.term_set_query(schema, "ref", self.changed)
            parts.append((Occur.MustNot, unread))
            stories = [key for kind, key in map(row_of, self.changed) if kind == "article"]
            if stories and "quote" in wanted.kinds:
                unread = tantivy.Query.term_set_query(schema, "story", stories)
                parts.append((Occur.MustNot, unread))
        return parts


def changed_since(opened: Opened) -> list[int] | None:
    """Return what was concerned by acts that the index has not read; None: too much to tell."""
    rows = Dispatch.objects.filter(pk__gt=opened.applied).order_by("pk")
    batch = list(rows.values_list("kind", "subjects")[: MOST_UNREAD + 1])
    refs = list({ref_of(*row) for kind, subjects in batch for row in rows_named(kind, subjects)})
    return None if len(batch) > MOST_UNREAD or len(refs) > MOST_CHANGED else refs


def terms_in(text: str, language: str) -> list[str]:
    """Return the terms of some words, in their order."""
    return [term for word in WORD.findall(text) for term in terms_of(word, language)]


def clause_query(schema: Any, clause: Clause, language: str, name: str = "text") -> Any:
    """Return the query of one clause: a word as such or as part of another, or a phrase."""
    terms: list[Any] = terms_in(clause.text, language)[:MOST_PHRASE_WORDS]
    if not terms:
        return tantivy.Query.empty_query()
    if len(terms) > 1:
        return tantivy.Query.phrase_query(schema, f"{name}_{language}", terms)
    own = tantivy.Query.term_query(schema, f"{name}_{language}", terms[0])
    if clause.is_phrase:
        return own
    forms = dict.fromkeys([terms[0], *terms_in(alike(clause.text, language), language)])
    also = [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema, field_name, form), ALSO_WEIGHT)
        for form in forms
        for field_name in (f"also_{language}", f"{name}_{language}")
        if (form, field_name) != (terms[0], f"{name}_{language}")
    ]
    return tantivy.Query.disjunction_max_query([own, *also], 0.1)


def _weighing(schema: Any, clause: Clause, language: str) -> list[Any]:
    """Return what makes a hit better: the word in its headline, in its lead or names."""
    return [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema, f"{name}_{language}", t), weight)
        for name, weight in (("head", HEAD_WEIGHT), ("gist", GIST_WEIGHT))
        for t in dict.fromkeys(terms_in(clause.text, language)[:MOST_PHRASE_WORDS])
    ]


def terms_wanted(typed: Typed, language: str) -> frozenset[str]:
    """Return the terms that are to be marked in what is shown."""
    return frozenset(term for clause in typed.wanted for term in terms_in(clause.text, language))
