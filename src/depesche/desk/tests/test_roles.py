import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Workflow

from depesche.articles.models import Article
from depesche.desk.models import Role
from depesche.desk.roles import appoint, role_of, settle_newsroom, settle_section
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind


@pytest.fixture
def sections():
    edition = open_edition()
    politics, sport = open_section(edition, "politik"), open_section(edition, "sport")
    settle_newsroom()
    return politics, sport


def rights(reader, page):
    return page.permissions_for_user(reader)


def test_settling_twice_changes_nothing(sections):
    politics, _sport = sections
    groups, workflows = set(Group.objects.values_list("name")), Workflow.objects.count()
    settle_newsroom()
    settle_section(politics)
    assert set(Group.objects.values_list("name")) == groups
    assert Workflow.objects.count() == workflows == 2


def test_wagtails_own_roles_are_gone():
    assert not Group.objects.exists()
    assert not Workflow.objects.exists()


def test_renamed_section_renames_its_roles(sections):
    politics, _sport = sections
    politics.title = "Politik & Stadt"
    politics.save()
    settle_section(politics)
    assert "Politik & Stadt" in str(role_of(Kind.EDITOR, section=politics))


def test_roles_are_named_in_the_language_of_their_edition(sections):
    courier = open_edition("en", "The Courier")
    settle_newsroom()
    assert str(role_of(Kind.CHIEF, edition=sections[0].edition)) == "Der Bote · Chefredaktion"
    assert str(role_of(Kind.CHIEF, edition=courier)) == "The Courier · Chief"


def test_appointment_is_told_on_the_wire(sections):
    reader = colleague("r@paper.example")
    appoint(reader, role_of(Kind.REPORTER, section=sections[0]), by="reader:1", at=timezone.now())
    assert Dispatch.objects.filter(kind="colleague.appointed").count() == 1
    assert reader.has_perm("wagtailadmin.access_admin")


def test_reporter_writes_in_one_section_and_publishes_nowhere(sections):
    politics, sport = sections
    reporter = colleague("r@paper.example", (Kind.REPORTER, politics))
    own = write_article(politics, "Mine", owner=reporter)
    other = write_article(politics, "Somebody else's")
    assert rights(reporter, politics).can_add_subpage()
    assert not rights(reporter, sport).can_add_subpage()
    assert rights(reporter, own).can_edit()
    assert not rights(reporter, own).can_publish()
    assert not rights(reporter, other).can_edit()
    assert not rights(reporter, politics).can_edit()


def test_editor_edits_and_publishes_in_one_section_only(sections):
    politics, sport = sections
    editor = colleague("e@paper.example", (Kind.EDITOR, politics))
    here, there = write_article(politics, "Here"), write_article(sport, "There")
    assert rights(editor, here).can_edit()
    assert rights(editor, here).can_publish()
    for act in ("can_edit", "can_publish", "can_delete", "can_move", "can_lock", "can_copy"):
        assert not getattr(rights(editor, there), act)(), act


def test_editor_cannot_change_or_delete_the_section_itself(sections):
    politics, _sport = sections
    editor = colleague("e@paper.example", (Kind.EDITOR, politics))
    for act in ("can_edit", "can_publish", "can_delete", "can_move", "can_reorder_children"):
        assert not getattr(rights(editor, politics), act)(), act


def test_chief_does_everything_of_one_edition(sections):
    politics, _sport = sections
    other = open_section(open_edition("en", "The Courier"), "politics")
    chief = colleague("c@paper.example", (Kind.CHIEF, politics.edition))
    for page in (politics, write_article(politics, "Here")):
        assert rights(chief, page).can_edit()
        assert rights(chief, page).can_publish()
    assert not rights(chief, other).can_edit()


def test_author_does_not_publish_alone_while_somebody_else_could(sections):
    politics, _sport = sections
    author = colleague("e1@paper.example", (Kind.EDITOR, politics))
    own = write_article(politics, "Mine", owner=author)
    assert rights(author, own).can_publish()  # nobody else is there
    assert rights(author, politics).can_publish_subpage()
    colleague("e2@paper.example", (Kind.EDITOR, politics))
    author = type(author).objects.get(pk=author.pk)
    assert not rights(author, own).can_publish()
    assert not rights(author, politics).can_publish_subpage()


def test_colleague_of_another_section_is_no_second_pair_of_eyes(sections):
    politics, sport = sections
    author = colleague("e1@paper.example", (Kind.EDITOR, politics))
    colleague("e2@paper.example", (Kind.EDITOR, sport))
    own = write_article(politics, "Mine", owner=author)
    assert rights(author, own).can_publish()


def test_story_of_a_section_goes_through_its_own_approval(sections):
    for section in sections:
        article = write_article(section, "Story")
        assert article.get_workflow().name == section.title


def test_everything_asks_the_newsrooms_rules_even_of_a_bare_page(sections):
    article = write_article(sections[0], "Story")
    bare = Article.objects.get(pk=article.pk).page_ptr
    reader = colleague("e@paper.example", (Kind.EDITOR, sections[0]))
    assert type(bare.permissions_for_user(reader)).__name__ == "NewsroomPermissionTester"
