"""The promise of the press: after any acts of the newsroom, every kept page is today's page."""

import asyncio
import gzip
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import time

import brotli  # type: ignore[import-untyped]
import pytest
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from depesche.articles.bin import bin_article, restore_article
from depesche.articles.change import change_noun
from depesche.articles.correct import AlreadyRetracted, correct_article, retract_article
from depesche.articles.models import Article, Front, FrontSlot, Section
from depesche.articles.move import move_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.show import tell_expired_pictures
from depesche.articles.tests.make import (
    make_article,
    make_organisation,
    make_paper,
    make_person,
    make_picture,
    make_place,
    make_tag,
)
from depesche.articles.write import revise_article
from depesche.dossiers.open import change_dossier, close_dossier, open_dossier
from depesche.pictures.edit import edit_credit
from depesche.pictures.renditions import make_renditions
from depesche.press import apply, opening
from depesche.press.asked import Asked
from depesche.press.keep import find_page, settle
from depesche.press.kept import read_head
from depesche.press.lease import take_lease
from depesche.press.ledger import read_tally
from depesche.press.render import Renderer
from depesche.press.store import Store
from depesche.server.kiosk import Kiosk, Press

MARK = "of this test"
LISTS = ("tags/fluss", "people/clara-weiss", "authors/clara-weiss", "places/auenstadt")
PAGES = (
    *("/de/", "/de/politik/", "/de/kultur/", "/en/", "/en/politics/"),
    *(f"/de/{name}/" for name in LISTS),
    *("/de/organisations/hafenamt/", "/de/dossiers/", "/de/dossiers/hochwasser/"),
    *(
        "/de/corrections/",
        "/de/feeds/",
        "/de/ticker/",
        "/de/imprint/",
        "/de/feed.rss",
        "/de/politik/feed.json",
    ),
    *("/de/tags/fluss/feed.atom", "/de/corrections/feed.rss", "/sitemap.xml", "/de/sitemap.xml"),
    *("/de/sitemaps/pages.xml", "/de/sitemaps/news.xml", "/robots.txt"),
)


def the_press() -> Store:
    """Return the store of this test."""
    found = opening.the_store()
    assert found is not None
    return found


class Newsroom:
    """A small paper, its store, and the pages that somebody has read."""

    def __init__(self):
        self.paper = make_paper()
        self.by = self.paper.chief
        de = self.paper.de
        self.people = [make_person("Clara Weiss", is_author=True), make_person("Ruth Stein")]
        self.tags = [make_tag(de, "Fluss"), make_tag(de, "Hafen")]
        self.office, self.place = make_organisation(), make_place()
        self.pictures = [make_picture("Der Pegel"), make_picture("Der Damm")]
        for picture in self.pictures:
            make_renditions(picture, at=timezone.now())
        self.dossier = open_dossier(de, name="Hochwasser", by=self.by, at=timezone.now())
        self.stories = [self.write(0, tags=[0], people=[0], picture=0)]
        self.stories.append(self.write(0, beside=0, tags=[0, 1]))
        self.stories.append(self.write(2))
        self.renderer = Renderer(scheme="http")

    @property
    def sections(self):
        paper = self.paper
        return [paper.politik, paper.kultur, paper.politics]

    def write(self, section, *, tags=(), people=(), picture=None, beside=None):
        other = self.stories[beside] if beside is not None else None
        body = [f'Ein <a linktype="page" id="{other.pk}">Wort</a>.'] if other else ["Ein Satz."]
        now = timezone.now()
        is_german = section < 2
        return make_article(
            Section.objects.get(pk=self.sections[section].pk),
            publish_at=now,
            by=self.by,
            body=body,
            tags=[self.tags[number] for number in tags] if is_german else [],
            people=[self.people[number] for number in people],
            authors=[self.people[number] for number in people],
            organisations=[self.office] if people else [],
            places=[self.place] if people else [],
            related=[other] if other and other.listed else [],
            dossiers=[self.dossier] if is_german and tags else [],
            picture=self.pictures[picture] if picture is not None else None,
        )

    # --- pages -----------------------------------------------------------------------------------
    def addresses(self):
        for page in PAGES:
            yield Asked("localhost", page)
        yield Asked("localhost", "/de/dossiers/hochwasser/", "order=oldest")
        month = timezone.now().strftime("%Y-%m")
        yield Asked("localhost", f"/de/sitemaps/{month}.xml")
        for story in Article.objects.filter(published_at__isnull=False).select_related("edition"):
            whole = story.edition.path(story.reader_path())
            yield Asked("localhost", whole)
            yield Asked("localhost", whole.rstrip("/") + ".json")
            yield Asked("localhost", whole + "versions/")

    def all_kept(self):
        return {asked for asked in self.addresses() if self.kept(asked)}

    def read_all(self):
        """Let somebody read every page that is not kept, so that it is."""
        store = the_press()
        for asked in self.addresses():
            if self.kept(asked) is not None:
                continue
            lease = take_lease(store, asked.key.encode(), mark=MARK)
            assert lease is not None
            rendered = self.renderer.render(asked)
            page = rendered.page if rendered.may_keep else None
            assert settle(store, lease, page.ingredients if page else (), page)

    def kept(self, asked):
        found = find_page(the_press(), asked.key.encode(), "", now=time())
        return (found[0].status, found[0].headers(), found[1]) if found else None

    def paths_kept(self):
        return {asked.path for asked in self.all_kept()}

    def check(self, before):
        """Compare every kept page with a fresh one."""
        for asked in {*before, *self.addresses()}:
            kept = self.kept(asked)
            if kept is None:
                continue
            page = self.renderer.render(asked).page
            assert kept == (page.status, page.headers, page.bodies[""]), asked

    def act(self, perform):
        before = self.all_kept()
        with transaction.atomic():
            perform()
        dropped = apply.apply_wire()
        self.check(before)
        self.read_all()
        return dropped


@pytest.fixture
def press(settings, monkeypatch):
    """Keep pages in a folder of this test's own."""
    home = Path(tempfile.mkdtemp(prefix="press-"))
    settings.PRESS, settings.PRESS_MB, settings.HOME = True, 16, home
    yield home
    shutil.rmtree(home, ignore_errors=True)


class Acts(RuleBasedStateMachine):
    """Any acts of the newsroom, in any order."""

    @initialize()
    def open_paper(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        the_press().clear()
        self.room = Newsroom()
        apply.adopt(MARK)
        self.room.read_all()

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def story(self, number):
        stories = self.room.stories
        return Article.objects.get(pk=stories[number % len(stories)].pk)

    def say(self, act, *args, **how):
        self.room.act(lambda: act(*args, by=self.room.by, at=timezone.now(), **how))

    @rule(
        section=st.integers(0, 2),
        tags=st.sets(st.integers(0, 1)),
        people=st.sets(st.integers(0, 1)),
        picture=st.none() | st.integers(0, 1),
        beside=st.none() | st.integers(0, 2),
    )
    def publish(self, section, tags, people, picture, beside):
        def act():
            self.room.stories.append(
                self.room.write(section, tags=tags, people=people, picture=picture, beside=beside)
            )

        self.room.act(act)

    @rule(number=st.integers(0, 5), title=st.sampled_from(["Neu", "Anders", "Der Fluss sinkt"]))
    def rewrite(self, number, title):
        story, at = self.story(number), timezone.now()
        if story.retracted_at or story.binned_at:
            return

        def act():
            note = {"change_note": "Neu geschrieben."}
            revise_article(story, by=self.room.by, at=at, title=title, tags=[], **note)
            publish_article(story, by=self.room.by, at=at)

        self.room.act(act)

    @rule(number=st.integers(0, 5))
    def correct(self, number):
        if self.story(number).published_at:
            self.say(correct_article, self.story(number), kind="correction", right="Es war Montag.")

    @rule(number=st.integers(0, 5), back=st.booleans())
    def take_down(self, number, back):
        story = self.story(number)
        if not story.listed:
            return
        self.say(unpublish_article, story)
        if back:
            self.say(publish_article, self.story(number))

    @rule(number=st.integers(0, 5))
    def retract(self, number):
        with suppress(AlreadyRetracted):
            self.say(retract_article, self.story(number), reason="Nichts davon stimmte.")

    @rule(number=st.integers(0, 5), back=st.booleans())
    def bin(self, number, back):
        if self.story(number).retracted_at:
            return
        self.say(bin_article, self.story(number))
        if back:
            self.say(restore_article, self.story(number))
            self.say(publish_article, self.story(number))

    @rule(number=st.integers(0, 5), section=st.integers(0, 1))
    def move(self, number, section):
        story = self.story(number)
        if story.edition_id == self.room.paper.de.pk:
            target = Section.objects.get(pk=self.room.sections[section].pk)
            self.say(move_article, story, target)

    @rule(what=st.integers(0, 4), name=st.sampled_from(["Umbenannt", "Anders genannt"]))
    def rename(self, what, name):
        nouns = [*self.room.tags, self.room.people[0], self.room.office, self.room.place]
        noun = nouns[what]
        noun.refresh_from_db()
        self.say(change_noun, noun, name=f"{name} {noun.pk}")

    @rule(name=st.sampled_from(["Die Flut", "Hochwasser"]), closes=st.booleans())
    def change_dossier(self, name, closes):
        dossier = self.room.dossier
        dossier.refresh_from_db()
        self.say(change_dossier, dossier, name=name, picture=self.room.pictures[1])
        if closes:
            self.say(close_dossier, dossier)

    @rule(number=st.integers(0, 1), creator=st.sampled_from(["Ben Voss", "Jo Kern"]))
    def credit(self, number, creator):
        picture = self.room.pictures[number]
        self.room.act(
            lambda: edit_credit(picture, by="reader:1", at=timezone.now(), creator=creator)
        )

    @rule(number=st.integers(0, 1))
    def let_rights_run_out(self, number):
        picture, now = self.room.pictures[number], timezone.now()
        self.room.act(
            lambda: edit_credit(picture, by="reader:1", at=now, expires_at=now + timedelta(days=1))
        )
        self.room.act(lambda: edit_credit(picture, by="reader:1", at=now, expires_at=now))
        self.room.act(lambda: tell_expired_pictures(at=now))

    @rule(tagline=st.sampled_from(["Vom Fluss", "Täglich"]), english=st.booleans())
    def change_edition(self, tagline, english):
        edition = self.room.paper.en if english else self.room.paper.de
        edition.refresh_from_db()
        self.say(change_noun, edition, tagline=tagline)

    @rule(phone=st.sampled_from(["030 1", "030 2"]))
    def change_imprint(self, phone):
        self.say(change_noun, self.room.paper.de.imprint, phone=phone)

    @rule(title=st.sampled_from(["Kultur", "Feuilleton"]))
    def rename_section(self, title):
        section = Section.objects.get(pk=self.room.paper.kultur.pk)
        section.title = title
        by = self.room.by
        self.room.act(
            lambda: section.save_revision(user=by).publish(user=by, skip_permission_checks=True)
        )

    @rule(line=st.sampled_from(["", "Sturmflut"]), slot=st.none() | st.integers(0, 5))
    def arrange_front(self, line, slot):
        front = Front.objects.get(pk=self.room.paper.de.home_id)
        front.breaking = line
        front.slots.set([FrontSlot(article=self.story(slot))] if slot is not None else [])
        by = self.room.by
        self.room.act(
            lambda: front.save_revision(user=by).publish(user=by, skip_permission_checks=True)
        )


@pytest.mark.django_db
def test_after_any_acts_every_kept_page_is_today_s(press, request):
    run_state_machine_as_test(
        Acts,
        settings=settings(
            max_examples=4,
            stateful_step_count=5,
            deadline=None,
            derandomize=not request.config.getoption("--hypothesis-seed"),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def newsroom(press, db):
    room = Newsroom()
    apply.adopt(MARK)
    room.read_all()
    return room


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
    stories = {path for path in dropped if path.rstrip("/").rpartition("-")[2].isalnum()}
    assert not {path for path in stories if path.startswith("/de/politik/der-fluss")}


def test_a_name_that_changes_reaches_every_page_that_prints_it(newsroom):
    person = newsroom.people[0]
    dropped = dropped_by(newsroom, lambda **how: change_noun(person, name="Clara Weiß", **how))
    story = newsroom.paper.de.path(newsroom.stories[0].reader_path())
    assert {story, "/de/", "/de/politik/", "/de/people/clara-weiss/", "/de/feed.rss"} <= dropped
    assert not {"/de/kultur/", "/de/imprint/", "/en/", "/de/tags/hafen/"} & dropped


def test_the_imprint_stands_on_few_pages(newsroom):
    imprint = newsroom.paper.de.imprint
    dropped = dropped_by(newsroom, lambda **how: change_noun(imprint, phone="030 12", **how))
    assert dropped == {"/de/imprint/"}


def test_a_page_ends_at_midnight_and_a_picture_s_page_with_its_rights(newsroom):
    store = the_press()
    with store.reading() as (moment, tables):
        head = read_head(moment.get(b"localhost/de/", db=tables.heads))
    midnight = datetime.fromtimestamp(head.until, newsroom.paper.de.zone)
    assert (midnight.hour, midnight.minute) == (0, 0)
    assert timedelta(0) < midnight - timezone.now() <= timedelta(days=1, hours=1)
    at = timezone.now() + timedelta(minutes=1)
    newsroom.act(
        lambda: edit_credit(newsroom.pictures[0], by="x", at=timezone.now(), expires_at=at)
    )
    story = newsroom.paper.de.path(newsroom.stories[0].reader_path())
    found = find_page(store, f"localhost{story}".encode(), "", now=time())
    assert found is not None
    assert found[0].until == pytest.approx(at.timestamp())


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
    for asked in newsroom.addresses():
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
