"""Roles: who may do what at which desk. Made when an edition or a section opens.

Settling twice changes nothing; a renamed section renames its roles.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from depesche.articles.models import Section
from depesche.desk.models import Role, SectionApproval
from depesche.masthead.models import Edition
from depesche.readers.models import Reader
from depesche.wire.send import send

Kind = Role.Kind
NAME_LENGTH = 150

PAGES: Mapping[str, tuple[str, ...]] = {
    Kind.REPORTER: ("add",),
    Kind.EDITOR: ("add", "change", "publish", "lock", "unlock"),
    Kind.CHIEF: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    Kind.PICTURES: (),
}

_REGISTER = ("register.person", "register.organisation", "register.place", "articles.tag")
_DOSSIERS = ("dossiers.dossier",)
_PAPER = ("masthead.edition", "masthead.imprint")


def _rights(acts: str, nouns: Iterable[str]) -> set[str]:
    """Return `app.act_noun` for each act (a word of `acts`) and noun."""
    return {
        f"{app}.{act}_{name}"
        for act in acts.split()
        for app, _dot, name in (noun.partition(".") for noun in nouns)
    }


_REPORTER = {"wagtailadmin.access_admin"} | _rights("add view", _REGISTER)
_EDITOR = _REPORTER | _rights("add change view", (*_REGISTER, *_DOSSIERS))
NOUNS: Mapping[str, set[str]] = {
    Kind.REPORTER: _REPORTER,
    Kind.EDITOR: _EDITOR,
    Kind.PICTURES: _REPORTER,
    Kind.CHIEF: _EDITOR
    | _rights("delete", (*_REGISTER, *_DOSSIERS))
    | _rights("change view", _PAPER)
    | _rights("add", ("masthead.imprint",))
    | _rights("add change delete view", ("readers.reader",))
    | _rights("view", ("wire.dispatch",)),
}

_FILES = {"wagtailimages.choose_image", "wagtaildocs.choose_document"}
_ADD = {"wagtailimages.add_image", "wagtaildocs.add_document"}
_CHANGE = {"wagtailimages.change_image", "wagtaildocs.change_document"}
FILES: Mapping[str, set[str]] = {
    Kind.REPORTER: _FILES | _ADD,
    Kind.EDITOR: _FILES | _ADD,
    Kind.PICTURES: _FILES | _ADD | _CHANGE,
    Kind.CHIEF: _FILES | _ADD | _CHANGE,
}


@transaction.atomic
def settle_section(section: Section) -> None:
    """Give `section` its reporters, its editors and the approval of its texts."""
    for kind in (Kind.REPORTER, Kind.EDITOR):
        _settle_role(kind, section.edition, section)
    settle_edition(section.edition)
    _settle_workflow(section)


@transaction.atomic
def settle_edition(edition: Edition) -> None:
    """Give `edition` its chiefs and its picture desk."""
    for kind in (Kind.CHIEF, Kind.PICTURES):
        _settle_role(kind, edition, None)


@transaction.atomic
def settle_newsroom() -> int:
    """Settle every edition and section; return how many roles the newsroom has."""
    for edition in Edition.objects.exclude(home=None):
        settle_edition(edition)
    for section in Section.objects.select_related("edition"):
        settle_section(section)
    return Role.objects.count()


@transaction.atomic
def appoint(reader: Reader, role: Role, *, by: str, at: datetime) -> None:
    """Give `reader` a role; `by` signs the dispatch (`reader:7`)."""
    reader.groups.add(role.group)
    send(
        "colleague.appointed",
        [f"reader:{reader.pk}"],
        at=at,
        by=by,
        edition=role.edition.key,
        payload={"role": role.pk},
    )


@transaction.atomic
def change_roles(reader: Reader, groups: Iterable[Group], *, by: str, at: datetime) -> None:
    """Let `reader` have these roles and no others, each change with a dispatch of its own.

    A group that is no role (an owner made it by hand) is given and taken without one.
    """
    wanted, had = set(groups), set(reader.groups.all())
    reader.groups.add(*(group for group in wanted - had if not hasattr(group, "role")))
    for role in Role.objects.filter(group__in=wanted - had).select_related("edition", "group"):
        appoint(reader, role, by=by, at=at)
    for role in Role.objects.filter(group__in=had - wanted).select_related("edition"):
        send(
            "colleague.relieved",
            [f"reader:{reader.pk}"],
            at=at,
            by=by,
            edition=role.edition.key,
            payload={"role": role.pk},
        )
    reader.groups.remove(*(had - wanted))


def role_of(kind: str, *, section: Section | None = None, edition: Edition | None = None) -> Role:
    """Return the role of `section`, or of `edition`. Raises Role.DoesNotExist."""
    return Role.objects.get(kind=kind, section=section, **({} if section else {"edition": edition}))


def _name(kind: str, edition: Edition, section: Section | None) -> str:
    """Return the name in the edition's language: it is stored, and read by the whole newsroom."""
    with translation.override(edition.language):
        words = [edition.name, section.title if section else "", str(Kind(kind).label)]
    name = " · ".join(filter(None, words))
    return name[:NAME_LENGTH]


def _settle_role(kind: str, edition: Edition, section: Section | None) -> Role:
    name = _name(kind, edition, section)
    role = Role.objects.filter(kind=kind, edition=edition, section=section).first()
    if role is None:
        group, _made = Group.objects.get_or_create(name=_free_name(name, 0))
        role = Role.objects.create(kind=kind, edition=edition, section=section, group=group)
    elif role.group.name != name:
        role.group.name = _free_name(name, role.group.pk)
        role.group.save(update_fields=["name"])
    _settle_pages(role, section or edition.home)
    role.group.permissions.set(_permissions(NOUNS[kind]))
    _settle_files(role)
    return role


def _free_name(name: str, key: int) -> str:
    """Return `name`, with a number where another role has it."""
    taken = Group.objects.exclude(pk=key).filter(role__isnull=False)
    number, free = 2, name
    while taken.filter(name=free).exists():
        free = f"{name[: NAME_LENGTH - 4]} {number}"
        number += 1
    return free


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q()
    for name in names:
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted)) if wanted else []


def _settle_pages(role: Role, page: Page | None) -> None:
    rows = GroupPagePermission.objects.filter(group=role.group)
    if page is None:
        return
    wanted = {f"{act}_page" for act in PAGES[role.kind]}
    rows.exclude(page=page, permission__codename__in=wanted).delete()
    have = set(rows.values_list("permission__codename", flat=True))
    for permission in _permissions(f"wagtailcore.{name}" for name in wanted - have):
        GroupPagePermission.objects.create(group=role.group, page_id=page.pk, permission=permission)


def _settle_files(role: Role) -> None:
    root = Collection.get_first_root_node()
    rows = GroupCollectionPermission.objects.filter(group=role.group)
    wanted = _permissions(FILES[role.kind])
    rows.exclude(collection=root, permission__in=wanted).delete()
    have = set(rows.values_list("permission_id", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=role.group, collection=root, permission=permission)
        for permission in wanted
        if permission.pk not in have
    )


def _settle_workflow(section: Section) -> None:
    groups = Group.objects.filter(
        Q(role__section=section, role__kind=Kind.EDITOR)
        | Q(role__edition=section.edition, role__kind=Kind.CHIEF)
    )
    place = WorkflowPage.objects.filter(page=section.pk).select_related("workflow").first()
    if place is None:
        workflow = Workflow.objects.create(name=section.title)
        task = SectionApproval.objects.create(name=section.title)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=section.page_ptr)
    else:
        workflow = place.workflow
        Workflow.objects.filter(pk=workflow.pk).exclude(name=section.title).update(
            name=section.title
        )
        task = SectionApproval.objects.get(workflow_tasks__workflow=workflow)
        SectionApproval.objects.filter(pk=task.pk).update(name=section.title)
    task.groups.set(groups)
