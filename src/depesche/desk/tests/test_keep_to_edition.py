"""What belongs to an edition, and whose accounts do: probed with forms that would be taken."""

import pytest
from django.db.models import Model
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from depesche.articles.models import Tag
from depesche.articles.tests.make import make_tag
from depesche.desk.dossiers import STAGED
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section
from depesche.desk.tests.test_keep_out import ROUTES
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition, Imprint
from depesche.readers.models import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind
SPACES: dict[str, type[Model]] = {
    "wagtailsnippets_masthead_edition": Edition,
    "wagtailsnippets_masthead_imprint": Imprint,
    "wagtailsnippets_dossiers_dossier": Dossier,
    "wagtailsnippets_articles_tag": Tag,
    "wagtailusers_users": Reader,
}
SPACE_OF = {model: space for space, model in SPACES.items()}
PROBED = [
    (name, parts) for name, parts in ROUTES if name.partition(":")[0] in SPACES and parts == ("pk",)
]


def make_imprint(edition):
    return Imprint.objects.create(
        edition=edition,
        publisher=f"{edition.name} GmbH",
        street="Hafen 1",
        postcode="20457",
        city="Hamburg",
        email="post@paper.example",
        responsible="Ruth",
        responsible_address="Hafen 1",
    )


@pytest.fixture
def world():
    here, abroad = open_edition(), open_edition("en", "The Courier")
    politics, politik = open_section(abroad, "politics"), open_section(here, "politik")
    return {
        "politics": politics,
        Edition: here,
        Imprint: make_imprint(here),
        Dossier: Dossier.objects.create(edition=here, name="Holmebruecke", slug="holmebruecke"),
        Tag: make_tag(here, "Holmebruecke"),
        Reader: colleague("ruth@paper.example", (Kind.CHIEF, here), (Kind.EDITOR, politik)),
    }


def strangers(world):
    section = world["politics"]
    yield colleague("c@paper.example", (Kind.CHIEF, section.edition))
    yield colleague("e@paper.example", (Kind.EDITOR, section))
    yield colleague("r@paper.example", (Kind.REPORTER, section))
    yield colleague("p@paper.example", (Kind.PICTURES, section.edition))


def whole_form(row):
    """Return what the row's own form sends, with another name: every field that it may have."""
    fields = {
        field.name: field.value_from_object(row) or ""
        for field in row._meta.concrete_fields
        if field.name not in {"password", "last_login", "is_default", "home", "is_staff"}
    }
    if isinstance(row, Reader):
        fields = {"email": row.email, "groups": [], "forget_factors": "on"}
    if isinstance(row, Dossier):
        fields |= nested_form_data({name: inline_formset([]) for name in STAGED})
    changed = {"name": "Taken over", "publisher": "Taken over", "most_read": ""}
    return fields | {key: word for key, word in changed.items() if key in fields or key == "name"}


def standing(world):
    rows = [
        list(model._default_manager.filter(pk=world[model].pk).values())
        for model in SPACES.values()
    ]
    return [*rows, sorted(world[Reader].groups.values_list("name", flat=True))]


def probe(client, name, world):
    """Ask at the address in every way; return the answers."""
    row = world[SPACES[name.partition(":")[0]]]
    url = reverse(name, args=[row.pk])
    return [client.get(url), client.post(url, whole_form(row))]


@pytest.mark.parametrize("which", range(4))
def test_nobody_sees_or_changes_what_belongs_to_another_edition(client, world, which):
    stranger = list(strangers(world))[which]
    before = standing(world)
    for name, _parts in PROBED:
        client.force_login(stranger)
        for answer in probe(client, name, world):
            assert answer.status_code in {302, 403, 404, 405}, f"{name}: {answer.status_code}"
            assert "/desk/password/" not in answer.content.decode(), name
        assert standing(world) == before, f"{name} lets {stranger} change it"


@pytest.mark.parametrize("which", range(4))
def test_no_list_shows_another_editions_things(client, world, which):
    client.force_login(list(strangers(world))[which])
    names = {Edition: "Der Bote", Imprint: world[Imprint].publisher, Reader: "ruth@paper.example"}
    for space, model in SPACES.items():
        index = "index" if model is Reader else "list"
        answer = client.get(reverse(f"{space}:{index}"), follow=True)
        shown = answer.content.decode().partition("<main")[2]
        assert names.get(model, "Holmebruecke") not in shown, space


@pytest.mark.parametrize("model", [Edition, Imprint, Dossier, Tag])
@pytest.mark.parametrize("which", range(2))
def test_many_at_once_are_asked_for_one_by_one(client, world, which, model):
    client.force_login(list(strangers(world))[which])
    row = world[model]
    where = [row._meta.app_label, row._meta.model_name, "delete"]
    url = reverse("wagtail_bulk_action", args=where)
    for ids in (f"id={row.pk}", "id=all"):
        client.post(f"{url}?{ids}")
        assert model.objects.filter(pk=row.pk).exists(), ids


@pytest.mark.parametrize("model", [Imprint, Dossier, Tag])
def test_nothing_is_moved_to_another_edition(client, world, model):
    client.force_login(next(strangers(world)))
    own = world["politics"].edition
    mine = {
        Imprint: make_imprint,
        Dossier: lambda own: Dossier.objects.create(edition=own, name="Mine", slug="mine"),
        Tag: lambda own: make_tag(own, "Mine"),
    }[model](own)
    if model is Imprint:
        world[Imprint].delete()
    url = reverse(f"{SPACE_OF[model]}:edit", args=[mine.pk])
    moved = client.post(url, whole_form(mine) | {"edition": world[Edition].pk})
    assert moved.status_code == 200
    assert model.objects.get(pk=mine.pk).edition == own
    assert client.post(url, whole_form(mine)).status_code == 302


@pytest.mark.parametrize(
    "name", [name for name, _ in PROBED if ":edit" in name or "way_in" in name]
)
def test_the_probes_are_forms_that_an_owner_would_get_through(client, world, name):
    client.force_login(chief())
    before = standing(world)
    shown, sent = probe(client, name, world)
    assert (shown.status_code, sent.status_code) == (200, 302)
    assert standing(world) != before


def test_those_who_work_there_change_it(client, world):
    client.force_login(world[Reader])
    for model in (Edition, Imprint, Dossier, Tag):
        sent = probe(client, f"{SPACE_OF[model]}:edit", world)[1]
        assert sent.status_code == 302, model
