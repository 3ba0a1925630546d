import re
from hashlib import sha256

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from PIL import Image

from depesche.portal.environment import VERSION_LENGTH, file_version
from depesche.portal.urls import ICONS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ICONS)
def test_a_browser_that_asks_for_an_icon_unbidden_is_shown_the_paper_s(client, paper, name):
    for place in (f"/{name}", f"/de/{name}"):
        answer = client.get(place)
        assert (answer.status_code, answer.cookies) == (302, {})
        assert answer["Cache-Control"] == "public, max-age=86400"
        found = finders.find(answer["Location"].partition("?")[0].removeprefix("/static/"))
        with Image.open(str(found)) as icon:
            assert icon.size == (180, 180)


def test_a_page_names_its_icons_and_they_are_there(client, article):
    page = client.get("/de/").text
    links = dict(re.findall(r'<link rel="(icon|apple-touch-icon)" href="/static/([^"?]+)', page))
    assert set(links) == {"icon", "apple-touch-icon"}
    assert all(finders.find(path) for path in links.values())


@pytest.mark.usefixtures("one_factor")
def test_the_desk_bears_the_icon_of_the_paper(desk):
    page = desk.get("/desk/").text
    assert re.findall(r'<link rel="[a-z ]*icon" href="([^"]+)"', page) == ["/favicon.ico"]


def test_a_house_s_own_icon_stands_before_the_program_s(client, paper, settings, tmp_path):
    own = tmp_path / "theme" / "portal"
    own.mkdir(parents=True)
    (own / "touch-icon.png").write_bytes(b"a house's own")
    settings.STATICFILES_DIRS = [own.parent]
    settings.STATIC_ROOT = tmp_path / "static"
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # it is an lru_cache
    file_version.cache_clear()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        collected = tmp_path / "static" / "portal" / "touch-icon.png"
        assert collected.read_bytes() == b"a house's own"
        own_address = client.get("/favicon.ico")["Location"]
    finally:
        finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # as above
        file_version.cache_clear()
    own_version = sha256(b"a house's own").hexdigest()[:VERSION_LENGTH]
    assert own_address == f"/static/portal/touch-icon.png?v={own_version}"
