"""A door with a small application behind it: what arrives is told back."""

import hashlib
import json
import logging.config
import os
import sys
import time
from pathlib import Path

from depesche.server.door import Door
from depesche.server.intake import Limits
from depesche.server.live import Line, Live
from depesche.server.peers import Trust
from depesche.server.shelf import Shelf
from depesche.server.spool import Spool
from depesche.server.supervise import Plan, supervise

FOLDER = Path(os.environ.get("ECHO_FOLDER", ".")).resolve()
PAUSE_SECONDS = float(os.environ.get("ECHO_TALKS", "0.02"))
MB = 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "depesche.server.log.EventLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"depesche": {"level": "INFO"}},
}
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
    time.sleep(float(environ["QUERY_STRING"] or 0.2))
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


def load():
    if (FOLDER / "broken").exists():
        message = "this version of the program cannot be loaded"
        raise RuntimeError(message)
    (FOLDER / f"loaded-{os.getpid()}").touch()
    return application


class Talking(Live):
    """Sends a line each 20 ms, or as told, until the worker is told to leave."""

    def begin(self, loop):
        """Begin to talk."""
        super().begin(loop)
        loop.call_later(PAUSE_SECONDS, self.talk, loop, 1)

    def talk(self, loop, number):
        """Send the line of this number."""
        subjects = ["front:1", f"section:{number % 5}", "person:9"]
        self.tell(Line.of(number, subjects, {"number": number}, about=f"article:{number}"))
        loop.call_later(PAUSE_SECONDS, self.talk, loop, number + 1)


live = Talking(most=6000)
door = Door(
    shelf=Shelf(FOLDER / "static"),
    load=load,
    live=live,
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
        "depesche.server.tests.echo_hand",
        str(FOLDER / f"hand-{port}.pid"),
    ]
    plan = Plan(
        "depesche.server.tests.echo:door",
        hand,
        prepare_command=[sys.executable, "-c", os.environ.get("ECHO_PREPARES", "")],
        port=port,
        web_workers=int(os.environ.get("ECHO_WORKERS", "2")),
        drain_seconds=1.5,
        metrics_port=int(os.environ.get("ECHO_METRICS", "0")),
        tls_certificate=FOLDER / "tls.pem" if (FOLDER / "tls.pem").exists() else None,
        tls_key=FOLDER / "tls.key" if (FOLDER / "tls.key").exists() else None,
        log_config=LOGGING,
    )
    logging.config.dictConfig(LOGGING)
    supervise(plan)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
