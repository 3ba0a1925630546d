import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.schedule import claim, release_due
from depesche.articles.tests.make import make_person, make_picture
from depesche.desk.board import read_board
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, typed, write_article
from depesche.readers.models import Reader
from depesche.register.models import Person
from depesche.wire.models import Dispatch

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_factor"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Kind = Role.Kind
SUBMIT, PUBLISH, APPROVE = (
    {"action-submit": "1"},
    {"action-publish": "1"},
    {"action-workflow-action": "true", "workflow-action-name": "approve"},
)


@pytest.fixture
def politics():
    return open_section(open_edition(), "politik")


@pytest.fixture
def reporter(politics):
    return colleague("r@paper.example", (Kind.REPORTER, politics))


@pytest.fixture
def editor(politics):
    return colleague("e@paper.example", (Kind.EDITOR, politics))


def add_url(section):
    return reverse("wagtailadmin_pages:add", args=["articles", "article", section.pk])


def edit_url(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def kinds():
    return [
        row.kind
        for row in Dispatch.objects.all()
        if not row.kind.startswith(("sect", "edit", "fr"))
    ]


def test_reporter_writes_hands_in_and_editor_approves_and_it_is_out(
    client, politics, reporter, editor
):
    client.force_login(reporter)
    answer = client.post(add_url(politics), {**typed(), **SUBMIT})
    assert answer.status_code == 302, answer.context["form"].errors
    article = Article.objects.get()
    assert (article.live, article.section, article.owner) == (False, politics, reporter)
    client.force_login(editor)
    answer = client.post(
        edit_url(article), {**typed(title="Die Brücke bleibt lange zu"), **APPROVE}
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.listed
    assert article.title == "Die Brücke bleibt lange zu"
    assert kinds() == ["draft.submitted", "article.published", "draft.approved"]
    assert PageLogEntry.objects.filter(page=article, action="wagtail.publish").count() == 1


def test_buttons_of_the_german_form_write_nouns_as_a_german_does(client, politics, reporter):
    client.force_login(reporter)
    form = client.get(add_url(politics), headers={"accept-language": "de"}).content.decode()
    assert "Schlagwort hinzufügen" in form
    assert "Artikel hinzufügen" in form  # not “verwandter Artikel hinzufügen”
    assert "schlagwort hinzufügen" not in form


def test_approved_story_with_a_time_waits_for_its_second(client, politics, reporter, editor):
    due = timezone.localtime() + datetime.timedelta(hours=3)
    due = due.replace(second=17, microsecond=0)
    client.force_login(reporter)
    client.post(
        add_url(politics), {**typed(go_live_at=due.strftime("%d.%m.%Y %H:%M:%S")), **SUBMIT}
    )
    article = Article.objects.get()
    client.force_login(editor)
    task = article.current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk]),
        {"comment": ""},
    )
    article.refresh_from_db()
    assert not article.listed
    assert article.scheduled_revision.approved_go_live_at == due
    assert kinds()[-2:] == ["article.scheduled", "draft.approved"]


@pytest.fixture
def public(politics):
    """A public story, with a second colleague who wrote it."""
    author = colleague("a@paper.example", (Kind.REPORTER, politics))
    story = write_article(politics, "Die Brücke bleibt zu", author)
    return publish_article(story, by=None, at=timezone.now() - datetime.timedelta(hours=1))


def planned(article, due, **fields):
    return {
        **typed(go_live_at=due.strftime("%d.%m.%Y %H:%M:%S"), change_note="Neuer Stand", **fields),
        **PUBLISH,
    }


def test_change_of_a_public_story_waits_for_the_time_set_in_the_form(
    client, politics, editor, public
):
    due = timezone.localtime().replace(microsecond=0) + datetime.timedelta(hours=3)
    client.force_login(editor)
    client.post(edit_url(public), planned(public, due, title="Die Brücke geht auf"))
    public.refresh_from_db()
    assert (public.listed, public.title) == (True, "Die Brücke bleibt zu")
    told = Dispatch.objects.latest("pk")
    assert (told.kind, told.by) == ("article.scheduled", f"reader:{editor.pk}")
    assert datetime.datetime.fromisoformat(told.payload["go_live_at"]) == due
    assert kinds().count("article.scheduled") == 1
    assert PageLogEntry.objects.filter(page=public, action="wagtail.publish.schedule").count() == 1
    (line,) = read_board(editor, at=timezone.now()).going_out
    assert (line.pk, line.headline, line.at) == (public.pk, "Die Brücke geht auf", due)

    fence = claim("one", at=due) or 0
    assert [fault for _due, fault in release_due(due, "one", fence)] == [""]
    public.refresh_from_db()
    assert (public.title, public.updated_at) == ("Die Brücke geht auf", due)
    told = Dispatch.objects.latest("pk")
    assert (told.kind, told.by) == ("article.updated", "scheduler")
    assert "late_seconds" not in told.payload
    assert not read_board(editor, at=due).going_out


@pytest.mark.parametrize(("lead", "scheduled"), [("Ab Mai.", 1), ("", 0)])
def test_change_that_could_not_go_out_is_refused_when_it_is_planned(
    client, editor, public, lead, scheduled
):
    due = timezone.localtime() + datetime.timedelta(hours=3)
    before = kinds()
    revision = public.save_revision(clean=False)
    revision.content |= {"lead": lead, "go_live_at": due.isoformat(), "change_note": "Neu"}
    revision.save()
    client.force_login(editor)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={public.pk}", {})
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == scheduled
    assert kinds() == [*before, *["article.scheduled"] * scheduled]


def test_whoever_approves_is_told_what_became_of_it(client, politics, reporter, editor):
    client.force_login(reporter)
    client.post(add_url(politics), {**typed(), **SUBMIT})
    due = timezone.localtime() + datetime.timedelta(hours=3)
    client.post(
        add_url(politics), {**typed(go_live_at=due.strftime("%d.%m.%Y %H:%M:%S")), **SUBMIT}
    )
    now, later = Article.objects.order_by("pk")
    client.force_login(editor)
    told = client.post(edit_url(now), {**typed(), **APPROVE}, follow=True).text
    assert "is published." in told
    assert Article.objects.get(pk=now.pk).full_url in told
    planned = typed(go_live_at=due.strftime("%d.%m.%Y %H:%M:%S"))
    told = client.post(edit_url(later), {**planned, **APPROVE}, follow=True).text
    assert "goes out on" in told
    assert due.strftime("%H:%M:%S") in told


def test_author_cannot_approve_or_publish_their_own_text(client, politics, editor):
    other = colleague("e2@paper.example", (Kind.EDITOR, politics))
    client.force_login(editor)
    client.post(add_url(politics), {**typed(), **PUBLISH})
    article = Article.objects.get()
    assert not article.live
    client.post(edit_url(article), {**typed(), **SUBMIT})
    task = Article.objects.get().current_workflow_task_state
    decide = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    client.post(decide, {"comment": "mine"})
    client.post(edit_url(article), {**typed(), **APPROVE})
    client.post(edit_url(article), {**typed(), **PUBLISH})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={article.pk}", {})
    assert not Article.objects.get().live
    client.force_login(other)
    client.post(decide, {"comment": ""})
    assert Article.objects.get().live


def test_story_without_credit_is_refused_with_a_sentence_and_nothing_is_lost(
    client, politics, reporter, editor
):
    picture = make_picture("Am Pegel", creator="")
    client.force_login(reporter)
    form = {**typed(title="Wort für Wort", picture=picture.pk), **SUBMIT}
    answer = client.post(add_url(politics), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "has no credit" in page
    assert "Wort für Wort" in page
    assert not Article.objects.exists()
    assert not Revision.objects.exclude(object_str__in=["Der Bote", "Politik"]).exists()


def test_refused_publication_of_a_saved_story_keeps_what_was_typed(client, politics, editor):
    article = write_article(politics, "Vorher")
    client.force_login(editor)
    answer = client.post(edit_url(article), {**typed(title="Nachher", lead=""), **PUBLISH})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Write a lead" in page
    assert "Nachher" in page
    assert "has been" not in page.partition("It has not gone out yet")[0]
    assert Article.objects.get().get_latest_revision_as_object().title == "Vorher"
    assert "article.published" not in kinds()


def test_refused_story_is_not_praised_as_handed_in(client, politics, reporter, editor):
    client.force_login(reporter)
    page = client.post(add_url(politics), {**typed(lead=""), **SUBMIT}).content.decode()
    assert "It has not gone out yet" in page
    assert "submitted" not in page


def test_the_folder_of_a_year_lies_in_its_section(client, politics, editor):
    folder = write_article(politics, "Vorher").get_parent()
    client.force_login(editor)
    page = client.get(reverse("wagtailadmin_explore", args=[folder.pk])).content.decode()
    assert "no site" not in page
    assert folder.specific.full_url.endswith("/politik/")


def test_wrong_block_is_refused_with_its_sentence(client, politics, reporter):
    client.force_login(reporter)
    quote = {
        "words": "So ist es.", "speaker_person": "", "speaker_organisation": "", "office": "",
        "said_to": "", "said_on": "", "evidence": "",
    }  # fmt: skip
    answer = client.post(
        add_url(politics), {**typed(body=streamfield([("quote", quote)])), **SUBMIT}
    )
    assert answer.status_code == 200
    assert not Article.objects.exists()
    assert "So ist es." in answer.content.decode()


def test_autosave_keeps_a_draft_and_leaves_the_four_eyes_alone(client, politics, reporter, editor):
    client.force_login(reporter)
    answer = client.post(add_url(politics), typed(), headers={"accept": "application/json"})
    assert answer.json()["success"], answer.content
    article = Article.objects.get()
    client.post(edit_url(article), {**typed(), **SUBMIT})
    client.force_login(editor)
    loaded = Article.objects.get().latest_revision
    answer = client.post(
        edit_url(article),
        {**typed(title="Vom Redakteur"), "loaded_revision_id": loaded.pk,
         "loaded_revision_created_at": loaded.created_at.isoformat()},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert answer.json()["success"], answer.content
    article = Article.objects.get()
    assert not article.live
    assert article.current_workflow_state.requested_by == reporter
    client.force_login(reporter)
    task = article.current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk]), {}
    )
    assert not Article.objects.get().live


def test_change_of_a_public_text_needs_its_reason(client, politics, editor):
    article = write_article(politics, "Die Brücke", publish_at=timezone.now())
    client.force_login(editor)
    answer = client.post(edit_url(article), {**typed(title="Die neue Brücke"), **PUBLISH})
    assert "say what has changed" in answer.content.decode()
    answer = client.post(
        edit_url(article),
        {**typed(title="Die neue Brücke", change_note="Der Name war falsch."), **PUBLISH},
    )
    assert answer.status_code == 302
    assert Article.objects.get().versions.count() == 2


def formset(page, name):
    """Return how many rows of `name` stand in the form already."""
    return int(re.findall(rf'name="{name}-INITIAL_FORMS" value="(\d+)"', page)[0])


def test_a_new_story_begins_with_ones_own_name_and_an_empty_paragraph(client, politics, reporter):
    person = make_person("Rita Rasch", is_author=True)
    Reader.objects.filter(pk=reporter.pk).update(name="Rita Rasch")
    client.force_login(Reader.objects.get(pk=reporter.pk))
    page = client.get(add_url(politics)).content.decode()
    assert formset(page, "bylines") == 1
    assert re.search(rf'name="bylines-0-person"\s+value="{person.pk}"', page)
    assert "&quot;type&quot;: &quot;paragraph&quot;" in page
    form = typed(bylines=inline_formset([{"person": person.pk, "id": ""}], initial=1))
    assert client.post(add_url(politics), form).status_code == 302
    draft = Article.objects.get().get_latest_revision_as_object()
    assert [row.person for row in draft.bylines.all()] == [person]


def test_nobody_is_named_where_two_have_the_name(client, politics, reporter):
    for slug in ("rita", "rita-2"):
        Person.objects.create(name="Rita Rasch", slug=slug, is_author=True)
    Reader.objects.filter(pk=reporter.pk).update(name="Rita Rasch")
    client.force_login(Reader.objects.get(pk=reporter.pk))
    assert formset(client.get(add_url(politics)).content.decode(), "bylines") == 0


def test_a_paragraph_that_stayed_empty_is_no_fault_and_not_kept(client, politics, reporter):
    client.force_login(reporter)
    empty, text = rich_text("<p></p>"), rich_text("<p>Am Morgen kam die Meldung.</p>")
    body = streamfield([("paragraph", empty), ("heading", "Am Pfeiler"), ("paragraph", text)])
    assert client.post(add_url(politics), typed(body=body) | SUBMIT).status_code == 302
    draft = Article.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["heading", "paragraph"]
    faulty = streamfield([("paragraph", empty), ("heading", "")])
    page = client.post(add_url(politics), typed(body=faulty) | SUBMIT).content.decode()
    assert "&quot;1&quot;: {&quot;messages&quot;" in page  # at the heading, which is the second
