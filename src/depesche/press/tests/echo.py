"""A door with a small application behind it: what arrives is told back."""

import hashlib
import json
import os
import sys
import time
from pathlib import Path

from depesche.press.door import Door
from depesche.press.intake import Limits
from depesche.press.peers import Trust
from depesche.press.shelf import Shelf
from depesche.press.spool import Spool
from depesche.press.supervise import Plan, supervise

FOLDER = Path(os.environ.get("ECHO_FOLDER", ".")).resolve()
MB = 1024 * 1024
PAGE = ("<p>Die Holmebrücke bleibt gesperrt.</p>" * 200).encode()
HTML = [("Content-Type", "text/html; charset=utf-8")]


def echo(environ, start_response):
    body, size = hashlib.sha256(), 0
    while piece := environ["wsgi.input"].read(MB):
        body.update(piece)
        size += len(piece)
    told: dict[str, object] = {k: v for k, v in environ.items() if isinstance(v, str)}
    told |= {"body": body.hexdigest(), "size": size}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(told).encode()]


def page(_environ, start_response):
    start_response("200 OK", [*HTML, ("ETag", '"abc"')])
    return [PAGE]


def private(_environ, start_response):
    start_response("200 OK", [*HTML, ("Set-Cookie", "desk=secret")])
    return [PAGE]


def large(_environ, start_response):
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    return (bytes([number]) * MB for number in range(9))


def file(environ, start_response):
    start_response("200 OK", [("Content-Type", "audio/mpeg"), ("Content-Length", "26")])
    return environ["wsgi.file_wrapper"]((FOLDER / "letters.mp3").open("rb"))


def slow(environ, start_response):
    time.sleep(0.2)
    return page(environ, start_response)


def broken(_environ, _start_response):
    message = "a secret that belongs in the log alone"
    raise RuntimeError(message)


PATHS = {
    "/page": page,
    "/desk/page": page,
    "/private": private,
    "/large": large,
    "/file": file,
    "/slow": slow,
    "/broken": broken,
}


def application(environ, start_response):
    return PATHS.get(environ["PATH_INFO"], echo)(environ, start_response)


door = Door(
    shelf=Shelf(FOLDER / "static"),
    load=lambda: application,
    why_not_ready=lambda: "",
    trust=Trust.of(os.environ.get("ECHO_TRUSTS", "").split()),
    limits=Limits(desk_bytes=32 * MB),
    spool=Spool(FOLDER / "views"),
    threads=2,
)


def serve(port):
    """Serve this door as `depesche serve` does its own; the hand writes its number to a file."""
    hand = [
        sys.executable,
        "-m",
        "depesche.press.tests.echo_hand",
        str(FOLDER / f"hand-{port}.pid"),
    ]
    supervise(Plan("depesche.press.tests.echo:door", hand, port=port, web_workers=2))


if __name__ == "__main__":
    serve(int(sys.argv[1]))
