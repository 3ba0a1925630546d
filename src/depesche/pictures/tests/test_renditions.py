from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from depesche.pictures.edit import edit_credit
from depesche.pictures.models import Picture, Rendition
from depesche.pictures.queries import images_for
from depesche.pictures.read_metadata import read_metadata
from depesche.pictures.renditions import make_renditions, render_picture, widths_for
from depesche.pictures.tests.draw import canvas, encode, exif, make_picture
from depesche.press.note import collecting
from depesche.wire.models import Dispatch

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def kinds():
    return list(Dispatch.objects.order_by("pk").values_list("kind", flat=True))


def opened(rendition):
    with rendition.file.open("rb") as file:
        image = Image.open(BytesIO(file.read()))
    image.load()
    return image


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (5000, (320, 640, 960, 1280, 1920)),
        (1920, (320, 640, 960, 1280, 1920)),
        (1000, (320, 640, 960, 1000)),
        (320, (320,)),
        (50, (50,)),
    ],
)
def test_no_size_is_wider_than_the_picture(width, widths):
    assert widths_for(width) == widths


def test_all_sizes_are_made_in_three_formats_with_the_credit_inside(db):
    picture = make_picture(NOON, encode(canvas(1400, 1000), exif=exif()))
    assert make_renditions(picture, at=LATER) == 5 * 3
    made = {(one.width, opened(one).format) for one in picture.renditions.all()}
    widths = (320, 640, 960, 1280, 1400)
    assert made >= {(width, kind) for width in widths for kind in ("AVIF", "WEBP", "JPEG")}
    for rendition in picture.renditions.all():
        image = opened(rendition)
        assert image.size == (rendition.width, rendition.height)
        assert not image.getexif()
        with rendition.file.open("rb") as file:
            assert read_metadata(file.read()).credit_line == "Flussbote / Ida Brandt"
    assert kinds() == ["picture.accepted", "picture.rendered"]


def test_a_second_run_makes_nothing(db):
    picture = make_picture(NOON)
    render_picture.call(picture.pk)
    names = set(picture.renditions.values_list("file", flat=True))
    assert make_renditions(picture, at=LATER) == 0
    assert set(picture.renditions.values_list("file", flat=True)) == names
    assert kinds() == ["picture.accepted", "picture.rendered"]


def test_a_picture_that_is_gone_is_passed_over(db):
    picture = make_picture(NOON)
    pk = picture.pk
    Path(picture.file.path).unlink()
    assert make_renditions(picture, at=LATER) == 0
    picture.delete()
    render_picture.call(pk)


def test_a_file_that_was_replaced_meanwhile_is_not_put_up(db):
    picture = make_picture(NOON)
    stale = Picture.objects.get(pk=picture.pk)
    other = make_picture(NOON)
    Picture.objects.filter(pk=picture.pk).update(file=other.file.name)
    assert make_renditions(stale, at=LATER) == 0


def test_the_picture_to_share_is_cut_around_the_focal_point(db):
    picture = make_picture(NOON, encode(canvas(2400, 2400)))
    picture.focal_point_x, picture.focal_point_y = 1200, 2300
    picture.focal_point_width = picture.focal_point_height = 10
    picture.save()
    make_renditions(picture, at=LATER)
    share = picture.renditions.get(filter_spec__startswith="fill-1200x630")
    assert (share.width, share.height) == (1200, 630)
    left, right = (opened(share).getpixel(at) for at in [(100, 600), (1100, 600)])
    assert left[2] > 200 > left[0]
    assert min(right) > 200


def test_a_changed_credit_is_written_into_every_size_and_the_old_files_stay_a_day(db):
    picture = make_picture(NOON)
    make_renditions(picture, at=NOON)
    old = set(picture.renditions.values_list("file", flat=True))
    changed = edit_credit(picture, by="reader:1", at=LATER, credit_line="dpa / Voss")
    assert changed.credit == "dpa / Voss"
    assert Dispatch.objects.latest("pk").payload == {"changed": ["credit_line"]}
    make_renditions(changed, at=LATER, anew=True)
    shown = images_for([picture.pk], at=LATER)[picture.pk]
    assert shown.credit == "dpa / Voss"
    assert shown.share
    addresses = {one.url for sizes in shown.sizes.values() for one in sizes} | {shown.share.url}
    assert not {name for name in old if any(name in address for address in addresses)}
    assert set(picture.renditions.values_list("file", flat=True)) > old
    for rendition in picture.renditions.exclude(filter_spec__startswith="retired"):
        with rendition.file.open("rb") as file:
            assert read_metadata(file.read()).credit_line == "dpa / Voss"
    make_renditions(changed, at=LATER + timedelta(days=2), anew=True)
    assert not old & set(picture.renditions.values_list("file", flat=True))


def test_a_credit_that_stays_the_same_announces_nothing(db):
    picture = make_picture(NOON)
    edit_credit(picture, by="test", at=LATER, creator="Ida Brandt")
    assert kinds() == ["picture.accepted"]
    with pytest.raises(TypeError, match="file"):
        edit_credit(picture, by="test", at=LATER, file="x")  # type: ignore[call-arg]


def test_an_expired_picture_is_left_out_from_the_very_second(db):
    picture = edit_credit(make_picture(NOON), by="reader:1", at=LATER, expires_at=LATER)
    assert kinds() == ["picture.accepted", "picture.changed"]
    assert picture.pk in images_for([picture], at=LATER - timedelta(seconds=1))
    assert images_for([picture], at=LATER) == {}
    assert images_for([picture.pk], at=LATER) == {}


def test_facts_name_what_is_there(db):
    picture = make_picture(
        NOON,
        encode(canvas(1000, 500)),
        creator="Ida Brandt",
        description="Two boats",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        digital_source_type="trainedAlgorithmicMedia",
    )
    first = images_for([picture], at=NOON)[picture.pk]
    assert [one.width for one in first.sizes["jpeg"]] == [960]
    assert first.sizes.keys() == {"jpeg"}
    assert first.share is None
    make_renditions(picture, at=LATER)
    facts = images_for([picture], at=LATER)[picture.pk]
    assert (facts.width, facts.height) == (1000, 500)
    assert [one.width for one in facts.sizes["avif"]] == [320, 640, 960, 1000]
    assert (facts.alt, facts.credit, facts.is_synthetic) == ("Two boats", "Ida Brandt", True)
    assert facts.share
    assert facts.share.url.startswith("/media/renditions/")
    assert facts.share.height == round(facts.share.width * 630 / 1200, 0)


def test_a_thumbnail_of_the_desk_is_no_size_of_the_page(db):
    picture = make_picture(NOON)
    before = images_for([picture], at=NOON)
    picture.get_rendition("width-400")
    picture.get_rendition("max-165x165|format-webp")
    assert images_for([picture], at=NOON) == before


def test_any_number_of_pictures_costs_two_queries(db, django_assert_num_queries):
    pictures = [make_picture(NOON, encode(canvas(20, 20))) for _number in range(12)]
    for picture in pictures[:2]:
        make_renditions(picture, at=LATER)
    keys = [picture.pk for picture in pictures]
    with django_assert_num_queries(2), collecting() as noted:
        assert images_for([*keys, 10**9], at=LATER).keys() == set(keys)
    assert noted.ingredients == {f"picture:{key}" for key in [*keys, 10**9]}
    with django_assert_num_queries(1):
        images_for(pictures, at=LATER)
    with django_assert_num_queries(0):
        assert images_for([], at=LATER) == {}


def test_two_workers_at_once_make_one_set(db):
    picture = make_picture(NOON)
    again = Picture.objects.get(pk=picture.pk)
    make_renditions(picture, at=LATER)
    make_renditions(again, at=LATER)
    specs = list(Rendition.objects.values_list("filter_spec", flat=True))
    assert len(specs) == len(set(specs))
