"""Name the wire: a random word by which a store knows whose dispatches its numbers count."""

import secrets

from depesche.wire.models import Identity

BYTES = 8


def name_of_wire() -> str:
    """Return the name of this wire; it is drawn when first asked for."""
    word = Identity.objects.filter(pk=1).values_list("word", flat=True).first()
    if word is None:
        drawn = {"word": secrets.token_hex(BYTES)}
        word = Identity.objects.get_or_create(pk=1, defaults=drawn)[0].word
    return word


def rename_wire() -> str:
    """Draw a new name: after a restore the ids go back, and nothing kept by id may count."""
    word = secrets.token_hex(BYTES)
    Identity.objects.update_or_create(pk=1, defaults={"word": word})
    return word
