import email
import json
import re
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from depesche.articles.bin import bin_article
from depesche.articles.models import Article
from depesche.desk.checks import check_letters
from depesche.desk.models import Notice, Role
from depesche.desk.notify import notify
from depesche.desk.post import PAUSES_MINUTES, deliver, written
from depesche.desk.tests.newsroom import chief as boss
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, typed
from depesche.readers.invite import invite_colleague
from depesche.readers.models import Reader
from depesche.readers.seal import seal
from depesche.wire.follow import take_steps
from depesche.wire.models import Dispatch
from depesche.wire.tasks import run_waiting_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind
CANARY = "kanarienvogel"


@pytest.fixture
def politics():
    return open_section(open_edition(), "politik")


@pytest.fixture
def reporter(politics):
    return colleague("r@paper.example", (Kind.REPORTER, politics))


@pytest.fixture
def editor(politics):
    return colleague("e@paper.example", (Kind.EDITOR, politics))


class Sink:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def sink(settings):
    handler = Sink()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "depesche.desk.post.LaterBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    yield handler
    controller.stop()


def hand_in(client, politics, reporter):
    client.force_login(reporter)
    url = reverse("wagtailadmin_pages:add", args=["articles", "article", politics.pk])
    client.post(url, {**typed(title=f"Ein {CANARY}"), "action-submit": "1"})
    return Article.objects.get()


def decide(client, editor, story, action, comment=""):
    client.force_login(editor)
    task = Article.objects.get(pk=story.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, task.pk])
    return client.post(url, {"comment": comment})


def catch_up():
    take_steps("desk notices", at=timezone.now())


def test_colleagues_get_notices_at_the_desk(client, politics, reporter, editor):
    catch_up()
    story = hand_in(client, politics, reporter)
    decide(client, editor, story, "reject", "Wer sagt das?")
    catch_up()
    notices = [(n.reader, n.kind, n.comment) for n in Notice.objects.order_by("at", "pk")]
    assert notices == [(editor, "submitted", ""), (reporter, "sent_back", "Wer sagt das?")]
    client.force_login(reporter)
    page = client.get(reverse("newsroom:notices")).content.decode()
    assert "Wer sagt das?" in page
    assert "1 new" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(reverse("newsroom:notices"))
    assert not Notice.objects.filter(reader=reporter, read_at=None).exists()


def test_what_was_decided_waits_for_nobody_any_more(client, politics, reporter, editor):
    catch_up()
    story = hand_in(client, politics, reporter)
    catch_up()
    assert Notice.objects.filter(reader=editor, read_at=None).exists()
    decide(client, editor, story, "reject", "")
    catch_up()
    assert not Notice.objects.filter(reader=editor, read_at=None).exists()


def test_notice_is_written_once_however_often_the_wire_is_read(client, politics, reporter, editor):
    story = hand_in(client, politics, reporter)
    sent = Dispatch.objects.get(kind="draft.submitted")
    for _again in range(3):
        notify(sent.kind, sent.payload["task_state"], by=reporter.pk, at=sent.at)
    assert Notice.objects.filter(article=story).count() == 1


def test_letters_leave_later_and_tell_no_headline(
    client, politics, reporter, editor, sink, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        story = hand_in(client, politics, reporter)
    assert sink.letters == []
    run_waiting_tasks()
    ((recipients, letter),) = sink.letters
    assert recipients == [editor.email]
    assert f"/desk/pages/{story.pk}/edit/" in letter
    assert CANARY not in letter.lower()
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, editor, story, "approve")
    run_waiting_tasks()
    recipients, letter = sink.letters[-1]
    assert recipients == [reporter.email]
    assert email.message_from_string(letter)["Message-ID"]
    assert CANARY not in letter.lower()


@pytest.fixture
def server_away(sink, settings):
    settings.EMAIL_PORT = 9  # discard: nobody listens


@pytest.mark.usefixtures("editor", "server_away")
def test_letter_waits_while_the_mail_server_is_away(
    client, politics, reporter, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(client, politics, reporter)
    run_waiting_tasks()
    (waiting,) = DBTaskResult.objects.filter(task_path="depesche.desk.post.deliver", status="READY")
    wait = waiting.run_after - timezone.now()
    assert timedelta(seconds=30) < wait < timedelta(minutes=2)


def test_a_letter_that_waits_can_be_read_by_nobody_who_reads_the_database(
    politics, sink, settings, django_capture_on_commit_callbacks
):
    settings.HAS_MAIL = True
    with django_capture_on_commit_callbacks(execute=True):
        invite_colleague("new@paper.example", name="Neu", groups=[], by="", at=timezone.now())
    for run in (False, True):  # it is kept for two weeks after it left
        if run:
            run_waiting_tasks()
        (kept,) = DBTaskResult.objects.filter(task_path="depesche.desk.post.deliver").values()
        assert not re.search(r"/desk/password/|new@paper|Neu", repr(kept)), run
    ((recipients, letter),) = sink.letters
    assert recipients == ["new@paper.example"]
    assert "/desk/password/" in letter


@pytest.mark.usefixtures("server_away")
def test_a_letter_that_is_given_up_is_told_to_those_who_can_help(
    politics, reporter, editor, django_capture_on_commit_callbacks
):
    abroad = open_section(open_edition("en", "The Courier"), "politics")
    owner, chief = boss(), colleague("c@paper.example", (Kind.CHIEF, politics.edition))
    colleague("stranger@paper.example", (Kind.CHIEF, abroad.edition))
    lost = EmailMessage("Ihr Zugang", "Geheim", to=[reporter.email])
    assert list(check_letters()) == []
    with django_capture_on_commit_callbacks(execute=True):
        deliver.enqueue(seal(json.dumps(written(lost)), purpose="letters"), len(PAUSES_MINUTES))
    while run_waiting_tasks():
        pass
    notices = Notice.objects.filter(kind=Notice.Kind.UNDELIVERED)
    assert {notice.reader for notice in notices} == {owner, chief}
    assert notices[0].comment == f"Ihr Zugang – {reporter.email}"
    (finding,) = check_letters()
    assert finding.level == "warn"


def test_the_notice_of_a_lost_letter_is_shown(client):
    client.force_login(boss())
    Notice.objects.create(
        reader=Reader.objects.get(), kind="undelivered", comment="Ihr Zugang", at=timezone.now()
    )
    for address in (reverse("newsroom:notices"), reverse("wagtailadmin_home")):
        assert "Ihr Zugang" in client.get(address).content.decode()


def test_what_is_binned_is_asked_of_nobody(client, politics, reporter, editor):
    catch_up()
    story = hand_in(client, politics, reporter)
    catch_up()
    bin_article(story, by=editor, at=timezone.now())
    catch_up()
    assert not Notice.objects.filter(article=story, read_at=None).exists()


def test_letter_of_an_undone_act_is_never_sent(client, politics, reporter, editor, sink):
    client.force_login(reporter)
    url = reverse("wagtailadmin_pages:add", args=["articles", "article", politics.pk])
    answer = client.post(url, {**typed(lead=""), "action-submit": "1"})
    assert "Write a lead" in answer.content.decode()
    run_waiting_tasks()
    assert sink.letters == []
