"""Open an edition, open a section: the acts of `depesche new`, of the demo and of the desk."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from depesche.articles.acting import acting, signature
from depesche.articles.models import Front, Section
from depesche.articles.slugs import headline_slug
from depesche.articles.tree import RESERVED_SLUGS
from depesche.masthead.models import Edition, Imprint
from depesche.masthead.queries import EDITIONS
from depesche.readers.models import Reader
from depesche.wire.send import send

DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def open_edition(
    *, key: str, name: str, language: str, by: Reader | None, at: datetime, **fields: Any
) -> Edition:
    """Open an edition: its locale, its front page in the tree, its address, its imprint.

    `fields` are those of Edition (prefix, host, tagline, time_zone, is_default …) and `imprint`,
    a dict with the fields of Imprint. Raises ValidationError for what the model refuses.
    """
    imprint = fields.pop("imprint", None)
    locale, _made = Locale.objects.get_or_create(language_code=language)
    edition = Edition(key=key, name=name, language=language, locale=locale, **fields)
    edition.full_clean()
    _check_prefix(edition.prefix)
    with acting(at=at, by=by):
        front = _make_front(edition, by=by)
        edition.home = front.page_ptr
        edition.save()
        _make_site(edition)
        _clear_welcome()
        front.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    if imprint:
        notice = Imprint(edition=edition, **imprint)
        notice.full_clean()
        notice.save()
    send(
        "edition.opened",
        [edition.subject, front.subject, EDITIONS],
        at=at,
        edition=edition.key,
        by=signature(by),
    )
    return edition


def _check_prefix(prefix: str) -> None:
    """Refuse a first part of the address that a section, or the portal itself, answers at."""
    is_the_portals = prefix in RESERVED_SLUGS - {code for code, _name in settings.LANGUAGES}
    if prefix and (is_the_portals or Section.objects.filter(slug=prefix).exists()):
        message = _("“%(prefix)s” is an address already. Choose another first part.")
        raise ValidationError({"prefix": message % {"prefix": prefix}})


def _make_front(edition: Edition, *, by: Reader | None) -> Front:
    root = Page.objects.filter(depth=1).earliest("path")
    front = Front(title=edition.name, slug=edition.key, locale=edition.locale, live=False, owner=by)
    sister = Edition.objects.exclude(home=None).select_related("home").order_by("pk").first()
    if sister is not None and sister.home is not None:
        front.translation_key = sister.home.translation_key
    root.add_child(instance=front)
    return front


def _make_site(edition: Edition) -> None:
    """Give Wagtail a site for the edition's host; editions of one host share it."""
    parts = urlsplit(edition.base_url)
    host = {"hostname": parts.hostname, "port": parts.port or DEFAULT_PORTS.get(parts.scheme, 80)}
    welcome = Site.objects.filter(root_page__content_type__model="page").first()
    site = welcome or Site.objects.filter(**host).first() or Site(**host)
    if site.pk and site is not welcome and not edition.is_default:
        return
    for name, value in host.items():
        setattr(site, name, value)
    site.site_name = site.site_name or edition.name
    site.root_page = edition.home
    if edition.is_default or not Site.objects.filter(is_default_site=True).exists():
        Site.objects.exclude(pk=site.pk).update(is_default_site=False)
        site.is_default_site = True
    site.save()


def _clear_welcome() -> None:
    """Take away the page with which Wagtail greets a new installation."""
    plain = Page.objects.filter(depth=2, content_type__model="page", edition_at_home=None)
    for page in plain.filter(numchild=0):
        page.delete()


@transaction.atomic
def open_section(
    edition: Edition, *, title: str, by: Reader | None, at: datetime, **fields: Any
) -> Section:
    """Open a section of `edition`; it is live at once and stands last in the navigation.

    `fields` are those of Section (slug, description, responsible, old_after_months). Raises
    ValidationError where the slug is taken or belongs to the portal.
    """
    if edition.home is None:
        message = f"{edition.key}: open the edition before its sections."
        raise ValueError(message)
    home = Page.objects.select_for_update().get(pk=edition.home_id)
    slug = fields.pop("slug", "") or headline_slug(title, edition.language)
    section = Section(title=title, slug=slug, edition=edition, owner=by, live=False, **fields)
    with acting(at=at, by=by):
        home.add_child(instance=section)
        section.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return Section.objects.get(pk=section.pk)
