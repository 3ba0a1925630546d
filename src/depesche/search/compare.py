"""Compare stories: what stands beside each is worked out once, by the worker, and kept as rows.

So a reader's page costs nothing, knows its ingredients, and a new story touches the pages of those
few that are like it. See docs/decisions for what that leaves undone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import log as logarithm
from typing import Any

import tantivy
from django.db import transaction
from tantivy import Occur

from depesche.articles.models import Article, RelatedStory
from depesche.press.note import beside
from depesche.search.analyse import WORD, fold, terms_of
from depesche.search.compounds import Splitter
from depesche.search.gather import all_editions_by_key, entries_of, seconds
from depesche.search.models import Alike, Compared
from depesche.search.opened import Opened, guarded, the_index
from depesche.search.schema import CODES, ref_of, row_of
from depesche.wire.models import Dispatch
from depesche.wire.send import send

BESIDE = 4  # stories beside one, the editors' choice among them
CANDIDATES = 40
MOST_TERMS = 18
LEAST_LETTERS = 3
COMMON = 0.2  # of all stories: a word in more of them tells nothing
FEW = 5
LEAST_LIKE = 0.12  # of a story's likeness to itself
FRESH_DAYS = 180  # after so many a story's being fresh counts half
WINDOW = timedelta(days=730)
NEW = timedelta(days=7)  # a story that came out in this time is offered to those like it
AT_ONCE = 20

FACTS = ("pk", "edition_id", "edition__key", "title", "is_advertisement", "published_at")

Facts = dict[str, Any]


def like(opened: Opened, key: int, *, at: datetime) -> list[int]:
    """Return keys of stories of the same edition that are like one, fresh ones preferred.

    Candidates only: whether readers may see them is the caller's to ask. Raises NoIndex.
    """
    editions = all_editions_by_key()
    entry = next(iter(entries_of("article", [key], editions, Splitter())), None)
    if entry is None:
        return []
    name = f"gist_{entry.language}"
    with guarded(opened.folder):
        terms = _telling_terms(opened, name, entry.gist, entry.language)
        if not terms:
            return []
        schema, query = opened.schema, tantivy.Query
        since = entry.at - int(WINDOW.total_seconds())
        span = query.range_query(schema, "at", tantivy.FieldType.Integer, since, None)
        fixed = [
            query.term_query(schema, "edition", entry.edition),
            query.term_query(schema, "kind", CODES["article"]),
            span,
        ]
        parts = [(Occur.Must, query.const_score_query(each, 0.0)) for each in fixed]
        parts += [(Occur.Should, query.term_query(schema, name, term)) for term in terms]
        least = min(2, len(terms))
        asked = query.boolean_query(parts, minimum_number_should_match=least)
        hits = opened.searcher.search(asked, CANDIDATES, count=False).hits
        places = [address for _score, address in hits]
        refs = opened.searcher.fast_field_values("ref", places) if places else []
        dates = opened.searcher.fast_field_values("at", places) if places else []
    scored = [
        (ref, score, published)
        for (score, _address), ref, published in zip(hits, refs, dates, strict=True)
    ]
    return _fresh_first(scored, ref_of("article", key), seconds(at))


def _telling_terms(opened: Opened, name: str, gist: str, language: str) -> list[str]:
    """Return the terms of a story that tell it from others: often in it, seldom elsewhere."""
    from_text = Counter(
        term
        for word in WORD.findall(gist)
        for term in terms_of(word, language)
        if len(term) >= LEAST_LETTERS and not term.isdigit()
    )
    every = max(1, opened.searcher.num_docs)
    weighed = []
    for term, count in from_text.items():
        known = opened.searcher.doc_freq(name, term)
        if 1 < known <= max(FEW, COMMON * every):
            weighed.append((-count * logarithm(1 + every / known), term))
    return [term for _weight, term in sorted(weighed)[:MOST_TERMS]]


def _fresh_first(scored: list[tuple[int, float, int]], own: int, now: int) -> list[int]:
    whole = next((score for ref, score, _at in scored if ref == own), 0.0)
    ranked = []
    for ref, score, published in scored:
        if ref == own or score < LEAST_LIKE * whole:
            continue
        days = max(0, now - published) / 86_400
        ranked.append((-score * (0.5 + 0.5 ** (1 + days / FRESH_DAYS)), -published, ref))
    return [row_of(ref)[1] for _score, _at, ref in sorted(ranked)]


def choose(story: Facts, candidates: Iterable[int]) -> list[int]:
    """Return which candidates stand beside a story: seen by readers, none of them twice."""
    chosen = RelatedStory.objects.filter(article=story["pk"], other__listed=True)
    by_editors = dict(chosen.values_list("other", "other__title"))
    room = BESIDE - len(by_editors)
    keys = [key for key in candidates if key not in by_editors]
    if room <= 0 or story["is_advertisement"]:
        return []
    rows = Article.objects.listed().filter(
        pk__in=keys, edition=story["edition_id"], is_advertisement=False
    )
    titles = dict(rows.order_by().values_list("pk", "title"))
    seen = {_same(title) for title in [story["title"], *by_editors.values()]}
    found: list[int] = []
    for key in keys:
        same = _same(titles.get(key, ""))
        if same and same not in seen and len(found) < room:
            seen.add(same)
            found.append(key)
    return found


def _same(title: str) -> str:
    return " ".join(WORD.findall(fold(title, "de")))


def compare_some(*, at: datetime) -> bool:
    """Look for what is like some stories of which that is not known; tell whether more are left.

    The newest first. Sends `related.changed` for the pages that change. Raises NoIndex.
    """
    stories = _due()
    if not stories:
        return False
    opened = the_index()
    found = {story["pk"]: choose(story, like(opened, story["pk"], at=at)) for story in stories}
    with transaction.atomic():
        keep_found(stories, found, at=at)
    return True


def _due() -> list[Facts]:
    again = Article.objects.listed().filter(compared__is_due=True)
    rows = list(again.order_by("-published_at").values(*FACTS)[:AT_ONCE])
    if not rows:
        new = Article.objects.listed().filter(compared__isnull=True)
        rows = list(new.order_by("-published_at").values(*FACTS)[:AT_ONCE])
    return rows


def keep_found(stories: list[Facts], found: dict[int, list[int]], *, at: datetime) -> None:
    """Keep what stands beside stories, and tell their pages. In a transaction."""
    first = {story["pk"] for story in stories}
    first -= set(Compared.objects.filter(article__in=first).values_list("pk", flat=True))
    before: dict[int, list[int]] = defaultdict(list)
    rows = Alike.objects.filter(article__in=list(found)).order_by("article", "rank")
    for article, other in rows.values_list("article", "other"):
        before[article].append(other)
    changed = [story for story in stories if before[story["pk"]] != found[story["pk"]]]
    keys = [story["pk"] for story in changed]
    Alike.objects.filter(article__in=keys).delete()
    Alike.objects.bulk_create(
        Alike(article_id=key, other_id=other, rank=rank)
        for key in keys
        for rank, other in enumerate(found[key])
    )
    Compared.objects.filter(article__in=list(found)).update(is_due=False)
    Compared.objects.bulk_create([Compared(article_id=key) for key in sorted(first)])
    new = [s["pk"] for s in stories if s["pk"] in first and s["published_at"] > at - NEW]
    others = {other for key in new for other in found[key]} - set(new)
    Compared.objects.filter(article__in=others).update(is_due=True)
    for edition in dict.fromkeys(story["edition__key"] for story in changed):
        own = [story["pk"] for story in changed if story["edition__key"] == edition]
        subjects = [beside(f"article:{key}") for key in own]
        send("related.changed", subjects, at=at, edition=edition, by="search", payload={})


def compare_again(batch: Sequence[Dispatch], keys: Iterable[int]) -> None:
    """Note that what stands beside some stories is to be looked for again.

    Those that an act concerned, and those beside which a story stood that readers see no more.
    """
    if not any(dispatch.kind.startswith("article") for dispatch in batch):
        return
    touched = set(keys)
    seen = Article.objects.listed().filter(pk__in=touched).values_list("pk", flat=True)
    gone = touched - set(seen)
    lost = Alike.objects.filter(other__in=gone).values_list("article", flat=True)
    back = (
        Alike.objects.filter(article__in=touched) if _has_come_out(batch) else Alike.objects.none()
    )
    again = {*touched, *lost, *back.values_list("other", flat=True)}
    Compared.objects.filter(article__in=again, is_due=False).update(is_due=True)


def _has_come_out(batch: Sequence[Dispatch]) -> bool:
    return any(dispatch.kind == "article.published" for dispatch in batch)


def pages_with(article: Article) -> list[str]:
    """Return the subjects of pages beside which this story stands for its likeness."""
    keys = Alike.objects.filter(other=article.pk).values_list("article", flat=True)
    return [beside(f"article:{key}") for key in sorted(keys)]
