"""What `depesche doctor` looks at here: the picture library's formats and the media folder."""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from PIL import features

from depesche.press.findings import Finding

FORMATS = {"avif": "AVIF", "webp": "WebP", "jpg": "JPEG", "zlib": "PNG"}


def check_formats() -> Iterable[Finding]:
    """Find out whether Pillow reads and writes the formats that pages need."""
    missing = [name for feature, name in FORMATS.items() if not features.check(feature)]
    if missing:
        yield Finding(
            "fail",
            "picture formats",
            f"Pillow was built without {', '.join(missing)}",
            "Install Pillow’s own wheel: pip install --force-reinstall pillow",
        )
    else:
        yield Finding("ok", "picture formats", "JPEG, PNG, WebP and AVIF can be written")


def check_media_folder() -> Iterable[Finding]:
    """Find out whether uploads can be stored."""
    if not isinstance(storages["default"], FileSystemStorage):
        return
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        yield Finding(
            "fail",
            "media folder",
            f"nothing can be stored in {folder}: {fault.strerror or fault}",
            "Give the folder to the account that serves, or free some space.",
        )
    else:
        yield Finding("ok", "media folder", str(folder))


checks: list[Callable[[], Iterable[Finding]]] = [check_formats, check_media_folder]
