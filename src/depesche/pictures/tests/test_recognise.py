import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.pictures.develop import open_upright
from depesche.pictures.recognise import MOST_BYTES, PictureRefused, Shape, recognise
from depesche.pictures.tests.draw import (
    canvas,
    encode,
    gif_frames,
    packet,
    png_header,
    webp_frames,
    with_iim,
)

ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "avif": ".avif", "gif": ".gif"}


@pytest.mark.parametrize("kind", ENDINGS)
def test_each_format_is_recognised_with_its_size(kind):
    data = encode(canvas(123, 77), kind)
    shape = recognise(data, name=f"picture{ENDINGS[kind]}")
    assert shape == Shape(kind, 123, 77)
    assert open_upright(data, shape).size == (123, 77)


@pytest.mark.parametrize("options", [{"lossless": True}, {"xmp": packet("")}, {"quality": 5}])
def test_every_kind_of_webp_is_recognised(options):
    shape = recognise(encode(canvas(33, 44), "webp", **options), name="a.webp")
    assert (shape.width, shape.height, shape.frames) == (33, 44, 1)


def test_frames_are_counted():
    frames = [canvas(20 * i, 20).resize((20, 20)).rotate(90 * i) for i in range(1, 6)]
    for kind in ("gif", "png", "webp"):
        data = encode(frames[0], kind, save_all=True, append_images=frames[1:])
        assert recognise(data, name=f"a.{kind}").frames == 5


REFUSED = {
    "empty": (b"", "a.jpg"),
    "text": (b"Moin, this is a text and no picture", "a.jpg"),
    "html": (b"<!doctype html><script>alert(1)</script>", "a.jpg"),
    "html by name": (b"<!doctype html>", "a.html"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
    "svg as png": (b'<?xml version="1.0"?><svg/>', "a.png"),
    "pdf": (b"%PDF-1.7 ...", "a.pdf"),
    "pdf as jpg": (b"%PDF-1.7 ...", "a.jpg"),
    "php": (b"<?php system($_GET['c']);", "a.php"),
    "tiff": (b"II*\0" + b"\0" * 50, "a.tif"),
    "psd": (b"8BPS" + b"\0" * 50, "a.jpg"),
    "jpeg called png": (encode(), "a.png"),
    "png called jpg": (encode(kind="png"), "a.jpg"),
    "jpeg called html": (encode(), "a.html"),
    "jpeg with two endings": (encode(), "a.jpg.php"),
    "no ending": (encode(), "picture"),
    "picture bomb": (png_header(50_000, 50_000), "a.png"),
    "wide bomb": (png_header(2**31 - 1, 1), "a.png"),
    "no size": (png_header(0, 100), "a.png"),
    "webp of 10,000 frames": (webp_frames(10_000), "a.webp"),
    "gif of 10,000 frames": (gif_frames(10_000), "a.gif"),
    "moving avif": (b"\0\0\0\x1cftypavis" + b"\0" * 60, "a.avif"),
    "jpeg without end": (b"\xff\xd8\xff\xe0", "a.jpg"),
    "png without end": (b"\x89PNG\r\n\x1a\n\0", "a.png"),
    "gif without end": (b"GIF89a\1\0\1\0", "a.gif"),
    "webp without end": (b"RIFF\0\0\0\0WEBPVP8X", "a.webp"),
    "avif without size": (b"\0\0\0\x1cftypavif" + b"\0" * 60, "a.avif"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused_in_one_sentence(what):
    data, name = REFUSED[what]
    with pytest.raises(PictureRefused) as refused:
        recognise(data, name=name)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert len(sentence) < 120


def test_a_file_that_is_too_large_is_not_looked_at():
    with pytest.raises(PictureRefused, match="larger than 30 MB"):
        recognise(encode() + b"\0" * MOST_BYTES, name="a.jpg")


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_that_breaks_off_is_refused(kind, part):
    whole = encode(canvas(300, 200).effect_spread(40), kind)
    cut = whole[: int(len(whole) * part)]
    with pytest.raises(PictureRefused):
        open_upright(cut, recognise(cut, name=f"a{ENDINGS[kind]}"))


def test_a_frame_larger_than_its_canvas_is_refused():
    gif = bytearray(gif_frames(1))
    at = gif.index(b",\0\0\0\0") + 5
    gif[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(PictureRefused):
        open_upright(bytes(gif), recognise(bytes(gif), name="a.gif"))


WHOLE = {kind: encode(canvas(40, 30), kind) for kind in ENDINGS}


@given(
    kind=st.sampled_from(sorted(ENDINGS)),
    hole=st.binary(min_size=1, max_size=30),
    at=st.integers(0, 800),
    length=st.integers(0, 2000),
)
def test_a_damaged_picture_is_decoded_or_refused_and_nothing_else(kind, hole, at, length):
    whole = WHOLE[kind]
    data = (whole[:at] + hole + whole[at + len(hole) :])[:length]
    try:
        image = open_upright(data, recognise(data, name=f"a{ENDINGS[kind]}"))
    except PictureRefused:
        return
    assert image.mode in {"RGB", "RGBA"}


@given(name=st.text(max_size=60), data=st.binary(max_size=60))
def test_no_name_and_no_bytes_make_us_stumble(name, data):
    with pytest.raises(PictureRefused):
        recognise(data, name=name)


def test_bytes_behind_the_end_do_no_harm_before_decoding():
    data = with_iim(encode()) + b"<?php system($_GET['c']); ?>"
    assert recognise(data, name="a.jpg").format == "jpeg"
