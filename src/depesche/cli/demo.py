"""`depesche demo`: a paper to try everything with; what `make run` does."""

import os
import sys
from typing import Any

import click

from depesche.cli.found import Charter, found_newspaper
from depesche.cli.house import Said, open_house, own_command, the_home
from depesche.cli.serve import get_ready, go_on

BAR = "{desc} {percentage:3.0f}% {bar} {n_fmt}/{total_fmt}"
PORT = 8000
STAGED = "demo.staged"  # in data/: laid down when every story and picture is there


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen at [8000].")
@click.option("--no-serve", is_flag=True, help="Make it, and stop there.")
def demo(*, port: int | None, no_serve: bool) -> None:
    """Make a demo newspaper with stories and accounts, and serve it.

    The first time it is made in the folder 'newspaper' (or --home); after that it starts in
    seconds and keeps what was written. One that was interrupted goes on where it stopped. Every
    text, picture and person in it is invented.
    """
    home = the_home()
    if port:  # links lead to where it listens now, whatever port it was founded for
        os.environ.setdefault("DEPESCHE_BASE_URL", f"http://localhost:{port}")
    if not (home / "depesche.env").is_file():
        if not no_serve:
            check_port(port or PORT)
        found(port or PORT)
        begin_again(port, no_serve=no_serve)
    open_house()
    from depesche import settings  # noqa: PLC0415 read after the paper is there

    if not settings.DEMO:
        message = f"{home} holds a newspaper of your own: serve it with 'depesche serve'."
        raise Said(message)
    if not (home / "data" / STAGED).is_file():
        stage()
    asked = {"host": None, "port": port, "socket": None, "workers": None}
    if not no_serve:
        get_ready(asked)
    click.echo(accounts())
    if not no_serve:
        go_on(asked)


def check_port(port: int) -> None:
    """Find out now whether the port is free, not after minutes of making. Raises Said."""
    from depesche.server.listen import PortTaken, check_address  # noqa: PLC0415 not for `--help`
    from depesche.server.supervise import Plan  # noqa: PLC0415 as above

    try:
        check_address(Plan("", [], port=port))
    except PortTaken as taken:
        message = f"{taken} Choose another port: 'make run PORT=8100', 'depesche demo --port 8100'."
        raise Said(message) from taken


def found(port: int) -> None:
    """Found the demo newspaper, empty."""
    click.echo("depesche: making the demo newspaper (once; it takes a minute or two) …")
    charter = Charter(
        titles=(), time_zone="Europe/Berlin", base_url=f"http://localhost:{port}", is_demo=True
    )
    found_newspaper(the_home(), charter, fill=lambda: "")


def begin_again(port: int | None, *, no_serve: bool) -> None:
    """Start this command afresh: its settings still name the place where the paper was built."""
    command = own_command("demo")
    command += ["--port", str(port)] if port else []
    command += ["--no-serve"] if no_serve else []
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 our own program again


def stage() -> None:
    """Put the demo's stories, pictures and accounts in; what is there already is left alone."""
    from django.utils import timezone  # noqa: PLC0415 Django is loaded by now

    from depesche.archive.stage_demo import stage_demo  # noqa: PLC0415 as above
    from depesche.cli.prepare import only_one, prepare  # noqa: PLC0415 as above

    prepare()
    with only_one("stage", "this demo is just being made by another command.", waits=False):
        bars = Bars()
        staged = stage_demo(progress=bars, at=timezone.now())
        bars.close()
    for warning in staged.warnings:
        click.echo(f"depesche: {warning}", err=True)
    (the_home() / "data" / STAGED).write_text(f"{staged.story_count} stories\n", encoding="utf-8")


class Bars:
    """One progress bar after another, each for one kind of work."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` are finished."""
        from tqdm import tqdm  # noqa: PLC0415 not for `--help`

        if what != self._what:
            self.close()
            self._what = what
            self._bar = tqdm(total=total, desc=f"  {what:<9}", bar_format=BAR)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Finish the bar that is shown."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def accounts() -> str:
    """Return the demo's accounts as a table, for whoever is at the keyboard."""
    from depesche.archive.stage_demo import demo_accounts  # noqa: PLC0415 Django is loaded by now

    staff = demo_accounts()
    width = max(len(account.role) for account in staff)
    room = max(len(account.email) for account in staff)
    lines = [
        f"    {account.role:<{width}}  {account.email:<{room}}  {account.password}"
        for account in staff
    ]
    return "\n".join(["", "  Sign in at the desk as:", *lines])
