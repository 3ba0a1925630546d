import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.pictures.sweep import FOLDERS, sweep, sweep_step
from depesche.pictures.tests.draw import make_picture
from depesche.wire.models import Dispatch
from depesche.wire.tasks import run_waiting_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture
def media(settings):
    """A library with a picture in all its sizes and a recording, and files of killed processes."""
    picture = make_picture(timezone.now())
    make_renditions(picture, at=timezone.now())
    FOLDERS["documents"](title="Wind", file=ContentFile(b"whistling", name="wind.mp3")).save()
    root = Path(settings.MEDIA_ROOT)
    lost = [root / folder / "lost.jpg" for folder in FOLDERS]
    lost += [root / "renditions" / "zz" / "lost.avif", root / "house" / "notes.txt"]
    for path in lost:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half a pict")
    return root


def files(media):
    return {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}


def age(media, **by):
    then = (timezone.now() - timedelta(**by)).timestamp()
    for path in media.rglob("*"):
        os.utime(path, (then, then))


def test_files_of_killed_processes_go_after_a_day_and_nothing_else_does(media):
    before = files(media)
    age(media, hours=23)
    assert sweep(at=timezone.now()) == 0
    age(media, hours=25)
    assert sweep(at=timezone.now()) == 4
    gone = before - files(media)
    assert gone == {
        "originals/lost.jpg",
        "renditions/lost.jpg",
        "documents/lost.jpg",
        "renditions/zz/lost.avif",
    }
    assert sweep(at=timezone.now()) == 0


def test_every_folder_to_which_files_are_uploaded_is_swept(media):
    lost = {path.parent for path in media.rglob("lost.*")}
    kept = {path for path in media.rglob("*") if path.is_file() and path.stem != "lost"}
    uploaded = {path.relative_to(media).parts[0] for path in kept} - {"house"}
    assert uploaded == set(FOLDERS)
    assert {folder.relative_to(media).parts[0] for folder in lost} == uploaded


def test_the_worker_sweeps_in_the_background_once_a_day(media):
    age(media, days=2)
    DBTaskResult.objects.all().delete()
    assert sweep_step(timezone.now()) == 24 * 3600
    assert "originals/lost.jpg" in files(media)
    assert run_waiting_tasks() == 1
    assert "originals/lost.jpg" not in files(media)


def alone(desk, picture):
    return desk.post(reverse("wagtailimages:delete", args=[picture.pk]))


def among_many(desk, picture):
    act = reverse("wagtail_bulk_action", args=["pictures", "picture", "delete"])
    return desk.post(f"{act}?id={picture.pk}")


def after_an_upload(desk, picture):
    act = reverse("wagtailimages:delete_multiple", args=[picture.pk])
    return desk.post(act, headers={"x-requested-with": "XMLHttpRequest"})


@pytest.mark.parametrize("door", [alone, among_many, after_an_upload])
def test_a_picture_removed_at_the_desk_is_told_whichever_door_it_was(desk, paper, door):
    picture = make_picture(timezone.now())
    assert door(desk, picture).status_code in {200, 302}
    assert not Picture.objects.exists()
    told = Dispatch.objects.latest("pk")
    assert (told.kind, told.subjects) == ("picture.removed", [picture.subject])
    assert told.by == f"reader:{paper.chief.pk}"
