import pytest
from django.urls import reverse
from django.utils import timezone

from depesche.articles.models import Article, Correction, Shortlink
from depesche.articles.publish import publish_article
from depesche.articles.write import revise_article
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind


@pytest.fixture
def politics():
    return open_section(open_edition(), "politik")


@pytest.fixture
def editor(politics, client):
    reader = colleague("e@paper.example", (Kind.EDITOR, politics))
    client.force_login(reader)
    return reader


@pytest.fixture
def story(politics):
    return write_article(politics, "Die Brücke", publish_at=timezone.now())


def act(name, story):
    return reverse(f"newsroom:{name}", args=[story.pk])


def test_editor_corrects_a_story(client, editor, story):
    assert client.get(act("correct", story)).status_code == 200
    form = {
        "kind": "correction",
        "wrong": "3 Tage",
        "right": "5 Tage",
        "reported_by": "Frau Lorenz",
    }
    answer = client.post(act("correct", story), form)
    assert answer.status_code == 302
    notice = Correction.objects.get()
    assert (notice.wrong, notice.right, notice.by) == ("3 Tage", "5 Tage", editor)
    assert Dispatch.objects.latest("pk").kind == "article.corrected"


def test_correction_without_what_is_right_is_refused_and_kept(client, editor, story):
    answer = client.post(act("correct", story), {"kind": "correction", "wrong": "3 Tage"})
    assert answer.status_code == 200
    assert "3 Tage" in answer.content.decode()
    assert not Correction.objects.exists()


def test_correction_of_an_unread_story_says_what_to_do(client, editor, politics):
    draft = write_article(politics, "Entwurf")
    answer = client.post(act("correct", draft), {"kind": "correction", "right": "5 Tage"})
    assert "just change the text" in answer.content.decode()


def test_retraction_cannot_be_chosen_as_a_correction(client, editor, story):
    answer = client.post(act("correct", story), {"kind": "retraction", "right": "weg"})
    assert answer.status_code == 200
    assert not Correction.objects.exists()


def test_editor_takes_a_story_back_once(client, editor, story):
    client.post(act("retract", story), {"reason": "Die Quelle war erfunden."})
    story.refresh_from_db()
    assert story.retracted_at
    assert not story.listed
    answer = client.post(act("retract", story), {"reason": "Noch einmal."})
    assert "was retracted already" in answer.content.decode()
    assert "retracted" in client.get(reverse("stories:index")).content.decode()


def test_bin_and_back(client, editor, story):
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[story.pk]), {})
    assert answer.url == reverse("newsroom:bin")
    story.refresh_from_db()
    assert story.binned_at
    assert "Die Brücke" in client.get(reverse("newsroom:bin")).content.decode()
    assert "Die Brücke" not in client.get(reverse("stories:index")).content.decode()
    client.post(act("restore", story), {})
    story.refresh_from_db()
    assert not story.binned_at
    assert not story.live
    assert "Die Brücke" in client.get(reverse("stories:index")).content.decode()


def test_deleting_in_bulk_puts_into_the_bin(client, editor, story):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={story.pk}", {})
    assert Article.objects.get().binned_at


def test_word_as_a_short_link(client, editor, story):
    answer = client.post(act("short_link", story), {"code": "bruecke"}, follow=True)
    page = answer.content.decode()
    assert "/de/k/bruecke" in page
    assert f"/de/k/{story.code}" in page
    assert Shortlink.objects.get().article == story
    assert Dispatch.objects.latest("pk").kind == "shortlink.created"
    answer = client.post(act("short_link", story), {"code": "zwei wörter"})
    assert answer.status_code == 200


def test_versions_show_what_changed(client, editor, story):
    now = timezone.now()
    revise_article(story, by=editor, at=now, lead="Es wird sehr eng.", change_note="Genauer.")
    publish_article(story, by=None, at=now)
    page = client.get(act("versions", story)).content.decode()
    assert "<ins>" in page
    assert "Genauer." in page


def test_reporter_may_not_correct_or_retract(client, politics, story):
    client.force_login(colleague("r@paper.example", (Kind.REPORTER, politics)))
    for name in ("correct", "retract", "short_link", "bin_story", "restore", "versions"):
        assert client.get(act(name, story)).status_code == 302, name
        client.post(act(name, story), {"kind": "correction", "right": "x", "reason": "x"})
    story.refresh_from_db()
    assert story.listed
    assert not Correction.objects.exists()


def test_menu_of_a_story_offers_the_acts(client, editor, story):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    for name in ("correct", "retract", "short_link", "versions", "bin_story"):
        assert act(name, story) in page, name
    assert act("restore", story) not in page


def test_chief_reads_the_wire_and_others_do_not(client, politics, editor, story):
    assert client.get(reverse("newsroom:wire")).status_code == 302
    client.force_login(colleague("c@paper.example", (Kind.CHIEF, politics.edition)))
    page = client.get(reverse("newsroom:wire")).content.decode()
    assert "article.published" in page


def test_corrections_list_shows_those_of_the_desk(client, editor, story):
    client.post(act("correct", story), {"kind": "correction", "right": "Richtig ist: fünf."})
    assert "Richtig ist: fünf." in client.get(reverse("newsroom:corrections")).content.decode()


def test_code_of_a_story_is_no_word_for_another(client, editor, politics, story):
    other = write_article(politics, "Der Deich")
    answer = client.post(act("short_link", story), {"code": other.code})
    assert "code" in answer.context["form"].errors
    assert not Shortlink.objects.exists()
