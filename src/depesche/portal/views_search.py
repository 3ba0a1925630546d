"""Searching: the page, what may follow what is typed, and what was found as a feed.

Nothing of it is kept: there are as many questions as readers, and each is its asker's own. No
cookie, no address and no question is written down.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from depesche.feeds.gather import feed_of_stories
from depesche.feeds.write import FORMATS
from depesche.portal.build_search import build_search, names_found, stories_found
from depesche.portal.paper import Paper
from depesche.portal.render import render
from depesche.portal.search_question import NAMES, Question, narrowed, read_question, wanted_by
from depesche.portal.search_ration import AskedTooOften, TooManyAsk, seat, take_share
from depesche.portal.views import reader_page
from depesche.press.note import note_one_off
from depesche.search.ask import Asking, Wanted
from depesche.search.guess import complete
from depesche.search.opened import NoIndex

NEVER_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
AGAIN_SECONDS = "10"
FEED_LENGTH = 30
MOST_NAMES = 4

View = Callable[..., HttpResponse]


def asked_of_search(view: View) -> View:
    """Let a view answer one question: within the asker's share, where a seat is free."""

    @reader_page
    @wraps(view)
    def answer(request: HttpRequest, paper: Paper, **parts: Any) -> HttpResponse:
        note_one_off()
        try:
            take_share(request.META.get("REMOTE_ADDR", ""))
            with seat():
                response = view(request, paper, **parts)
        except AskedTooOften:
            told = _("You have asked a great deal. Please try again in a minute.")
            response = _later(told, HTTPStatus.TOO_MANY_REQUESTS)
        except TooManyAsk:
            told = _("Too many are searching at once. Please try again in a moment.")
            response = _later(told, HTTPStatus.SERVICE_UNAVAILABLE)
        except NoIndex:
            response = _later(_not_ready(), HTTPStatus.SERVICE_UNAVAILABLE)
        for name, value in NEVER_KEPT.items():
            response.headers[name] = value
        return response

    return answer


def _not_ready() -> str:
    return _("The search is being prepared. Please try again in a moment.")


def _later(told: str, status: int) -> HttpResponse:
    headers = {"Retry-After": AGAIN_SECONDS}
    plain = "text/plain; charset=utf-8"
    return HttpResponse(f"{told}\n", status=status, content_type=plain, headers=headers)


@asked_of_search
def search(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with what was found; 503 while the index is being made anew."""
    page = build_search(paper, read_question(request.GET))
    response = render(request, page)
    if page.state == "wait":
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = AGAIN_SECONDS
    return response


@asked_of_search
def suggest(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with how what is typed may go on: words, names, stories; JSON."""
    question = read_question(request.GET)
    if not question.typed.clauses:
        return JsonResponse({"query": question.typed.text, "suggestions": []})
    asking = Asking(paper.edition)
    completed = complete(asking, question.typed)
    told = [
        {"kind": "words", "text": words, "path": paper.path(_plain(words).address())}
        for words in completed.words
    ]
    told += [
        {"kind": hit.kind_name, "text": hit.link.name, "path": hit.link.path}
        for hit in names_found(paper, _names_begun(asking, question))
    ]
    for story in stories_found(paper, list(completed.stories)):
        mark = f"{_('Advertisement')}: " if story.is_advertisement else ""
        text = f"{mark}{story.list_headline}"
        told.append({"kind": _("Story"), "text": text, "path": paper.story_path(story)})
    answer = {"query": question.typed.text, "suggestions": told}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _plain(words: str) -> Question:
    return read_question({"q": words})


def _names_begun(asking: Asking, question: Question) -> tuple[tuple[str, int], ...]:
    return asking.begun(question.typed, kinds=NAMES, size=MOST_NAMES).rows


@asked_of_search
def search_feed(request: HttpRequest, paper: Paper, *, form: str) -> HttpResponse:
    """Answer with the newest stories that answer a question, as RSS, Atom or JSON Feed."""
    question = read_question(request.GET)
    stories = []
    wanted = wanted_by(paper, question, narrowed(paper, question))
    if wanted is not None and not question.is_empty:
        newest = Wanted(
            wanted.typed,
            keys=wanted.keys,
            since=wanted.since,
            until=wanted.until,
            is_newest_first=True,
        )
        keys = Asking(paper.edition).find(newest, size=FEED_LENGTH).keys("article")
        stories = stories_found(paper, keys)
    title = f"{_('Search: %s') % question.typed.text} – {paper.edition.name}"
    address = question.address(f"/search/feed.{form}")
    feed = feed_of_stories(
        paper.edition, title, stories, page=question.address(), address=address, now=paper.now
    )
    media_type, write = FORMATS[form]
    return HttpResponse(write(feed), content_type=f"{media_type}; charset=utf-8")
