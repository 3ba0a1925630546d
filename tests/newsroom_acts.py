"""The acts of the newsroom that readers' pages may depend on, each with whom it may reach.

`ACTS` is the machine's list: a kind of dispatch that none of them sends fails a test.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.models import Page

from depesche.articles.bin import bin_article, restore_article
from depesche.articles.change import change_noun, hold_offices, spell_noun
from depesche.articles.correct import AlreadyRetracted, correct_article, retract_article
from depesche.articles.incoming import IncomingStory
from depesche.articles.merge import merge_entries
from depesche.articles.models import Article, Front, FrontSlot, Recording, Section, Shortlink, Tag
from depesche.articles.move import move_article
from depesche.articles.open import open_section
from depesche.articles.pair import counterparts_of, pair_article, unpair_article
from depesche.articles.portray import portray_entry
from depesche.articles.publish import publish_article, schedule_article, unpublish_article
from depesche.articles.publish_many import publish_many
from depesche.articles.schedule import Scheduler
from depesche.articles.show import tell_expired_pictures
from depesche.articles.tests.make import IMPRINT, make_article
from depesche.articles.write import revise_article
from depesche.masthead.models import Imprint
from depesche.pictures.accept import accept_picture
from depesche.pictures.edit import edit_credit
from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.press import apply
from depesche.press.asked import MISSING
from depesche.quotes.confirm import confirm_quotes, drop_quotes
from depesche.quotes.confirm import keep_found as keep_quotes
from depesche.quotes.models import Quote
from depesche.quotes.record import check_source, record_source, remove_source
from depesche.readership.models import DailyView, Tally, View
from depesche.readership.rank import rank_stories
from depesche.readership.tell import tell_tallies
from depesche.register.models import Organisation, Person, Place
from depesche.search.compare import FACTS, keep_found
from tests.newsroom import ALL, NOBODY, Newsroom, Reach, lists_at, own_pages, said_pages

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
Act = Callable[[Newsroom, Pick], object]

ACTS: dict[str, Act] = {}
HOUR = timedelta(hours=1)
NUMBERS = range(6)
MISSING_PAGE = f"/de/{MISSING}"
SITEMAP = Reach(frozenset({"/de/sitemaps/pages.xml", "/en/sitemaps/pages.xml"}))
FRONT = Reach(
    frozenset(
        {
            *("/de/", "/de/ticker/", "/de/feed.rss", "/sitemap.xml", "/de/sitemap.xml"),
            *("/de/sitemaps/pages.xml", "/de/sitemaps/news.xml"),
        }
    )
)


def act(perform: Act) -> Act:
    """Put an act on the list."""
    ACTS[perform.__name__] = perform
    return perform


def now():
    return timezone.now()


def signed(room):
    return {"by": room.by, "at": now()}


def a_story(room, pick, first=0):
    return room.story(pick([first, *NUMBERS]))


def new_ones(room):
    """Return who may be reached by an act that brings new stories: around these, once here."""
    known = len(room.stories)

    def reach():
        return room.around(*room.stories[known:])()

    return reach


def is_shut(story):
    """Tell whether a story is out of the newsroom's hands: taken back, or in the bin."""
    return bool(story.retracted_at or story.binned_at)


# --- stories -------------------------------------------------------------------------------------
@act
def publish(room, pick):
    def perform():
        room.stories.append(
            room.write(
                pick([1, 0, 2]),
                tags=pick([[0], [], [0, 1]]),
                people=pick([[0], [], [1]]),
                picture=pick([0, None, 1]),
                beside=pick([0, None, 1, 2]),
            )
        )

    room.act(perform, new_ones(room))


@act
def rewrite(room, pick):
    story = a_story(room, pick)
    if is_shut(story):
        return

    def perform():
        fields = {
            "title": pick(["Neu", "Anders", "Der Fluss sinkt"]),
            "tags": pick([[], room.tags]),
        }
        if story.edition_id != room.paper.de.pk:
            fields["tags"] = []
        revise_article(story, **signed(room), **fields, change_note="Neu geschrieben.")
        publish_article(story, **signed(room))

    room.act(perform, room.around(story))


@act
def correct(room, pick):
    story = a_story(room, pick)
    if story.published_at:
        words = {"kind": "correction", "right": "Es war Montag."}
        room.act(lambda: correct_article(story, **words, **signed(room)), room.around(story))


@act
def take_down(room, pick):
    story = a_story(room, pick)
    if not story.listed:
        return
    room.act(lambda: unpublish_article(story, **signed(room)), room.around(story))
    if pick([True, False]):
        room.act(lambda: publish_article(story, **signed(room)), room.around(story))


@act
def retract(room, pick):
    story = a_story(room, pick, first=4)

    def perform():
        with suppress(AlreadyRetracted):
            retract_article(story, reason="Nichts davon stimmte.", **signed(room))

    if story.published_at:
        room.act(perform, room.around(story))


@act
def bin_and_restore(room, pick):
    story = a_story(room, pick, first=3)
    if story.retracted_at:
        return
    room.act(lambda: bin_article(story, **signed(room)), room.around(story))
    if pick([True, False]):
        assert not room.act(lambda: restore_article(story, **signed(room)))
        room.act(lambda: publish_article(story, **signed(room)), room.around(story))


@act
def move(room, pick):
    story = a_story(room, pick)
    if story.edition_id == room.paper.de.pk:
        target = room.section(pick([1, 0]))
        room.act(lambda: move_article(story, target, **signed(room)), room.around(story))


@act
def release_by_the_clock(room, pick):
    """A story waits, unseen, and the scheduler lets it out; then its time is over."""
    story = room.write(pick([1, 0]), tags=[0], publish=False, expire_at=now() + HOUR)
    room.stories.append(story)
    early = {"by": room.by, "at": now() - HOUR}
    assert not room.act(lambda: schedule_article(story, go_live_at=now(), **early))
    clock, begun = Scheduler("one"), now()
    room.act(lambda: clock.step(begun, 0.0), room.around(story))
    assert room.story(len(room.stories) - 1).listed
    if pick([True, False]):
        room.act(lambda: clock.step(begun + 2 * HOUR, 7200.0), room.around(story))
        assert not room.story(len(room.stories) - 1).listed


@act
def schedule_a_change(room, pick):
    """A wording of a public story waits for its time: readers see nothing of it."""
    story = a_story(room, pick)
    if not story.listed:
        return

    def perform():
        note = {"change_note": "Es gilt ab morgen."}
        revise_article(story, **signed(room), title="Ab morgen", **note)
        schedule_article(story, go_live_at=now() + HOUR, **signed(room))

    assert not room.act(perform)


@act
def pair(room, pick):
    german, english = room.story(pick([1, 0])), room.story(2)
    if is_shut(german) or is_shut(english):
        return
    alone = not counterparts_of(german) and not counterparts_of(english)
    pages = Reach(frozenset({*own_pages(german), *own_pages(english)}))
    if alone:
        room.act(lambda: pair_article(german, english, **signed(room)), pages)
    if not alone or pick([True, False]):
        room.act(lambda: unpair_article(english, **signed(room)), pages)


@act
def bring_in(room, pick):
    """Stories of an archive come in at once."""

    def story(number):
        hangs_on = {"tags": [room.tags[0]], "people": [room.people[1]], "dossiers": [room.dossier]}
        return IncomingStory(
            section=room.section(pick([0, 1])),
            title=f"Aus dem Archiv {number}",
            lead="Von damals.",
            published_at=now() - (number + 1) * HOUR,
            body=[{"type": "paragraph", "value": "<p>Es regnete.</p>"}],
            picture=room.pictures[pick([0, 1])],
            hangs_on=pick([hangs_on, {}]),
        )

    def perform():
        found = publish_many([story(number) for number in range(2)], **signed(room))
        room.stories += [each.article for each in found if each.article]

    room.act(perform, new_ones(room))


@act
def find_like_ones(room, pick):
    """The worker has found which story is like another: it stands beside that one now."""
    story, other = a_story(room, pick), room.story(pick([1, 0, 3]))
    if not story.listed or other.pk == story.pk or other.edition_id != story.edition_id:
        return
    facts = Article.objects.filter(pk=story.pk).values(*FACTS)

    def perform():
        with transaction.atomic():
            keep_found(list(facts), {story.pk: pick([[other.pk], []])}, at=now())

    room.act(perform, Reach(frozenset(own_pages(story))))


# --- quotations ----------------------------------------------------------------------------------
@act
def find_and_confirm_a_quote(room, pick):
    """Nothing is printed that nobody has confirmed; then the story, and the lists of who spoke."""
    story, who = a_story(room, pick, first=1), room.people[pick([0, 1])]
    if is_shut(story):
        return
    moment, made = now().timestamp(), []

    def find():
        found = [Quote(words=f"{said} {moment}", person=who) for said in ("Es steigt", "Es fällt")]
        made.extend(keep_quotes(story, found, **signed(room)))

    assert not room.act(find)
    assert not room.act(lambda: drop_quotes(made[pick([0, 1]) :][:1], **signed(room)))
    lists = {*said_pages(who), f"/de/people/{who.slug}/", *own_pages(story)}
    room.act(lambda: confirm_quotes(made, **signed(room)), Reach(frozenset(lists)) | SITEMAP)


@act
def record_what_a_story_rests_on(room, pick):
    """Sources are the desk's; how many of them are independent stands on the story's own pages."""
    story = a_story(room, pick, first=1)
    reach = Reach(frozenset(own_pages(story)))
    facts = {"kind": "outlet", "state": pick(["Ruritanien", ""]), "relation": "organ"}
    made = []

    def record():
        made.append(record_source(story, name="Die Stimme", **facts, **signed(room)))

    room.act(record, reach)
    room.act(lambda: check_source(made[0], **signed(room)), reach)
    if pick([True, False]):
        room.act(lambda: remove_source(made[0], **signed(room)), reach)


@act
def correct_a_quote(room, pick):
    """Other words are a correction of the story, and the former ones stay to be read."""
    story = room.story(1)
    if is_shut(story):
        return
    said = pick(["Es sinkt.", "Es steigt."])
    body = [
        {**block, "value": {**block["value"], "words": said}} if block["type"] == "quote" else block
        for block in story.get_latest_revision_as_object().body.raw_data
    ]

    def perform():
        note = {"change_note": "Er sagte es anders."}
        revise_article(story, **signed(room), body=body, **note)
        publish_article(story, **signed(room))

    room.act(perform, room.around(story))


# --- the register, tags, short links -------------------------------------------------------------
def a_noun(room, pick):
    nouns = [room.tags[0], room.people[0], room.office, room.place, room.tags[1], room.people[1]]
    noun = pick(nouns)
    return type(noun).objects.filter(pk=noun.pk).first()


def printed(noun):
    return Reach(frozenset({MISSING_PAGE}), words=(f"/{noun.slug}/", noun.name))


@act
def rename_tag(room, pick):
    change(room, room.tags[0], name=pick(["Umbenannt", "Anders genannt"]))


@act
def rename_person(room, pick):
    change(room, room.people[pick([0, 1])], name=pick(["Clara Weiß", "C. Weiss"]))


@act
def rename_office(room, pick):
    change(room, room.office, name=pick(["Hafenbehörde", "Amt"]))


@act
def rename_place(room, pick):
    change(room, room.place, name=pick(["Auenstedt", "Au"]), latitude=53.5, longitude=9.9)


@act
def change_office_held(room, pick):
    change(room, room.people[0], about_de=pick(["Sie lebt am Fluss.", "Sie lebt in der Stadt."]))
    person = Person.objects.filter(pk=room.people[0].pk).first()
    held = {"title_de": pick(["Bürgermeisterin", "Rätin"]), "held_from": pick(["2016", "2019-05"])}

    def perform():
        hold_offices(person, [held], **signed(room))
        spell_noun(person, [pick(["Klara Weiß", "Клара Вайс"])], **signed(room))

    if person is not None:
        room.act(perform, printed(person))


@act
def hang_a_portrait(room, pick):
    """A portrait stands on the pages of whom it shows."""
    person = Person.objects.get(pk=room.people[0].pk)
    picture = room.pictures[1]
    reach = [printed(person), room.showing(picture)]
    room.act(
        lambda: portray_entry(person, pick([picture, None]), **signed(room)),
        lambda: reach[0] | reach[1](),
    )


@act
def share_a_name(room, pick):
    """Two of one name lead to each other, once both have a page."""
    person = Person.objects.get(pk=room.people[0].pk)
    slug = f"namens-{now().timestamp()}".replace(".", "-")
    name = f"{person.name.partition(' (')[0]} ({pick(['Trainerin', 'Richterin'])})"
    other = Person(slug=slug)
    room.act(lambda: change_noun(other, name=name, **signed(room)), printed(person))

    def publish():
        fields = {"people": [other], "publish_at": now(), "by": room.by}
        room.stories.append(make_article(room.section(1), **fields))

    around = new_ones(room)
    room.act(publish, lambda: printed(person) | around() | Reach(words=(slug,)))


@act
def merge_people(room, pick):
    """Two records of one person become one: whoever showed either shows the one that is left."""
    known = Person.objects.get(pk=room.people[0].pk)
    slug = f"zwilling-{now().timestamp()}".replace(".", "-")
    twin = change_noun(Person(), name=pick(["Klara Weiss", "K. Weiß"]), slug=slug, **signed(room))

    def perform():
        fields = {"people": pick([[twin], [known, twin]]), "authors": pick([[twin], []])}
        room.stories.append(
            make_article(
                room.section(1), body=said_by(twin), publish_at=now(), by=room.by, **fields
            )
        )

    room.act(perform, new_ones(room))
    reach = printed(known) | printed(twin) | SITEMAP
    room.act(lambda: merge_entries(known, twin, **signed(room)), reach)
    for model in (Organisation, Place):
        one, other = (
            change_noun(model(), name=f"{word} {slug}", slug=f"{word}-{slug}", **signed(room))
            for word in ("hafen", "kai")
        )
        assert not room.act(lambda o=one, t=other: merge_entries(o, t, **signed(room)), SITEMAP) - (
            SITEMAP.paths
        )


def said_by(person):
    quote = {"words": "Nein.", "speaker_person": person.pk, "speaker_organisation": None}
    rest = {"office": "", "said_to": "", "said_on": None, "evidence": ""}
    return [("quote", quote | rest), "Ein Absatz."]


@act
def change_address(room, pick):
    noun = a_noun(room, pick)
    if noun is not None:
        change(room, noun, slug=f"{noun._meta.model_name}-{pick(['neu', 'anders'])}-{noun.pk}")


def change(room, noun, **fields):
    noun = type(noun).objects.filter(pk=noun.pk).first()
    if noun is None:
        return
    reach = printed(noun) | (SITEMAP if "slug" in fields else NOBODY)
    room.act(lambda: change_noun(noun, **fields, **signed(room)), reach)


@act
def enter_and_remove_nouns(room, pick):
    """What nobody uses yet stands on no page, before and after."""
    word = f"wort-{now().timestamp()}".replace(".", "-")
    nouns = [Tag(edition=room.paper.de), Person(), Organisation(), Place()]

    def enter():
        for noun in nouns:
            change_noun(noun, name=word, slug=word, **signed(room))

    def remove():
        for noun in nouns:
            remove_at_the_desk(room, noun)

    assert not room.act(enter)
    if pick([True, False]):
        room.act(remove, SITEMAP)


@act
def remove_noun(room, pick):
    noun = pick([room.tags[1], room.place, room.office])
    if type(noun).objects.filter(pk=noun.pk).exists():
        noun.refresh_from_db()
        room.act(lambda: remove_at_the_desk(room, noun), printed(noun) | SITEMAP)


def remove_at_the_desk(room, noun):
    name = f"wagtailsnippets_{noun._meta.app_label}_{noun._meta.model_name}:delete"
    answer = room.desk.post(reverse(name, args=[noun.pk]))
    assert answer.status_code == 302, answer


@act
def lay_short_links(room, pick):
    link = Shortlink(code=f"w{int(now().timestamp() * 1000)}", article=room.story(0))

    def perform():
        change_noun(link, **signed(room))
        change_noun(link, code=f"{link.code}b", **signed(room))

    story = room.story(0)
    room.act(perform, lambda: Reach(frozenset(own_pages(story)), words=(story.code,)))


# --- pictures and sound --------------------------------------------------------------------------
@act
def credit(room, pick):
    picture = room.pictures[pick([0, 1])]
    said = {"creator": pick(["Ben Voss", "Jo Kern"]), "usage_terms": pick(["Nur hier", "Frei"])}
    room.act(lambda: edit_credit(picture, by="reader:1", at=now(), **said), room.showing(picture))
    if pick([True, False]):
        room.act(lambda: make_renditions(picture, at=now(), anew=True), room.showing(picture))


@act
def let_rights_run_out(room, pick):
    picture = room.pictures[pick([0, 1])]
    shown = room.showing(picture)

    def until(moment):
        return lambda: edit_credit(picture, by="reader:1", at=now(), expires_at=moment)

    room.act(until(now() + 24 * HOUR), shown)
    until(now())()  # not told before the clock comes to it
    room.act(lambda: tell_expired_pictures(at=now()), shown)
    if pick([True, False]):
        room.act(until(None), shown)


@act
def take_in_and_remove_a_picture(room, pick):
    """A picture that no story shows is on no page."""
    drawing = BytesIO()
    Drawing.new("RGB", (64, 48), pick(["navy", "teal"])).save(drawing, "JPEG")
    made: dict[str, Picture] = {}

    def accept():
        file = ContentFile(drawing.getvalue(), name="kai.jpg")
        said = {"title": "Am Kai", "description": "Ein Kai", "creator": "Jo Kern"}
        made["picture"] = accept_picture(file, by="reader:1", at=now(), **said)

    assert not room.act(accept)
    assert not room.act(made["picture"].delete)


@act
def retitle_a_recording(room, pick):
    sound = Recording.objects.get(pk=room.sound.pk)
    edit = reverse("wagtaildocs:edit", args=[sound.pk])
    data = {"title": pick(["Das Horn", "Das Nebelhorn"]), "transcript": "Tuut.", "tags": ""}
    data |= {"duration_seconds": "12", "collection": sound.collection_id}

    def perform():
        assert room.desk.post(edit, data).status_code == 302

    room.act(perform, lambda: Reach(words=(room.story(1).code,)))


@act
def remove_a_recording(room, pick):
    made = Recording.objects.create(
        title="Ein Ton", file=ContentFile(b"ID3", name=pick(["ton.mp3", "klang.mp3"]))
    )

    def perform():
        delete = reverse("wagtaildocs:delete", args=[made.pk])
        assert room.desk.post(delete).status_code == 302

    assert not room.act(perform)


# --- the paper itself ----------------------------------------------------------------------------
def german_pages(room):
    german = ("/de/", "/k/")  # a short link leads to a section, whose name and address are one
    paths = {asked.path for asked in room.all_kept() if asked.path.startswith(german)}
    return Reach(frozenset({*paths, "/sitemap.xml"}))


@act
def change_settings_of_the_edition(room, pick):
    """What stands on its own pages alone leaves the other edition's pages where they are."""
    edition = room.paper.de
    edition.refresh_from_db()
    fields = pick(
        [
            {"tagline": pick(["Vom Fluss", "Täglich"])},
            {"time_zone": pick(["Europe/London", "Europe/Berlin"])},
            {"old_after_months": pick([6, 12]), "shows_single_source": pick([False, True])},
            {"shows_views": pick([True, False])},
            {"most_read": pick(["", "day", "week"])},
            {"founded": pick([1888, 1887])},
        ]
    )
    dropped = room.act(
        lambda: change_noun(edition, **fields, **signed(room)), lambda: german_pages(room)
    )
    assert not {path for path in dropped if path.startswith("/en/")}


@act
def rename_the_edition(room, pick):
    edition = room.paper.de
    edition.refresh_from_db()
    name = pick(["Der Flussbote", "Flussbote"])
    room.act(lambda: change_noun(edition, name=name, **signed(room)), ALL)


@act
def change_the_imprint(room, pick):
    imprint = room.paper.de.imprint
    phone = pick(["030 1", "030 2"])
    dropped = room.act(lambda: change_noun(imprint, phone=phone, **signed(room)), ONE_IMPRINT)
    assert dropped <= ONE_IMPRINT.paths


ONE_IMPRINT = Reach(frozenset({"/de/imprint/"}))


@act
def do_without_an_imprint(room, pick):
    imprint = Imprint.objects.get(edition=room.paper.en)
    reach = Reach(frozenset({"/en/imprint/"}))
    room.act(lambda: remove_at_the_desk(room, imprint), reach)
    again = Imprint(edition=room.paper.en, **IMPRINT)
    room.act(lambda: change_noun(again, phone=pick(["1", "2"]), **signed(room)), reach)


def publish_page(room, page):
    page.save_revision(user=room.by).publish(user=room.by, skip_permission_checks=True)


@act
def rename_a_section(room, pick):
    section = room.section(1)
    section.title = pick(["Feuilleton", "Kultur"])
    room.act(lambda: publish_page(room, section), lambda: german_pages(room))


@act
def describe_a_section(room, pick):
    """What a section says of itself is no business of whoever only names it."""
    section = room.section(1)
    section.description, section.responsible = pick(["Was bewegt", "Kunst"]), pick(["Ida", "Jo"])
    codes = Article.objects.filter(section=section).values_list("code", flat=True)
    paths = {"/de/", "/de/imprint/", "/de/feeds/", *lists_at("/de", "/kultur/")}
    paths |= {asked.path for asked in room.all_kept() if asked.path.startswith("/k/")}
    room.act(lambda: publish_page(room, section), Reach(frozenset(paths), tuple(codes)))


@act
def open_and_shut_a_section(room, pick):
    number = Section.objects.count()
    made = {}

    def perform():
        title = f"{pick(['Sport', 'Wissen'])} {number}"
        made["section"] = open_section(room.paper.de, title=title, **signed(room))

    step = pick([2, 0, 1])
    room.act(perform, lambda: german_pages(room))
    section = made["section"]
    front = Page.objects.get(pk=room.paper.de.home_id)
    if step:
        room.act(lambda: section.move(front, pos="first-child"), lambda: german_pages(room))
    if step > 1:
        section = Section.objects.get(pk=section.pk)
        room.act(lambda: section.unpublish(user=room.by), lambda: german_pages(room))


@act
def arrange_the_front(room, pick):
    """What is in the slots stands on the front alone."""
    front = Front.objects.get(pk=room.paper.de.home_id)
    slot = pick([1, None, *NUMBERS])
    front.slots.set([FrontSlot(article=room.story(slot))] if slot is not None else [])
    dropped = room.act(lambda: publish_page(room, front), FRONT | Reach(frozenset({MISSING_PAGE})))
    assert "/de/imprint/" not in dropped


@act
def break_the_news(room, pick):
    front = Front.objects.get(pk=room.paper.de.home_id)
    front.breaking = pick(["Sturmflut", "", "Entwarnung"])
    room.act(lambda: publish_page(room, front), lambda: german_pages(room))


@act
def take_the_front_away(room, pick):
    front = Front.objects.get(pk=room.paper.de.home_id)
    room.act(lambda: front.unpublish(user=room.by), lambda: german_pages(room))
    front = Front.objects.get(pk=front.pk)
    room.act(lambda: publish_page(room, front), lambda: german_pages(room))
    other = Page.objects.get(pk=room.paper.en.home_id)
    sides = pick(["left", "right"])
    room.act(lambda: front.move(other, pos=sides, user=room.by), lambda: german_pages(room))


@act
def put_on_another_theme(room, pick):
    """The program or the theme has changed: no page that the former one made is left."""

    def perform():
        room.mark = f"{pick(['theme', 'words'])} {now().timestamp()}"
        apply.adopt(room.mark)

    room.act(perform, ALL)


# --- readers -------------------------------------------------------------------------------------
@act
def count_views(room, pick):
    """A figure stands on the page of its story, where the edition prints any."""
    edition, story = room.paper.de, a_story(room, pick, first=1)
    edition.refresh_from_db()
    change_noun(edition, shows_views=True, **signed(room))
    apply.apply_wire()
    room.read_all()

    def perform():
        tally, _new = Tally.objects.get_or_create(article=story)
        Tally.objects.filter(pk=tally.pk).update(count=tally.count + pick([1, 200]))
        tell_tallies(at=now())

    dropped = room.act(perform, Reach(words=(story.code,)))
    whole = story.edition.path(story.reader_path())
    assert dropped <= {whole, whole.rstrip("/") + ".json", whole + "versions/"}


@act
def rank(room, pick):
    """What is read most stands on the front and on the section's page."""

    def perform():
        hour = now().replace(minute=0, second=0, microsecond=0)
        for number in pick([[0, 1, 3], [3, 1, 0]]):
            story = room.story(number)
            count = 2 + number + pick([1, 7])
            View.objects.update_or_create(article=story, hour=hour, defaults={"count": count})
            day = {"day": hour.date(), "referrer": ""}
            DailyView.objects.update_or_create(article=story, **day, defaults={"count": count})
        rank_stories(at=now())

    lists = Reach(frozenset({"/de/", "/de/politik/", "/de/kultur/"}))
    dropped = room.act(perform, lists)
    assert dropped <= lists.paths
