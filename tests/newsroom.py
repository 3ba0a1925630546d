"""A small newsroom with a press: its paper, every page that somebody has read, acts and checks."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import time

import pytest
from django.core import signals
from django.core.files.base import ContentFile
from django.db import close_old_connections, transaction
from django.test import Client
from django.utils import timezone

from depesche.articles.models import (
    Article,
    Correction,
    PictureUse,
    RelatedStory,
    Section,
    Tag,
)
from depesche.articles.models import Recording as SoundFile
from depesche.articles.tests.make import (
    make_article,
    make_organisation,
    make_paper,
    make_person,
    make_picture,
    make_place,
    make_tag,
)
from depesche.dossiers.models import Dossier
from depesche.dossiers.open import open_dossier
from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.press import apply, opening
from depesche.press.asked import MISSING, Asked, Rendered
from depesche.press.keep import find_page, settle
from depesche.press.lease import take_lease
from depesche.press.render import Renderer
from depesche.press.store import Store
from depesche.register.models import Organisation, Person, Place
from depesche.search.models import Alike

MARK = "of this test"
GERMAN = (
    *("/", "/politik/", "/kultur/", "/feed.rss", "/politik/feed.json"),
    *("/tags/fluss/", "/tags/hafen/", "/tags/fluss/feed.atom", "/people/clara-weiss/"),
    *("/people/clara-weiss/quotes/", "/people/clara-weiss/quotes/feed.json"),
    *("/people/clara-weiss/quotes/hochwasser/", "/people/ruth-stein/quotes/"),
    *("/authors/clara-weiss/", "/places/auenstadt/", "/organisations/hafenamt/"),
    *("/dossiers/", "/dossiers/hochwasser/", "/corrections/", "/corrections/feed.rss"),
    *(
        "/feeds/",
        "/ticker/",
        "/imprint/",
        "/sitemap.xml",
        "/sitemaps/pages.xml",
        "/sitemaps/news.xml",
    ),
    MISSING,
)
ENGLISH = ("/", "/politics/", "/imprint/", "/sitemaps/pages.xml")
PAGES = (
    *("/sitemap.xml", "/robots.txt"),
    *(f"/de{path}" if path != MISSING else f"/de/{MISSING}" for path in GERMAN),
    *(f"/en{path}" for path in ENGLISH),
)
LISTS = {Tag: "tags", Place: "places", Organisation: "organisations", Dossier: "dossiers"}
ENDINGS = ("", "feed.rss", "feed.atom", "feed.json")
NEWEST = ("/", "/ticker/", "/feed.rss", "/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/news.xml")


def the_press() -> Store:
    """Return the store of this test."""
    found = opening.the_store()
    assert found is not None
    return found


@dataclass(frozen=True)
class Kept:
    """A page as it lies in the store; `number` is another one when it was made anew."""

    number: int
    page: tuple


@dataclass(frozen=True)
class Reach:
    """Which pages an act may make anew although they come out the same.

    Those at `paths`, and those that print one of `words`. Whatever else is made anew must have
    changed: any other page was none of the act's business.
    """

    paths: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    is_all: bool = False

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(
            self.paths | other.paths, self.words + other.words, self.is_all or other.is_all
        )

    def covers(self, path: str, page: tuple) -> bool:
        body = page[2].decode()
        return self.is_all or path in self.paths or any(word in body for word in self.words)


NOBODY = Reach()
ALL = Reach(is_all=True)
Reached = Reach | Callable[[], Reach]


class PatientRenderer(Renderer):
    """A renderer inside the transaction of a test: the end of a request hangs nothing up.

    Django's own client for tests does the same.
    """

    def render(self, asked: Asked) -> Rendered:
        hooks = (signals.request_started, signals.request_finished)
        for hook in hooks:
            hook.disconnect(close_old_connections)
        try:
            return super().render(asked)
        finally:
            for hook in hooks:
                hook.connect(close_old_connections)


class Newsroom:
    """A small paper, its store, and the pages that somebody has read."""

    def __init__(self) -> None:
        self.paper = make_paper()
        self.by = self.paper.chief
        self.mark = MARK
        self.share, self.turn = 1, 0
        de = self.paper.de
        self.people = [make_person("Clara Weiss", is_author=True), make_person("Ruth Stein")]
        self.tags = [make_tag(de, "Fluss"), make_tag(de, "Hafen")]
        self.office, self.place = make_organisation(), make_place()
        self.pictures = [make_picture("Der Pegel"), make_picture("Der Damm")]
        for picture in self.pictures:
            make_renditions(picture, at=timezone.now())
        self.sound = SoundFile.objects.create(
            title="Das Nebelhorn", file=ContentFile(b"ID3", name="horn.mp3")
        )
        self.dossier = open_dossier(de, name="Hochwasser", by=self.by, at=timezone.now())
        self.linked: dict[int, int] = {}
        self.stories = [self.write(0, tags=[0], people=[0], picture=0)]
        self.stories.append(self.write(0, beside=0, tags=[0, 1], says=0, plays=True))
        self.stories += [self.write(2), self.write(1, picture=0)]
        self.renderer = PatientRenderer(scheme="http")
        self.desk = Client()
        self.desk.force_login(self.by, backend="django.contrib.auth.backends.ModelBackend")

    @property
    def sections(self):
        paper = self.paper
        return [paper.politik, paper.kultur, paper.politics]

    def section(self, number):
        return Section.objects.get(pk=self.sections[number].pk)

    def story(self, number):
        return Article.objects.get(pk=self.stories[number % len(self.stories)].pk)

    def write(
        self,
        section,
        *,
        tags=(),
        people=(),
        picture=None,
        beside=None,
        says=None,
        plays=False,
        publish=True,
        **fields,
    ):
        """Write a story; numbers are those of the room's own people, tags, pictures, stories."""
        other = self.stories[beside] if beside is not None else None
        body = [f'Ein <a linktype="page" id="{other.pk}">Wort</a>.'] if other else ["Ein Satz."]
        if says is not None:
            body.append(("quote", {"words": "Es steigt.", "speaker_person": self.people[says].pk}))
        if plays:
            body.append(("audio", {"recording": self.sound.pk, "caption": ""}))
        is_german = section < 2
        if hasattr(self, "stories"):
            fields.setdefault("title", f"Der Fluss steigt zum {len(self.stories)}. Mal")
        story = make_article(
            self.section(section),
            publish_at=timezone.now() if publish else None,
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
            **fields,
        )
        if other:
            self.linked[story.pk] = other.pk
        return story

    # --- pages -----------------------------------------------------------------------------------
    def addresses(self) -> list[Asked]:
        """Return every address that somebody reads: lists, feeds, sitemaps, stories."""
        month = timezone.now().strftime("%Y-%m")
        asked = [Asked("localhost", page) for page in (*PAGES, f"/de/sitemaps/{month}.xml")]
        asked.append(Asked("localhost", "/de/dossiers/hochwasser/", "order=oldest"))
        parts = ("text/", "book.epub", f"{month}/", "2025-01-01/")
        asked += [Asked("localhost", f"/de/dossiers/hochwasser/{part}") for part in parts]
        for story in Article.objects.filter(published_at__isnull=False).select_related("edition"):
            asked += [Asked("localhost", path) for path in own_pages(story)]
        return asked

    def all_kept(self) -> dict[Asked, Kept]:
        found = {asked: self.kept(asked) for asked in self.addresses()}
        return {asked: kept for asked, kept in found.items() if kept is not None}

    def kept(self, asked: Asked) -> Kept | None:
        found = find_page(the_press(), asked.key.encode(), "", now=time())
        if found is None:
            return None
        head, body = found
        return Kept(head.number, (head.status, head.headers(), body))

    def paths_kept(self) -> set[str]:
        return {asked.path for asked in self.all_kept()}

    def read(self, asked: Asked) -> None:
        """Let somebody read a page that is not kept, so that it is."""
        store = the_press()
        lease = take_lease(store, asked.key.encode(), mark=self.mark)
        assert lease is not None
        rendered = self.renderer.render(asked)
        page = rendered.page if rendered.may_keep else None
        assert settle(store, lease, page.ingredients if page else (), page)

    def read_all(self) -> None:
        for asked in self.addresses():
            if self.kept(asked) is None:
                self.read(asked)

    # --- acts ------------------------------------------------------------------------------------
    def act(self, perform: Callable[[], object], reached: Reached = NOBODY) -> set[str]:
        """Act, apply, compare: kept pages are today's, and no other was made anew.

        `reached` is asked before the act and after it, where it can be asked. Returns the paths of
        the pages that were dropped.
        """
        before, reach = self.all_kept(), of(reached)
        with transaction.atomic():
            perform()
        apply.apply_wire()
        reach |= of(reached)
        self.compare_rested(before)
        stale = [asked for asked in before if self.kept(asked) is None]
        self.read_all()
        for asked in stale:
            again, old = self.kept(asked), before[asked]
            is_same = again is not None and again.page == old.page
            assert not is_same or reach.covers(asked.path, old.page), (
                f"{asked}: dropped for nothing"
            )
        return {asked.path for asked in stale}

    def compare_rested(self, before: dict[Asked, Kept]) -> None:
        """Compare pages that are still kept with fresh ones: each, or one of `share` in turn."""
        self.turn += 1
        for place, asked in enumerate(dict.fromkeys([*before, *self.addresses()])):
            kept = self.kept(asked)
            if kept is None:
                continue
            assert asked in before, f"{asked}: kept by nobody"
            assert kept.number == before[asked].number, f"{asked}: made anew by nobody"
            if (place + self.turn) % self.share == 0:
                page = self.renderer.render(asked).page
                fresh = (page.status, page.headers, page.bodies[""])
                assert kept.page == fresh, f"{asked}: stale"

    # --- whom an act may concern, told from the data and not from the dispatches -----------------
    def around(self, *stories: Article) -> Callable[[], Reach]:
        """Return who may be reached by an act on stories: their pages, and lists they stand in."""
        keys = [story.pk for story in stories]

        def reach() -> Reach:
            found = NOBODY
            for story in Article.objects.filter(pk__in=keys).select_related("edition"):
                found |= self._around(story)
            return found

        return reach

    def _around(self, story: Article) -> Reach:
        base = story.edition.root_path[:-1]
        month = timezone.now().strftime("%Y-%m")
        paths = {base + path for path in NEWEST} | {f"{base}/sitemaps/{month}.xml", "/sitemap.xml"}
        paths |= {f"{base}/{MISSING}", *own_pages(story)}
        paths |= lists_at(base, f"/{story.section.slug}/")
        for noun in nouns_of(story):
            for kind in kinds_of(noun):
                paths |= {
                    path for e in ("/de", "/en") for path in lists_at(e, f"/{kind}/{noun.slug}/")
                }
            paths |= said_pages(noun)
        if story.dossier_entries.exists():
            paths |= {f"{base}/dossiers/", f"{base}/feeds/"}
            others = Article.objects.filter(dossier_entries__dossier=self.dossier.pk)
            for other in others.select_related("edition"):
                paths |= set(own_pages(other)[:2])  # they print how many stories there are
            paths |= {path for person in self.people for path in said_pages(person)}
        if Correction.objects.filter(article=story).exists():
            paths |= {f"{base}/corrections/", f"{base}/corrections/feed.rss"}
        return Reach(frozenset(paths | self._beside(story)))

    def _beside(self, story: Article) -> set[str]:
        """Return the pages of stories that name this one, or quote whom it is about."""
        people = set(story.person_mentions.values_list("person", flat=True))
        people |= set(story.bylines.values_list("person", flat=True))
        keys = {other for other, linked in self.linked.items() if linked == story.pk}
        keys |= set(RelatedStory.objects.filter(other=story).values_list("article", flat=True))
        keys |= set(Alike.objects.filter(other=story).values_list("article", flat=True))
        keys |= {self.stories[1].pk} if self.people[0].pk in people else set()
        keys |= set(
            Article.objects.filter(translation_key=story.translation_key).values_list(
                "pk", flat=True
            )
        )
        others = Article.objects.filter(pk__in=keys).select_related("edition")
        return {path for other in others for path in own_pages(other)}

    def showing(self, picture: Picture) -> Callable[[], Reach]:
        """Return who may show a picture: its stories, the lists with their teasers, its dossier."""

        def reach() -> Reach:
            uses = PictureUse.objects.filter(picture=picture.pk).select_related("article")
            found = self.around(*(use.article for use in uses))()
            for dossier in Dossier.objects.filter(picture=picture.pk):
                found |= Reach(frozenset(lists_at("/de", f"/dossiers/{dossier.slug}/")))
            return found

        return reach


def of(reached: Reached) -> Reach:
    return reached() if callable(reached) else reached


def own_pages(story: Article) -> list[str]:
    """Return the addresses of a story: page, data, versions, short links."""
    whole = story.edition.path(story.reader_path())
    codes = [story.code, *story.shortlinks.order_by("pk").values_list("code", flat=True)]
    pages = [whole, whole.rstrip("/") + ".json", whole + "versions/"]
    return pages + [f"/k/{code}" for code in codes]


def lists_at(base: str, address: str) -> set[str]:
    """Return a list's page and its feeds; a dossier's parts too."""
    month = timezone.now().strftime("%Y-%m")
    parts = ("text/", "book.epub", f"{month}/", "2025-01-01/")
    more = parts if address.startswith("/dossiers/") else ()
    return {base + address + ending for ending in (*ENDINGS, *more)}


def nouns_of(story: Article) -> Iterable[Tag | Person | Organisation | Place | Dossier]:
    """Return what the story hangs on."""
    for relation, column in [
        ("taggings", "tag"),
        ("bylines", "person"),
        ("quotes", "person"),
        ("person_mentions", "person"),
        ("organisation_mentions", "organisation"),
        ("place_mentions", "place"),
        ("dossier_entries", "dossier"),
    ]:
        for row in getattr(Article.objects.get(pk=story.pk), relation).all():
            if getattr(row, column) is not None:
                yield getattr(row, column)


def said_pages(noun: object) -> set[str]:
    """Return the lists of what somebody has said."""
    if not isinstance(noun, Person):
        return set()
    paths = {f"/de/people/{noun.slug}/quotes/{slug}/" for slug in ("hochwasser", "flut")}
    return paths | lists_at("/de", f"/people/{noun.slug}/quotes/")


def kinds_of(noun: object) -> list[str]:
    return ["people", "authors"] if isinstance(noun, Person) else [LISTS[type(noun)]]


@pytest.fixture
def press(settings):
    """Keep pages in a folder of this test's own."""
    home = Path(tempfile.mkdtemp(prefix="press-"))
    settings.PRESS, settings.PRESS_MB, settings.HOME = True, 16, home
    yield home
    shutil.rmtree(home, ignore_errors=True)


def open_newsroom() -> Newsroom:
    """Open the room, and let somebody read everything."""
    the_press().clear()
    room = Newsroom()
    apply.adopt(MARK)
    room.read_all()
    return room
