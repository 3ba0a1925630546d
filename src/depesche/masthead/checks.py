"""What the doctor asks of the masthead: every edition says who answers for it."""

from collections.abc import Iterable

from depesche.masthead.models import Edition, Imprint
from depesche.press.findings import Check, Finding

# What DDG § 5 and MStV § 18 want of every paper; the rest depends on its legal form.
WANTED = frozenset(
    ["publisher", "street", "postcode", "city", "email", "responsible", "responsible_address"]
)


# what the desk's form says in a word because of the field above it
NAMES = {"responsible_address": "the address of whoever is responsible"}


def missing_from(imprint: Imprint) -> list[str]:
    """Return the names of the required fields that are empty."""
    return [
        NAMES.get(field.name) or str(field.verbose_name)
        for field in Imprint._meta.fields
        if field.name in WANTED and not field.value_from_object(imprint).strip()
    ]


def check_editions() -> Iterable[Finding]:
    """Look whether there is an edition, and whether one of them leads."""
    editions = list(Edition.objects.order_by("-is_default", "key"))
    if not editions:
        yield Finding("fail", "editions", "there is none", "Make a newspaper: 'depesche new DIR'.")
        return
    names = ", ".join(f"{edition.name} ({edition.path('/')})" for edition in editions)
    yield Finding("ok", "editions", names)
    without_front = [edition.name for edition in editions if edition.home_id is None]
    if without_front:
        message = f"no front page: {', '.join(without_front)}"
        yield Finding("fail", "editions", message, "Open the edition again at the desk.")


def check_imprints() -> Iterable[Finding]:
    """Look at the imprint of each edition; a paper without a complete one is not ready."""
    for edition in Edition.objects.select_related("imprint").order_by("key"):
        name = f"imprint {edition.key}"
        imprint = getattr(edition, "imprint", None)
        missing = missing_from(imprint) if imprint else []
        if imprint is None:
            message = f"{edition.name} has none: it is not ready"
            yield Finding("fail", name, message, "Write it at the desk, under The paper.")
        elif missing:
            message = f"{edition.name} is not ready, its imprint lacks: {', '.join(missing)}"
            yield Finding("fail", name, message, "Complete it at the desk, under The paper.")
        else:
            yield Finding("ok", name, "complete")


checks: list[Check] = [check_editions, check_imprints]
