"""The code of a story: random, so that gaps tell nothing of embargoed ones."""

import secrets

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
CODE_LENGTH = 8  # 58^8 = 1.3e14: a draw meets one of a million stories once in 10^8


def draw_code() -> str:
    """Draw a code of `CODE_LENGTH` base58 characters."""
    return "".join(secrets.choice(BASE58) for _ in range(CODE_LENGTH))
