"""The reference for people who write themes says what the contracts say."""

from pathlib import Path

from depesche.portal.contracts import Page
from depesche.portal.render import TEMPLATES
from tools.addresses import addresses_page
from tools.page_contracts import contracts_page

ROOT = Path(__file__).resolve().parent.parent


def test_the_reference_of_pages_is_today_s():
    written = (ROOT / "docs" / "reference" / "pages.md").read_text(encoding="utf-8")
    assert written == contracts_page(), "run make docs"


def test_the_reference_of_addresses_is_today_s():
    written = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    assert written == addresses_page(), "run make docs"
    assert "|  |" not in written  # every view says what it answers with


def test_every_page_has_a_template_of_its_own():
    assert set(TEMPLATES) == set(Page.__args__)
    assert len(set(TEMPLATES.values())) == len(TEMPLATES)
    for name in TEMPLATES.values():
        assert (ROOT / "src/depesche/portal/templates" / name).is_file()
