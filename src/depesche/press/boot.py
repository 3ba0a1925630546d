"""Boot: the name of the machine's present run. Nothing kept is read after another one."""

from functools import cache
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
NAME_LENGTH = 12


@cache
def boot_name() -> str:
    """Return the name of the machine's present run, empty where it has none (then no store)."""
    try:
        return BOOT.read_text(encoding="ascii").strip().replace("-", "")[:NAME_LENGTH]
    except OSError:
        return ""
