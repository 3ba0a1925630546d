from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from depesche.pictures.accept import accept_picture
from depesche.pictures.models import Picture
from depesche.pictures.read_metadata import read_metadata
from depesche.pictures.recognise import PictureRefused
from depesche.pictures.renditions import render_picture
from depesche.pictures.tests.draw import (
    canvas,
    encode,
    exif,
    make_picture,
    packet,
    record,
    upload,
    with_iim,
)
from depesche.wire.models import Dispatch

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples" / "photos"


def stored_files(settings):
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def opened(rendition):
    with rendition.file.open("rb") as file:
        image = Image.open(BytesIO(file.read()))
    image.load()
    return image


def test_an_accepted_picture_has_its_credit_a_first_print_and_an_order_for_more(db, settings):
    data = with_iim(
        encode(canvas(1500, 1000)),
        record(80, b"Ida Brandt"),
        record(115, b"Flussbote"),
        record(120, b"The bridge"),
        record(55, b"20250310"),
    )
    picture = make_picture(NOON, data, agency="Küstenbild")
    picture.refresh_from_db()
    assert picture.credit == "Küstenbild / Ida Brandt", "what the caller knows goes first"
    assert (picture.caption, picture.taken_on) == ("The bridge", date(2025, 3, 10))
    assert picture.metadata["agency"] == "Flussbote"
    assert (picture.width, picture.height, picture.file_size) == (1500, 1000, len(data))
    assert len(picture.file_hash) == 40
    first = picture.renditions.get()
    assert (first.filter_spec, first.width) == ("width-960|format-jpeg", 960)
    assert len(stored_files(settings)) == 2
    assert DBTaskResult.objects.filter(task_path=render_picture.module_path).count() == 1
    dispatch = Dispatch.objects.get()
    assert (dispatch.kind, dispatch.subjects) == ("picture.accepted", [picture.subject])
    assert (dispatch.at, dispatch.by) == (NOON, "test")
    assert not picture.is_public


def test_names_are_ours_never_the_upload_s(db):
    picture = make_picture(NOON, name="../../../etc/Ida Brandt privat.jpg")
    assert picture.file.name.startswith("originals/")
    assert len(picture.file.name) == len("originals/.jpg") + 32
    assert picture.renditions.get().file.name.startswith("renditions/")


@given(name=st.text(max_size=80))
@hypothesis_settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_no_name_leads_out_of_the_folder(db, settings, name):
    with transaction.atomic():
        picture = make_picture(NOON, encode(canvas(8, 8)), name=f"{name}.jpg")
        root = Path(settings.MEDIA_ROOT).resolve()
        assert Path(picture.file.path).resolve().parent == root / "originals"
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg/>", "a.svg"),
        (encode(), "a.png"),
        (encode(canvas().effect_spread(30))[:2000], "a.jpg"),
        (b"", "a.jpg"),
    ],
    ids=["svg", "disguised", "cut", "empty"],
)
def test_a_refused_file_leaves_nothing(db, settings, data, name):
    with pytest.raises(PictureRefused):
        accept_picture(upload(data, name), title="x", by="test", at=NOON)
    assert stored_files(settings) == []
    assert not Picture.objects.exists()
    assert not Dispatch.objects.exists()


class Undone(Exception):
    pass


def accept_and_undo():
    with transaction.atomic():
        make_picture(NOON)
        raise Undone


def test_an_undone_transaction_leaves_no_file(db, settings):
    with pytest.raises(Undone):
        accept_and_undo()
    assert stored_files(settings) == []
    assert not Picture.objects.exists()


def test_a_committed_picture_keeps_its_files(db, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_picture(NOON)
    assert len(stored_files(settings)) == 2
    with pytest.raises(Undone):
        accept_and_undo()
    assert len(stored_files(settings)) == 2


def test_an_unknown_field_is_refused_before_anything_is_read(db):
    with pytest.raises(TypeError, match="is_public"):
        accept_picture(upload(), title="x", by="test", at=NOON, is_public=True)  # type: ignore[call-arg]


def test_long_and_strange_texts_are_cut_to_fit(db):
    xmp = packet(f"<photoshop:Credit>{'Ä' * 900}</photoshop:Credit>")
    picture = make_picture(NOON, encode(xmp=xmp), title="T\x00" * 300, creator="Ida")
    picture.full_clean()
    assert picture.credit_line == "Ä" * 254 + "…"
    assert picture.metadata["credit_line"] == "Ä" * 900
    assert "\x00" not in picture.title


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif", "png"])
def test_no_place_by_gps_comes_through(db, kind):
    data = encode(kind=kind, exif=exif(artist="Ida Brandt"))
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    ending = "jpg" if kind == "jpeg" else kind
    picture = make_picture(NOON, data, name=f"a.{ending}", agency="Flussbote")
    assert picture.creator == "Ida Brandt"
    thumbnail = picture.get_rendition("max-165x165|format-webp")
    for rendition in (picture.renditions.get(filter_spec="width-400|format-jpeg"), thumbnail):
        assert not opened(rendition).getexif()
        with rendition.file.open("rb") as file:
            said = read_metadata(file.read())
        assert said.credit_line == "Flussbote / Ida Brandt"
        assert said.creator == "Ida Brandt"


def test_a_tail_of_code_does_not_come_through(db):
    picture = make_picture(NOON, encode() + b"<?php system($_GET['c']); ?>")
    with picture.renditions.get().file.open("rb") as file:
        assert b"<?php" not in file.read()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(db, orientation):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = canvas(2000, 1500)
    if orientation > 1:
        lying = lying.transpose(turns[orientation])
    picture = make_picture(NOON, encode(lying, exif=exif(orientation=orientation)))
    upright = opened(picture.renditions.get())
    assert upright.size == (960, 720)
    red, green, blue = (upright.getpixel(at) for at in [(100, 100), (800, 100), (100, 600)])
    assert [max(range(3), key=colour.__getitem__) for colour in (red, green, blue)] == [0, 1, 2]


def test_what_is_transparent_is_white_in_jpeg(db):
    glass = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    picture = make_picture(NOON, encode(glass, "png"), name="a.png")
    assert opened(picture.renditions.get()).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "jpeg"), ("L", "jpeg"), ("P", "png"), ("1", "png"), ("LA", "png"), ("P", "gif")],
)
def test_every_way_of_counting_colours_is_taken(db, mode, kind):
    name = "a.jpg" if kind == "jpeg" else f"a.{kind}"
    picture = make_picture(NOON, encode(canvas(mode=mode), kind), name=name)
    assert opened(picture.renditions.get()).mode == "RGB"


def test_sixteen_bits_of_grey_become_eight(db):
    grey = Image.new("I;16", (20, 20), 0x8080)
    picture = make_picture(NOON, encode(grey, "png"), name="a.png")
    assert opened(picture.renditions.get()).getpixel((5, 5))[0] == pytest.approx(0x80, abs=2)


def test_a_colour_profile_is_applied_and_left_behind(db):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"no profile at all"):
        picture = make_picture(NOON, encode(icc_profile=icc))
        assert "icc_profile" not in opened(picture.renditions.get()).info


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not there")
def test_real_photographs_are_taken(db):
    files = [path for path in SAMPLES.rglob("*.*") if path.suffix in {".jpg", ".webp"}]
    assert len(files) >= 24
    for path in files:
        picture = make_picture(NOON, path.read_bytes(), name=path.name)
        assert picture.renditions.count() == 1
    turned = Picture.objects.order_by("pk")[[path.name for path in files].index("portrait_6.jpg")]
    image = opened(turned.renditions.get())
    assert image.size == (450, 600)
