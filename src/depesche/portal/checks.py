"""What `depesche doctor` asks of the theme: whether its templates mark what is paid for."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from jinja2 import Environment, TemplateError, TemplateNotFound, meta

from depesche.portal.contracts import (
    ArticlePage,
    DossierPage,
    Frame,
    FrontPage,
    Link,
    ListPage,
    MissingPage,
    Page,
    Pager,
    Teaser,
)
from depesche.portal.mark import with_marks
from depesche.portal.render import TEMPLATES, page_environment
from depesche.press.findings import Finding

NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


def check_theme() -> Iterable[Finding]:
    """Print a paid story by each template that lists stories, and look for the mark."""
    environment = page_environment()
    for page in sample_pages():
        name = TEMPLATES[type(page)]
        files = ", ".join(sorted(set(own_files(environment, name))))
        if not files:
            continue
        try:
            left_out = with_marks(environment.get_template(name).render(page=page), page).put_in
        except (TemplateError, TypeError) as fault:
            yield Finding(
                "fail",
                "theme",
                f"{name} cannot be printed: {fault}",
                f"Mend it, or take it out of the theme: {files}",
            )
        else:
            yield _judged(name, files, left_out=bool(left_out))


def _judged(name: str, files: str, *, left_out: bool) -> Finding:
    if not left_out:
        return Finding("ok", "theme", f"{name} marks what is paid for")
    return Finding(
        "warn",
        "theme",
        f"{name} leaves the mark “Advertisement” out; the program puts it in",
        f"Print it where your design wants it, as docs/howto/theme.md tells: {files}",
    )


def own_files(environment: Environment, name: str) -> Iterator[str]:
    """Yield the files of the theme from which the template `name` is made."""
    if environment.loader is None:
        return
    theme = Path(settings.HOME) / "theme" / "templates"
    try:
        source, place, _fresh = environment.loader.get_source(environment, name)
    except TemplateNotFound:
        return
    if place and Path(place).is_relative_to(theme):
        yield name
    try:
        parts = list(meta.find_referenced_templates(environment.parse(source)))
    except TemplateError:
        return
    for part in filter(None, parts):
        yield from own_files(environment, part)


def sample_pages() -> list[Page]:
    """Return one page of each kind that lists stories, a paid one on each."""
    frame, paid = _frame(), _paid_story()
    shown, name, section = (paid,), "Bote", Link("Bote", "/bote/")
    return [
        FrontPage(frame, paid, shown, shown, ((section, shown),), ()),
        ListPage(frame, "section", name, "", "", None, shown, Pager()),
        DossierPage(
            *(frame, name, "", "", False, 1, NEW_YEAR, NEW_YEAR),
            *(None, False, section, shown, Pager()),
        ),
        MissingPage(frame, shown),
        _paid_page(frame, section, shown),
    ]


def _frame() -> Frame:
    return Frame(
        *("de", "Bote", "", None, "de", "/", NEW_YEAR, "Europe/Berlin"),
        *((), (), (), "Bote", "", "https://paper.example/"),
    )


def _paid_page(frame: Frame, section: Link, related: tuple[Teaser, ...]) -> ArticlePage:
    return ArticlePage(
        *(frame, "123456", "", "A story", "", "report", "", section, (), "", "", NEW_YEAR, None),
        *(None, "", "", "", ""),
        is_advertisement=True,
        image=None,
        blocks=(),
        notices=(),
        dossiers=(),
        tags=(),
        people=(),
        organisations=(),
        places=(),
        related=related,
        short_url="https://paper.example/k/123456",
        share=(),
        version_count=1,
        versions_path="",
        copyright_notice="",
        usage_terms="",
        reading_minutes=1,
    )


def _paid_story() -> Teaser:
    return Teaser(
        path="/bote/a-story-123456/",
        kicker="",
        headline="A story",
        lead="",
        section=Link("Bote", "/bote/"),
        published_at=NEW_YEAR,
        updated_at=None,
        byline="",
        image=None,
        is_advertisement=True,
        genre="report",
        genre_name="",
    )


checks: list[Callable[[], Iterable[Finding]]] = [check_theme]
