"""A dossier is opened, pictured and removed at the desk; readers see it at once."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from depesche.articles.tests.make import NOON, make_article, make_picture
from depesche.desk.dossiers import STAGED
from depesche.dossiers.models import Dossier
from depesche.pictures.renditions import make_renditions
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
DOSSIER = "wagtailsnippets_dossiers_dossier"


def typed(paper, **fields):
    form = {"edition": paper.de.pk, "name": "Hochwasser", "slug": "hochwasser", "summary": ""}
    form |= {"standing": "", "follows": "", "period_from": "", "period_to": "", "picture": ""}
    rows = {name: fields.pop(name, []) for name in STAGED}
    return {**form, **nested_form_data({n: inline_formset(r) for n, r in rows.items()}), **fields}


@pytest.fixture
def picture(settings, tmp_path):
    settings.HOME = tmp_path
    made = make_picture()
    make_renditions(made, at=NOON)
    return made


def told():
    return Dispatch.objects.filter(kind__startswith="dossier.").latest("pk")


def test_picture_chosen_at_the_desk_is_seen_and_a_removed_one_is_not(desk, client, paper, picture):
    desk.post(reverse(f"{DOSSIER}:add"), typed(paper))
    dossier = Dossier.objects.get()
    assert (told().kind, told().by) == ("dossier.opened", f"reader:{paper.chief.pk}")
    make_article(paper.politik, publish_at=NOON, dossiers=[dossier])
    edit = reverse(f"{DOSSIER}:edit", args=[dossier.pk])

    answer = desk.post(edit, typed(paper, picture=picture.pk))
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Jo Kern" in client.get("/de/dossiers/hochwasser/").text
    assert {picture.subject, f"{dossier.subject}/beside"} <= set(told().subjects)

    desk.post(edit, typed(paper, name="Nach dem Hochwasser"))
    picture.refresh_from_db()
    assert not picture.is_public
    assert picture.subject in told().subjects
    assert Dispatch.objects.filter(kind__startswith="dossier.").count() == 3


def test_picture_without_credit_is_refused_and_what_was_written_stays(desk, paper):
    desk.post(reverse(f"{DOSSIER}:add"), typed(paper))
    dossier, picture = Dossier.objects.get(), make_picture(creator="")
    edit = reverse(f"{DOSSIER}:edit", args=[dossier.pk])
    answer = desk.post(edit, typed(paper, picture=picture.pk, summary="Was war."))
    assert answer.status_code == 200
    assert "picture" in answer.context["form"].errors
    assert "Was war." in answer.text
    assert Dossier.objects.get().picture is None


def test_dossiers_removed_one_by_one_or_at_once_hide_their_pictures(desk, paper):
    pictures = [make_picture(), make_picture()]
    for number, each in enumerate(pictures):
        form = typed(paper, slug=f"flut-{number}", picture=each.pk)
        desk.post(reverse(f"{DOSSIER}:add"), form)
    first, second = Dossier.objects.order_by("pk")
    desk.post(reverse(f"{DOSSIER}:delete", args=[first.pk]))
    bulk = reverse("wagtail_bulk_action", args=["dossiers", "dossier", "delete"])
    desk.post(f"{bulk}?id={second.pk}")
    assert not Dossier.objects.exists()
    for each in pictures:
        each.refresh_from_db()
        assert not each.is_public
    rows = Dispatch.objects.filter(kind="dossier.removed")
    assert [first.subject in row.subjects for row in rows.order_by("pk")] == [True, False]
