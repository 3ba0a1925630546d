from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission

from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.pictures.serve_range import cut_range
from depesche.pictures.tests.draw import make_picture
from depesche.readers.models import Reader

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEVER = "/media/renditions/ab/abababababababababababababababab.jpg"


def body(answer):
    return b"".join(answer) if answer.streaming else answer.content


def told(answer):
    """Everything that an answer tells: status, headers, body."""
    return answer.status_code, dict(answer.headers), body(answer)


@pytest.fixture(autouse=True)
def signed_in_with_one_factor(one_factor):
    """Sign in with a password only; the test of the second factor asks for it again."""


@pytest.fixture
def picture(paper):
    picture = make_picture(NOON)
    make_renditions(picture, at=NOON)
    return picture


@pytest.fixture
def address(picture):
    return picture.renditions.first().file.url


def show(picture, **fields):
    Picture.objects.filter(pk=picture.pk).update(is_public=True, **fields)


def sign_in(client, *codenames):
    """Sign a colleague in who has these rights on pictures and sound files."""
    colleague = Reader.objects.create_staff("jan@flussbote.example", "correct-horse-42")
    group = Group.objects.create(name="Picture desk")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(
                codename=codename, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
            ),
        )
    colleague.groups.add(group)
    client.force_login(colleague, backend=BACKEND)
    return client


def test_a_public_rendition_is_handed_out_to_be_kept_for_a_year(client, picture):
    show(picture)
    renditions = picture.renditions.all()
    assert len({rendition.file.name.rpartition(".")[2] for rendition in renditions}) >= 3
    for rendition in renditions:
        answer = client.get(rendition.file.url)
        assert answer.status_code == 200
        kind = {"jpg": "jpeg"}.get(ending := rendition.file.name[-4:].strip("."), ending)
        assert answer["Content-Type"] == f"image/{kind}"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "Set-Cookie" not in answer
        assert "Cookie" not in answer.get("Vary", "")
        with rendition.file.open("rb") as file:
            assert body(answer) == file.read()


def test_a_public_rendition_costs_one_query(
    client, picture, address, django_assert_max_num_queries
):
    show(picture)
    with django_assert_max_num_queries(1):
        body(client.get(address))
    with django_assert_max_num_queries(1):
        client.get(NEVER)


def test_a_rendition_of_an_unlisted_story_is_as_if_it_never_was(client, address):
    assert told(client.get(address)) == told(client.get(NEVER))
    assert told(client.head(address)) == told(client.head(NEVER))
    assert client.get(address).status_code == 404


def test_an_expired_picture_is_as_if_it_never_was(client, picture, address):
    show(picture, expires_at=NOON)
    assert told(client.get(address)) == told(client.get(NEVER))


def test_a_picture_that_will_expire_is_kept_no_longer(client, picture, address, monkeypatch):
    show(picture, expires_at=NOON + timedelta(hours=2))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=7200"
    body(answer)


def test_the_desk_sees_what_is_not_yet_public_and_nobody_keeps_it(client, picture, address):
    sign_in(client, "choose_image")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    body(answer)


@pytest.mark.parametrize("rights", [[], ["choose_document"]])
def test_a_colleague_without_a_right_on_pictures_sees_nothing(client, picture, address, rights):
    sign_in(client, *rights)
    for hidden in (address, picture.file.url):
        answer = client.get(hidden)
        assert told(answer) == told(client.get(NEVER))
        assert answer.status_code == 404


def test_a_colleague_who_skipped_the_second_factor_sees_nothing(
    client, picture, address, recording, settings
):
    sign_in(client, "change_image", "change_document")
    settings.SECOND_FACTOR = True
    for hidden in (address, picture.file.url, recording.url):
        answer = client.get(hidden)
        assert answer.status_code == 404
        assert told(answer) == told(client.get(NEVER))
    settings.SECOND_FACTOR = False
    answer = client.get(address)
    assert answer.status_code == 200
    body(answer)


def test_a_session_that_slept_too_long_sees_nothing(client, picture, address):
    sign_in(client, "change_image")
    session = client.session
    session["began_at"] = session["seen_at"] = 0
    session.save()
    assert client.get(address).status_code == 404


def test_a_colleague_who_was_shown_out_sees_nothing(client, picture, address):
    sign_in(client, "change_image")
    Reader.objects.filter(email="jan@flussbote.example").update(is_staff=False)
    assert client.get(address).status_code == 404


def test_a_reader_with_an_account_sees_nothing(client, picture, address):
    reader = Reader.objects.create_user("reader@example.org", "correct-horse-42")
    client.force_login(reader, backend=BACKEND)
    assert client.get(address).status_code == 404
    assert client.get(picture.file.url).status_code == 404


def test_an_original_is_for_the_desk_only_even_when_the_picture_is_public(client, picture):
    show(picture)
    original = picture.file.url
    never = f"/media/originals/{'0' * 32}.jpg"
    assert told(client.get(original)) == told(client.get(never))
    sign_in(client, "change_image")
    answer = client.get(original)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    body(answer)


@pytest.mark.parametrize(
    "path",
    [
        "../depesche.env",
        "..%2f..%2fetc/passwd",
        "renditions/../originals/x.jpg",
        "renditions/ab/../../originals/x.jpg",
        "/etc/passwd",
        "renditions/ab/abababababababababababababababab.jpg%00.png",
        "renditions/ab/abababababababababababababababab.jpg%0a",
        "renditions/ab/ABABABABABABABABABABABABABABABAB.jpg",
        "renditions/",
        "originals/",
        "uploads/x.jpg",
        "..\\..\\windows\\win.ini",
        ".",
    ],
)
def test_no_path_leads_out_of_the_media(client, paper, path):
    assert client.get(f"/media/{path}").status_code == 404


@given(name=st.text(min_size=1, max_size=80))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_name_makes_the_media_stumble(client, paper, name):
    assert client.get(f"/media/{quote(name, safe='/')}").status_code == 404


def test_nothing_is_changed_by_asking(client, paper):
    assert client.post(NEVER).status_code in {403, 405}


def test_a_file_that_is_lost_is_as_if_it_never_was(client, picture):
    show(picture)
    rendition = picture.renditions.first()
    rendition.file.storage.delete(rendition.file.name)
    lost, never = client.get(rendition.file.url), client.get(NEVER)
    assert (lost.status_code, lost.content) == (never.status_code, never.content)


@pytest.mark.parametrize("spec", ["width-400", "original", "fill-3000x3000", "max-9x9|blur-9"])
def test_no_stranger_has_a_size_made(client, picture, spec):
    before = picture.renditions.count()
    for path in (
        f"/desk/images/{picture.pk}/preview/{spec}/",
        f"/desk/images/{picture.pk}/generate_url/output/",
        f"/images/x/{picture.pk}/{spec}/",
        f"/media/{spec}/{picture.pk}.jpg",
    ):
        assert client.get(path).status_code in {302, 404}
    assert picture.renditions.count() == before


def test_a_colleague_without_the_right_has_no_size_made(client, picture):
    sign_in(client, "choose_document")
    answer = client.get(f"/desk/images/{picture.pk}/preview/width-400/")
    assert answer.status_code == 302
    assert not body(answer)


SOUND = bytes(range(256)) * 8


@pytest.fixture
def recording(paper):
    recording = get_document_model()(title="Minutes", file=ContentFile(SOUND, name="minutes.mp3"))
    recording.save()
    return recording


def test_sound_of_an_unlisted_story_is_as_if_it_never_was(client, recording):
    assert recording.url.startswith("/media/audio/")
    never = "/media/audio/999999/minutes.mp3"
    assert told(client.get(recording.url)) == told(client.get(never))
    assert client.get(f"/desk/audio/{recording.pk}/minutes.mp3/").status_code in {302, 404}
    sign_in(client, "choose_document")
    answer = client.get(recording.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    body(answer)


def test_public_sound_is_handed_out_in_parts(client, recording):
    get_document_model().objects.update(is_public=True)
    whole = client.get(recording.url)
    assert (whole.status_code, whole["Content-Type"], body(whole)) == (200, "audio/mpeg", SOUND)
    part = client.get(recording.url, headers={"range": "bytes=100-299"})
    assert (part.status_code, part.content) == (206, SOUND[100:300])
    assert part["Content-Range"] == "bytes 100-299/2048"
    assert client.get(recording.url, headers={"range": "bytes=-48"}).content == SOUND[-48:]
    beyond = client.get(recording.url, headers={"range": "bytes=5000-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, "bytes */2048")
    other_name = client.get(recording.url.replace("minutes", "hours"))
    assert other_name.status_code == 404
    assert client.get(f"/media/audio/{'9' * 40}/minutes.mp3").status_code == 404


@given(header=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True))
def test_a_range_lies_within_the_file_or_behind_it(header):
    span = cut_range(header, 1000)
    assert span is None or span == (1, 0) or 0 <= span[0] <= span[1] < 1000


def test_an_empty_file_has_no_range():
    assert cut_range("bytes=0-", 0) == (1, 0)
    assert cut_range("bytes=-5", 0) in {None, (0, -1)}
