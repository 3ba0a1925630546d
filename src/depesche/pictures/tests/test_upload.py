from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from depesche.pictures.accept import Credit
from depesche.pictures.checks import check_formats, check_media_folder
from depesche.pictures.edit import CreditMissing, edit_credit
from depesche.pictures.models import Picture
from depesche.pictures.queries import images_for
from depesche.pictures.renditions import make_renditions
from depesche.pictures.tests.draw import canvas, encode, exif, make_picture, record, with_iim
from depesche.wire.models import Dispatch

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
FROM_AGENCY = with_iim(
    encode(canvas(1200, 800), exif=exif()),
    record(80, b"Ida Brandt"),
    record(115, b"Flussbote"),
    record(105, b"Bridge closed"),
    record(120, b"The bridge on Monday"),
)


@pytest.fixture(autouse=True)
def signed_in_with_one_factor(one_factor):
    """Sign in with a password only."""


def upload(data=FROM_AGENCY, name="DSC_0001.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def files(settings, folder="."):
    root = Path(settings.MEDIA_ROOT) / folder
    return {path.name for path in root.rglob("*") if path.is_file()}


def kinds():
    return [kind for kind in Dispatch.objects.values_list("kind", flat=True) if "picture" in kind]


def form_of(picture, **changes):
    """The fields of the desk's form as they stand, with changes."""
    names = [name for name in Picture.admin_form_fields if name not in {"file", "tags"}]
    values = {name: getattr(picture, name) for name in names}
    values["collection"] = picture.collection_id
    return {name: "" if value is None else value for name, value in {**values, **changes}.items()}


def by_single_form(desk, file, **fields):
    data = {"title": Path(file.name).stem, "file": file, "collection": 1, **fields}
    return desk.post(reverse("wagtailimages:add"), data)


def by_many_at_once(desk, file, **fields):
    data = {"title": Path(file.name).stem, "files[]": file, "collection": 1, **fields}
    return desk.post(
        reverse("wagtailimages:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"}
    )


def by_chooser(desk, file, **fields):
    values = {"title": Path(file.name).stem, "file": file, "collection": 1, **fields}
    data = {f"image-chooser-upload-{name}": value for name, value in values.items()}
    return desk.post(reverse("wagtailimages_chooser:create"), data)


DOORS = [by_single_form, by_many_at_once, by_chooser]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_of_the_desk_reads_the_file_and_announces_it(desk, paper, door):
    door(desk, upload())
    picture = Picture.objects.get()
    assert picture.credit == "Flussbote / Ida Brandt"
    assert (picture.title, picture.caption) == ("Bridge closed", "The bridge on Monday")
    assert picture.metadata["creator"] == "Ida Brandt"
    assert picture.uploaded_by_user == paper.chief
    assert picture.file_hash
    assert picture.renditions.filter(filter_spec="width-960|format-jpeg").count() == 1
    assert kinds() == ["picture.accepted"]
    assert Dispatch.objects.get(kind="picture.accepted").by == f"reader:{paper.chief.pk}"


def test_what_somebody_wrote_goes_before_what_the_file_says(desk):
    by_single_form(desk, upload(), title="My title", creator="Jan Voss", caption="Mine")
    picture = Picture.objects.get()
    assert (picture.title, picture.creator, picture.caption) == ("My title", "Jan Voss", "Mine")
    assert picture.agency == "Flussbote"


REFUSED = {
    "svg": (b"<svg onload='alert(1)'/>", "a.svg"),
    "html": (b"<html><script>alert(1)</script>", "a.jpg"),
    "pdf": (b"%PDF-1.7", "a.pdf"),
    "png called jpg": (encode(kind="png"), "a.jpg"),
    "broken off": (encode(canvas(900, 900).effect_spread(50))[:9000], "a.jpg"),
    "empty": (b" ", "a.jpg"),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_at_every_door_and_leaves_nothing(desk, settings, door, what):
    data, name = REFUSED[what]
    answer = door(desk, upload(data, name))
    assert answer.status_code == 200
    assert not Picture.objects.exists()
    assert files(settings) == set()
    assert kinds() == []
    text = answer.content.decode()
    sentences = ["picture that can be used", "it is PNG", "damaged or incomplete"]
    assert sum(sentence in text for sentence in sentences) == 1


def test_a_picture_without_credit_is_marked_at_the_desk(desk):
    by_single_form(desk, upload(encode()))
    picture = Picture.objects.get()
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    assert "This picture has no credit yet" in desk.get(edit).content.decode()
    desk.post(edit, form_of(picture, agency="Flussbote"))
    assert "This picture has no credit yet" not in desk.get(edit).content.decode()
    assert kinds() == ["picture.accepted", "picture.changed"]
    assert Dispatch.objects.latest("pk").payload == {"changed": ["agency"]}


def test_another_file_takes_the_place_of_the_old_one(desk, settings):
    picture = make_picture(NOON)
    make_renditions(picture, at=NOON)
    old = set(picture.renditions.values_list("file", flat=True))
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    answer = desk.post(edit, form_of(picture, file=upload(encode(canvas(700, 700)), "new.jpg")))
    assert answer.status_code == 302
    now = Picture.objects.get()
    assert (now.width, now.height) == (700, 700)
    assert now.file.name != picture.file.name
    assert not old & set(now.renditions.values_list("file", flat=True))
    assert kinds()[-1] == "picture.changed"
    assert Path(picture.file.path).exists(), "until the commit the old file could be needed again"


def test_with_the_commit_the_old_file_goes(desk, django_capture_on_commit_callbacks):
    picture = make_picture(NOON)
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(edit, form_of(picture, file=upload(encode(canvas(700, 700)), "new.jpg")))
    assert not Path(picture.file.path).exists()
    assert Path(Picture.objects.get().file.path).exists()


def test_a_bad_file_does_not_harm_the_picture_that_is_there(desk, settings):
    picture = make_picture(NOON)
    before = files(settings, "originals")
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    answer = desk.post(edit, form_of(picture, file=upload(b"<svg/>", "a.jpg")))
    assert "picture that can be used" in answer.content.decode()
    assert files(settings, "originals") == before
    assert Picture.objects.get().file.name == picture.file.name


def test_the_desk_lists_pictures_with_thumbnails(desk):
    picture = make_picture(NOON)
    page = desk.get(reverse("wagtailimages:index"))
    assert page.status_code == 200
    thumbnail = picture.renditions.exclude(filter_spec__startswith="width-").first()
    assert thumbnail.file.url in page.content.decode()
    answer = desk.get(thumbnail.file.url)
    assert answer.status_code == 200
    b"".join(answer)


def test_the_doctor_finds_the_formats_and_the_folder(settings, tmp_path):
    assert [finding.level for finding in check_formats()] == ["ok"]
    assert [finding.level for finding in check_media_folder()] == ["ok"]
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings.MEDIA_ROOT = blocked / "media"
    (finding,) = check_media_folder()
    assert finding.level == "fail"
    assert finding.advice


def test_credit_of_a_picture_that_readers_see_cannot_be_taken_off(desk, paper):
    picture = make_picture(NOON, creator="Ida Brandt")
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    bare: Credit = {"creator": "", "agency": "", "credit_line": ""}
    Picture.objects.update(is_public=True)
    answer = desk.post(edit, form_of(picture, **bare))
    assert "credit_line" in answer.context["form"].errors
    with pytest.raises(CreditMissing):
        edit_credit(picture, by="reader:1", at=NOON, **bare)
    assert Picture.objects.get().credit == "Ida Brandt"

    Picture.objects.update(is_public=False)
    assert desk.post(edit, form_of(picture, **bare)).status_code == 302
    assert Picture.objects.get().credit == ""


def test_picture_is_marked_as_made_with_ai_by_hand(desk, paper):
    picture = make_picture(NOON, digital_source_type="somethingElse")
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    assert "somethingElse" in desk.get(edit).text  # what a file said stays a choice
    form = form_of(picture, digital_source_type="trainedAlgorithmicMedia")
    assert desk.post(edit, form).status_code == 302
    assert images_for([picture.pk], at=NOON)[picture.pk].is_synthetic
    wrong = desk.post(edit, form_of(picture, digital_source_type="no such word"))
    assert "digital_source_type" in wrong.context["form"].errors
