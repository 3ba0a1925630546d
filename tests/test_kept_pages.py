"""The promise of the press: after any acts of the newsroom, every kept page is today's page."""

import asyncio
import gzip
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import time

import brotli  # type: ignore[import-untyped]
import pytest
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from depesche.articles.change import change_noun
from depesche.articles.correct import retract_article
from depesche.pictures.edit import edit_credit
from depesche.press import apply
from depesche.press.ask import clear_store, portrait_of, standing
from depesche.press.asked import Asked
from depesche.press.keep import find_page
from depesche.press.kept import read_head
from depesche.press.ledger import read_tally
from depesche.server.kiosk import Kiosk, Press
from depesche.wire.models import Dispatch
from tests.dossier_acts import ACTS
from tests.newsroom import MARK, Newsroom, open_newsroom, own_pages, press, the_press
from tools.dispatch_kinds import senders

__all__ = ["press"]

# no reader's page shows colleagues, or a text that waits for approval
OF_NO_PAGE = {
    *("colleague.appointed", "colleague.invited", "colleague.left", "colleague.readdressed"),
    *("colleague.relieved", "colleague.renewed"),
    *("draft.submitted", "draft.approved", "draft.returned"),
    # there are as many editions as languages, so these come before or after all pages
    *("edition.created", "edition.removed"),
    "shortlink.removed",  # the desk has no such door
    "address.asked",  # a colleague's, until it is confirmed
}


class Acts(RuleBasedStateMachine):
    """Any acts of the newsroom, in any order."""

    @initialize()
    def open_paper(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.room = open_newsroom()

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(name=st.sampled_from(sorted(ACTS)), data=st.data())
    def act(self, name, data):
        note(name)
        ACTS[name](self.room, lambda options: data.draw(st.sampled_from(options)))


@pytest.mark.django_db
@pytest.mark.usefixtures("press", "one_factor")
def test_after_any_acts_every_kept_page_is_today_s_and_no_other_is_made_anew(request):
    run_state_machine_as_test(
        Acts,
        settings=settings(
            max_examples=int(os.environ.get("DEPESCHE_TEST_EXAMPLES", "2")),
            stateful_step_count=5,
            deadline=None,
            derandomize=not request.config.getoption("--hypothesis-seed"),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.usefixtures("db", "one_factor")
def test_every_act_of_the_newsroom_reaches_whom_it_concerns_and_no_other(newsroom):
    """Each once, in one paper; a kind of dispatch that none of them sends is one too few.

    After each act a third of the pages is compared, each page after every third one.
    """
    newsroom.share = 3
    for perform in ACTS.values():
        perform(newsroom, lambda options: options[0])
    newsroom.share = 1
    newsroom.compare_rested(newsroom.all_kept())
    sent = set(Dispatch.objects.values_list("kind", flat=True).distinct())
    assert set(senders()) - sent - OF_NO_PAGE == set()
    assert sent <= set(senders())


@pytest.fixture
def newsroom(press, db):
    return open_newsroom()


def dropped_by(newsroom, act, **how):
    """Return the paths of the pages that the act dropped."""
    before = newsroom.paths_kept()
    act(by=newsroom.by, at=timezone.now(), **how)
    apply.apply_wire()
    return before - newsroom.paths_kept()


def test_an_english_story_leaves_every_german_page_alone(newsroom):
    before = newsroom.paths_kept()
    newsroom.write(2)
    apply.apply_wire()
    dropped = before - newsroom.paths_kept()
    assert {"/en/", "/en/politics/"} <= dropped
    assert not {path for path in dropped if path.startswith("/de/")}


def test_a_story_under_a_tag_leaves_other_stories_of_the_tag_alone(newsroom):
    before = newsroom.paths_kept()
    newsroom.stories.append(newsroom.write(1, people=[0]))
    apply.apply_wire()
    dropped = before - newsroom.paths_kept()
    assert {"/de/", "/de/kultur/", "/de/people/clara-weiss/", "/de/feed.rss"} <= dropped
    assert "/de/politik/" not in dropped
    assert not dropped & set(own_pages(newsroom.stories[0]))


def test_a_name_that_changes_reaches_every_page_that_prints_it(newsroom):
    person = newsroom.people[0]
    dropped = dropped_by(newsroom, lambda **how: change_noun(person, name="Clara Weiß", **how))
    story = newsroom.paper.de.path(newsroom.stories[0].reader_path())
    assert {story, "/de/", "/de/politik/", "/de/people/clara-weiss/", "/de/feed.rss"} <= dropped
    assert not {"/de/kultur/", "/de/imprint/", "/en/", "/de/tags/hafen/"} & dropped


def test_the_imprint_stands_on_few_pages_and_the_operator_can_ask_why(newsroom):
    imprint = newsroom.paper.de.imprint
    assert "      imprint:de" in portrait_of("http://localhost/de/imprint/?before=x&utm=1")
    dropped = dropped_by(newsroom, lambda **how: change_noun(imprint, phone="030 12", **how))
    assert dropped == {"/de/imprint/"}
    assert "not kept" in portrait_of("/de/imprint/")[0]
    pages = tally_of(the_press()).pages
    assert standing()[0].split() == ["pages", "kept", str(pages)]
    assert clear_store() == f"Thrown away: {pages} pages."
    newsroom.read(Asked("localhost", "/de/imprint/"))  # who serves goes on keeping
    assert newsroom.paths_kept() == {"/de/imprint/"}


def test_a_page_ends_at_midnight_and_a_picture_s_page_with_its_rights(newsroom):
    store = the_press()
    with store.reading() as (moment, tables):
        head = read_head(moment.get(b"localhost/de/", db=tables.heads))
    midnight = datetime.fromtimestamp(head.until, newsroom.paper.de.zone)
    assert (midnight.hour, midnight.minute) == (0, 0)
    assert timedelta(0) < midnight - timezone.now() <= timedelta(days=1, hours=1)
    at = timezone.now() + timedelta(hours=1)
    edit_credit(newsroom.pictures[0], by="x", at=timezone.now(), expires_at=at)
    apply.apply_wire()
    newsroom.read_all()
    story = newsroom.paper.de.path(newsroom.stories[0].reader_path())
    found = find_page(store, f"localhost{story}".encode(), "", now=time())
    assert found is not None
    assert found[0].until == pytest.approx(min(at.timestamp(), head.until))


# --- nothing of one person's enters ---------------------------------------------------------------
@dataclass
class Scope:
    """A request as the server hands it over."""

    path: str
    headers: dict[str, str]
    method: str = "GET"
    query_string: str = ""
    authority: str | None = None


async def at_once(work):
    """Work here, and leave no connection behind: the loop has its own."""
    try:
        return work()
    finally:
        connections.close_all()


def ask(kiosk, path, **headers):
    sent = {"host": "localhost", **{name.replace("_", "-"): word for name, word in headers.items()}}
    path, _mark, query = path.partition("?")
    scope = Scope(path, sent, query_string=query)
    asked = kiosk.asked(scope)
    return kiosk.hand_out(asked, scope) or asyncio.run(kiosk.fetch(asked, scope, at_once))


@pytest.fixture
def kiosk(newsroom, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    store = the_press()
    store.clear()
    apply.adopt(MARK)
    return Kiosk(
        names=frozenset({"localhost"}),
        press=Press(newsroom.renderer, store, MARK),
        store=store,
    )


@pytest.mark.django_db(transaction=True)
def test_no_private_byte_is_kept_of_a_colleague_who_reads_the_paper(kiosk, newsroom, client):
    chief = newsroom.paper.chief
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/desk/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    for asked in (each for each in newsroom.addresses() if not each.is_missing):
        ask(kiosk, asked.path, cookie=cookie, authorization="Basic c2VjcmV0", x_name=chief.email)
    assert kiosk.hand_out(Asked("localhost", "/de/"), Scope("/de/", {"host": "localhost"}))
    with kiosk.store.reading() as (moment, tables):
        kept = b"".join(
            key + value
            for table in (tables.heads, tables.bodies, tables.facts)
            for key, value in moment.cursor(db=table)
        )
    assert b"Flussbote" in kept
    for secret in (chief.email, "secret", "c2VjcmV0", "csrf", *cookies.values()):
        assert secret.encode() not in kept
    assert b"set-cookie" not in kept.lower()


@pytest.mark.django_db(transaction=True)
def test_strangers_cannot_fill_the_store(kiosk, newsroom):
    ask(kiosk, "/de/")
    ask(kiosk, "/de/nirgends/")
    pages = tally_of(kiosk.store).pages
    story = newsroom.paper.de.path(newsroom.stories[0].reader_path())
    for number in range(20):
        assert ask(kiosk, f"/de/nirgends-{number}/").status == 404
        assert ask(kiosk, f"/de/?before=Zz{number}&utm={number}").status == 200
        assert ask(kiosk, f"{story}?{number}=x&after=A{number}").status == 200
    assert tally_of(kiosk.store).pages == pages + 1


def tally_of(store):
    with store.reading() as (moment, tables):
        return read_tally(moment, tables)


@pytest.mark.django_db(transaction=True)
def test_who_has_the_page_is_told_so(kiosk):
    whole = ask(kiosk, "/de/", accept_encoding="gzip, br")
    tag = dict(whole.headers)["etag"]
    assert tag.endswith('-br"')
    again = ask(kiosk, "/de/", accept_encoding="gzip", if_none_match=f'"x", W/{tag}')
    assert (again.status, again.body) == (304, b"")
    plain = ask(kiosk, "/de/", accept_encoding="br;q=0")
    assert gzip.decompress(ask(kiosk, "/de/", accept_encoding="gzip").body) == plain.body
    assert brotli.decompress(whole.body) == plain.body
    assert dict(plain.headers)["vary"] == "Accept-Encoding"


@pytest.mark.django_db(transaction=True)
def test_what_is_gone_is_told_at_its_own_address_only(kiosk, newsroom):
    story = newsroom.stories[0]
    path = newsroom.paper.de.path(story.reader_path())
    assert ask(kiosk, path).status == 200
    with transaction.atomic():
        retract_article(story, reason="Falsch.", by=newsroom.by, at=timezone.now())
    apply.apply_wire()
    gone = ask(kiosk, path)
    assert (gone.status, b"Falsch." in gone.body) == (410, True)
    pages = tally_of(kiosk.store).pages
    other = path.replace("der-fluss", "ein-anderer")
    assert ask(kiosk, other).status == 410
    assert tally_of(kiosk.store).pages == pages


@pytest.mark.django_db(transaction=True)
def test_publishing_returns_when_the_old_page_is_gone(press):
    room = Newsroom()
    apply.adopt(MARK)
    room.read_all()
    assert "/de/kultur/" in room.paths_kept()
    room.write(1)
    assert "/de/kultur/" not in room.paths_kept()
    assert "/en/" in room.paths_kept()
