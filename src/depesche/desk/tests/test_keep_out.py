"""Route × role × another desk's story: generated from the address list, shut by default."""

import json

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Comment, Revision
from wagtail.search.index import insert_or_update_object

from depesche.articles.models import Article, Shortlink
from depesche.articles.tests.make import make_person, make_picture, make_tag
from depesche.desk.models import Role
from depesche.desk.policy import DOORS, RULES, page, rule_for
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, typed, write_article
from depesche.dossiers.models import Dossier
from depesche.readers.models import Reader
from depesche.readership.tests.make import make_views

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_factor"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]
Kind = Role.Kind
CANARY = "kanarienvogel"


def routes(patterns=None, spaces=(), above=()):
    """Yield the view name and the converters of each address of the desk."""
    for entry in patterns or desk_patterns():
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from routes(entry.url_patterns, inner, (*above, *names_of(entry)))
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join([*spaces, entry.name]), tuple(dict.fromkeys([*above, *names_of(entry)]))


def desk_patterns():
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "desk/":
            return entry.url_patterns
    raise AssertionError


def names_of(entry):
    return [*entry.pattern.converters, *entry.pattern.regex.groupindex]


ROUTES = sorted(set(routes()))


@pytest.mark.parametrize("name", sorted({name for name, _parts in ROUTES}))
def test_every_address_of_the_desk_is_on_the_list(name):
    assert name in DOORS or rule_for(name) is not None, f"{name}: decide who may come here"


def test_list_names_no_address_that_is_gone():
    names = {name for name, _parts in ROUTES}
    spaces = {f"{name.rpartition(':')[0]}:*" for name in names}
    assert {name for name in RULES if name not in names | spaces} == set()


def test_every_address_with_a_page_asks_for_that_page():
    by_page = page("page_id").__qualname__
    for name, parts in ROUTES:
        if {"page_id", "page_to_move_id"} & set(parts) and name not in DOORS:
            rule = rule_for(name)
            assert rule is not None
            assert rule.__qualname__ == by_page or rule.__name__ in {"nobody", "owners"}, name


@pytest.fixture
def world(django_user_model):
    edition = open_edition()
    other_edition = open_edition("en", "The Courier")
    politics, sport = open_section(edition, "politik"), open_section(edition, "sport")
    abroad = open_section(other_edition, "politics")
    writer = colleague("writer@paper.example", (Kind.REPORTER, politics), name="Wanda Writer")
    dossier = Dossier.objects.create(edition=edition, name="Brücke", slug="bruecke")
    person, tag, picture = make_person("Ada Ahlers"), make_tag(edition, "Brücken"), make_picture()
    story = write_article(
        politics, f"{CANARY} title", owner=writer, lead=f"{CANARY} lead",
        kicker=f"{CANARY} kicker", short_headline=f"{CANARY} short", place_line=f"{CANARY} place",
        picture=picture, picture_caption=f"{CANARY} caption", picture_alt=f"{CANARY} alt",
        single_source=f"{CANARY} source", ai_used=f"{CANARY} ai", ai_reviewer=person,
        slug=f"{CANARY}-slug", tags=[tag], people=[person], authors=[person],
        body=[f"{CANARY} paragraph", ("heading", f"{CANARY} heading")],
        event_on=timezone.localdate(),
    )  # fmt: skip
    dossier.entries.create(article=story)
    Shortlink.objects.create(article=story, code=f"{CANARY}-code")
    Comment.objects.create(page=story, user=writer, text=f"{CANARY} comment", contentpath="lead")
    story.get_workflow().start(story, writer)
    insert_or_update_object(story)
    make_views(story, 9, at=timezone.now(), referrer=f"{CANARY}.example")
    return {
        "story": story,
        "person": person,
        "tag": tag,
        "picture": picture,
        "dossier": dossier,
        "sport": sport,
        "abroad": abroad,
        "writer": writer,
    }


def strangers(world):
    yield colleague("e@paper.example", (Kind.EDITOR, world["sport"]))
    yield colleague("r@paper.example", (Kind.REPORTER, world["sport"]))
    yield colleague("p@paper.example", (Kind.PICTURES, world["sport"].edition))
    yield colleague("c@paper.example", (Kind.CHIEF, world["abroad"].edition))
    yield colleague(
        "two@paper.example", (Kind.EDITOR, world["sport"]), (Kind.EDITOR, world["abroad"])
    )
    yield Reader.objects.create_user("reader@paper.example", "x" * 12)


def parts_for(world, name, parts):
    story = world["story"]
    revision = story.latest_revision
    state = story.current_workflow_state
    noun = name.partition(":")[0].rpartition("_")[2]
    keys = {
        "person": world["person"].pk, "tag": world["tag"].pk, "dossier": world["dossier"].pk,
        "edition": story.edition_id, "imprint": 1,
    }  # fmt: skip
    values = {
        "page_id": story.pk, "parent_page_id": story.get_parent().pk, "page_to_move_id": story.pk,
        "destination_id": world["sport"].pk, "page_pk": story.pk, "workflow_pk": 1,
        "revision_id": revision.pk, "revision_id_a": revision.pk, "revision_id_b": "latest",
        "task_state_id": state.current_task_state_id, "task_id": state.current_task_state.task_id,
        "workflow_state_id": state.pk, "action_name": "approve", "app_label": "wagtailcore",
        "model_name": "page", "action": "publish", "app_name": "articles",
        "content_type_app_name": "articles", "content_type_model_name": "article",
        "image_id": world["picture"].pk, "filter_spec": "width-100", "document_id": 1,
        "doc_id": 1, "uploaded_file_id": 1, "collection_id": 1, "object_id": story.pk,
        "session_id": 1, "pk": keys.get(noun, story.pk), "uidb36": "1", "uidb64": "1",
        "key": "x", "token": "x", "table": "stories", "kind": "person",
    }  # fmt: skip
    if name.startswith("wagtailusers"):
        values["pk"] = world["writer"].pk
    if name == "wagtailadmin_pages:choose_parent":
        values |= {"app_label": "articles", "model_name": "article"}
    return {part: values[part] for part in parts}


def standing(world):
    story = Article.objects.get(pk=world["story"].pk)
    revisions = Revision.objects.filter(object_id=str(story.pk)).count()
    return (
        story.live, story.listed, story.title, story.section_id, story.path, story.locked,
        story.binned_at, story.retracted_at, revisions, story.current_workflow_state.status,
        story.shortlinks.count(), Article.objects.count(),
    )  # fmt: skip


def everything(answer):
    text = answer.headers.get("Location", "")
    body = answer.getvalue() if answer.streaming else answer.content
    text += body.decode(errors="replace")
    return text + json.dumps(text)


QUERIES = {
    "wagtailadmin_pages:search": {"q": CANARY[:7]},
    "wagtailadmin_pages:search_results": {"q": CANARY[:7]},
    "wagtailadmin_choose_page_search": {"q": CANARY[:7], "page_type": "articles.article"},
    "stories:index": {"q": CANARY[:7]},
}
LEAVES = {"wagtailadmin_logout", "account_logout", "wagtailadmin_error_test"}


def knocks(client, url, query, which):
    """Yield the answers to every way of asking at an address; the slow ways for one role only."""
    form = {**typed(title="Taken over"), "right": "x", "reason": "x", "kind": "correction",
            "code": "taken", "comment": "",
            "external-link-chooser-url": "https://example.org/"}  # fmt: skip
    yield client.get(url, query)
    yield client.post(f"{url}?id={query['id']}", {**form, "action-publish": "1"})
    if which == 0:
        yield client.get(url, headers={"x-requested-with": "XMLHttpRequest"})
        yield client.post(url, form)


@pytest.mark.parametrize("which", range(6))
def test_nobody_sees_or_changes_another_desks_story(client, world, which):
    stranger = list(strangers(world))[which]
    before, key = standing(world), world["story"].pk
    for name, parts in ROUTES:
        if name in LEAVES:
            continue
        client.force_login(stranger)
        url = reverse(name, kwargs=parts_for(world, name, parts))
        query = {"id": key, "page_type": "articles.article", **QUERIES.get(name, {})}
        for answer in knocks(client, url, query, which):
            assert answer.status_code < 500, f"{name}: {answer.status_code}"
            assert CANARY not in everything(answer).lower(), f"{name} shows it to {stranger}"
            if {"page_id", "page_to_move_id"} & set(parts):
                assert answer.status_code in {302, 403, 404, 405}, f"{name}: {answer.status_code}"
        assert standing(world) == before, f"{name} lets {stranger} change it"


def test_own_desk_reaches_its_story(client, world):
    editor = colleague("own@paper.example", (Kind.EDITOR, world["story"].section))
    client.force_login(editor)
    for name in ("edit", "history", "usage", "workflow_history"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[world["story"].pk])
        assert client.get(url).status_code == 200, name
    page = client.get(reverse("stories:index")).content.decode()
    assert CANARY in page


def test_address_that_nobody_decided_on_is_shut(client, world, monkeypatch):
    client.force_login(colleague("own@paper.example", (Kind.EDITOR, world["sport"])))
    url = reverse("newsroom:notices")
    assert client.get(url).status_code == 200
    monkeypatch.delitem(RULES, "newsroom:notices")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("given", ["x", "1e3", "-1", "9" * 30, "1;2", "\0"])
def test_nonsense_for_a_key_is_not_found(client, world, given):
    client.force_login(colleague("own@paper.example", (Kind.EDITOR, world["sport"])))
    for name in ("wagtailadmin_choose_page", "wagtailadmin_choose_page_chosen_multiple"):
        assert client.get(reverse(name), {"target_pages[]": given, "id": given}).status_code == 404
