"""`depesche serve` and `depesche work`: the newspaper, out on the street."""

import copy
import gc
import logging.config
import os
import signal
import sys
import threading
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Any

import click

from depesche.cli.house import Said, open_house, own_command, require_newspaper

ALREADY = "this newspaper is already being served (another 'depesche serve' holds its folder)."
READERS_FIRST_SECONDS = 3.0  # for one who cannot wake, nothing waits longer
LOOK_SECONDS = 0.05
A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--host", help="Address to listen at [127.0.0.1; 0.0.0.0 for every one].")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen at [8000].")
@click.option("--socket", type=A_FILE, help="Local socket.")
@click.option("--workers", type=click.IntRange(1, 64), help="Web workers: about one a core [2].")
@click.option("--tls-certificate", type=A_FILE, help="PEM file: certificate and chain.")
@click.option("--tls-key", type=A_FILE, help="PEM file: the certificate's key.")
@click.option("--prepared", is_flag=True, hidden=True)
def serve(*, prepared: bool, **asked: Any) -> None:
    """Serve portal and desk until Ctrl-C.

    Brings the database up to date, collects the static files, then starts the web workers and
    the one worker process that publishes on time and runs the tasks. Nothing else to start.
    """
    require_newspaper()
    if prepared or is_as_left():
        run(asked)
    else:
        get_ready(asked)
        go_on(asked)


def is_as_left() -> bool:
    """Tell whether nothing needs to be prepared: kept pages go out before Django is loaded."""
    from depesche import settings  # noqa: PLC0415 read after --home is known
    from depesche.cli.left import take_up  # noqa: PLC0415 as above
    from depesche.cli.prepare import only_one  # noqa: PLC0415 as above

    with only_one("serve", ALREADY, waits=False):
        return settings.SECRET_KEY_IS_SET and take_up()


def get_ready(asked: dict[str, Any]) -> None:
    """Do what needs Django before the server starts. Raises Said, PortTaken."""
    from depesche import settings  # noqa: PLC0415 read after --home is known
    from depesche.cli.prepare import only_one, prepare  # noqa: PLC0415 as above
    from depesche.environment import names_nobody_reads  # noqa: PLC0415 as above
    from depesche.server.listen import check_address  # noqa: PLC0415 as above

    for sentence in names_nobody_reads():
        click.echo(f"depesche: {sentence}", err=True)
    if not settings.SECRET_KEY_IS_SET:
        message = (
            "DEPESCHE_SECRET_KEY is not set: write one into depesche.env "
            "('depesche new' makes it), 50 random characters."
        )
        raise Said(message)
    check_address(plan_of(asked))
    with only_one("serve", ALREADY, waits=False):
        open_house()
        if not settings.READ_ONLY and not stand_still_if_damaged():
            prepare()


def stand_still_if_damaged() -> bool:
    """Look at the database; where it is damaged say so, and let nothing be written from now on."""
    from depesche.server.sound import LOOK_SECONDS, what_to_restore, why_unsound  # noqa: PLC0415 as above

    damage = why_unsound(seconds=LOOK_SECONDS)
    if damage:
        click.echo(f"depesche: the database is damaged: {damage}", err=True)
        click.echo("depesche: readers are served as far as it goes; nothing is written.", err=True)
        click.echo(f"depesche: {what_to_restore()}", err=True)
        os.environ["DEPESCHE_READ_ONLY"] = "yes"  # for all that is started from here
    return bool(damage)


def go_on(asked: dict[str, Any]) -> None:
    """Become the supervisor: a fresh process of the same number, without Django in it."""
    command = own_command("serve", "--prepared")
    for name, value in asked.items():
        if value is not None:
            command += [f"--{name.replace('_', '-')}", str(value)]
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 our own program again


def plan_of(asked: dict[str, Any]) -> Any:
    """Return the server's plan: what was asked for, else the settings. Raises NotANetwork."""
    from depesche import settings  # noqa: PLC0415 read after --home is known
    from depesche.server.peers import Trust  # noqa: PLC0415 as above
    from depesche.server.supervise import Plan  # noqa: PLC0415 as above
    from depesche.server.tls import Tls  # noqa: PLC0415 as above

    Trust.of(settings.TRUSTED_PROXIES)
    tls = Tls.of(
        str(asked.get("tls_certificate") or settings.TLS_CERTIFICATE),
        str(asked.get("tls_key") or settings.TLS_KEY),
    )
    log_config: dict[str, Any] = copy.deepcopy(settings.LOGGING)
    log_config["loggers"]["_granian"] = {"level": "WARNING"}
    return Plan(
        target="depesche.asgi:door",
        worker_command=own_command("work"),
        prepare_command=own_command("prepare"),
        host=asked["host"] or settings.LISTEN_HOST,
        port=asked["port"] or settings.LISTEN_PORT,
        local_socket=asked["socket"],
        web_workers=asked["workers"] or settings.WORKERS,
        connections=settings.CONNECTIONS,
        header_seconds=settings.HEADER_SECONDS,
        tls_certificate=tls.certificate if tls else None,
        tls_key=tls.key if tls else None,
        metrics_port=settings.METRICS_PORT,
        press_folder=Path(settings.HOME) / "data" / "press",
        log_config=log_config,
    )


def run(asked: dict[str, Any]) -> None:
    """Print where to find the paper, and serve it."""
    from depesche import settings  # noqa: PLC0415 read after --home is known
    from depesche.cli.left import write_down  # noqa: PLC0415 as above
    from depesche.cli.prepare import only_one  # noqa: PLC0415 as above
    from depesche.press.fingerprint import fingerprint  # noqa: PLC0415 as above
    from depesche.server.supervise import supervise  # noqa: PLC0415 as above

    logging.config.dictConfig(settings.LOGGING)
    plan, mark = plan_of(asked), fingerprint()
    with only_one("serve", ALREADY, waits=False):
        click.echo(addresses(plan, settings.BASE_URL))
        supervise(plan)
        write_down(mark)


def addresses(plan: Any, base_url: str) -> str:
    """Return where portal and desk are found, and where the server listens if that differs."""
    lines = ["", f"  Portal  {base_url}/", f"  Desk    {base_url}/desk/"]
    listens = str(plan.local_socket or f"{plan.host}:{plan.port}")
    if plan.local_socket or f":{plan.port}" not in base_url:
        lines.append(f"  (the server listens at {listens}; a proxy passes readers on to it)")
    return "\n".join([*lines, "", "  Ctrl-C ends it.", ""])


@click.command("prepare", hidden=True)
def prepare_command() -> None:
    """Apply migrations and collect static files; a reload does this by itself."""
    require_newspaper()
    open_house()
    from depesche.cli.prepare import prepare  # noqa: PLC0415 settings are read by now

    prepare()


def let_readers_go_first() -> None:
    """Wait a moment while web workers load Django: on two cores a third would hold them up."""
    from depesche.server.slate import find_slate  # noqa: PLC0415 read after --home is known

    board, last = find_slate(), monotonic() + READERS_FIRST_SECONDS
    while board is not None and board.web_is_waking() and monotonic() < last:
        sleep(LOOK_SECONDS)


@click.command(hidden=True)
def work() -> None:
    """Run the worker process; the server does this by itself."""
    require_newspaper()
    from depesche.server.leash import die_with_parent  # noqa: PLC0415 Django is loaded below

    parent = die_with_parent()
    stop = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the supervisor passes it on
    let_readers_go_first()
    open_house()
    gc.freeze()  # the program itself stays: the collector need not look through it
    signal.signal(signal.SIGTERM, leave)
    from depesche import settings  # noqa: PLC0415 read by now
    from depesche.server.figures import keep_telling  # noqa: PLC0415 needs Django
    from depesche.server.slate import find_slate, take_line  # noqa: PLC0415 as above
    from depesche.wire.work import rest  # noqa: PLC0415 as above
    from depesche.wire.work import work as go_to_work  # noqa: PLC0415 as above

    take_line()
    if (board := find_slate()) is not None:
        threading.Thread(target=keep_telling, args=(board, stop), daemon=True).start()
    act = rest if settings.READ_ONLY else go_to_work
    act(stop, is_wanted=lambda: os.getppid() == parent)
