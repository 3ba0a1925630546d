"""`depesche demo`: a paper to try everything with; what `make run` does."""

import os
import sys
from importlib import import_module

import click

from depesche.cli.found import Charter, found_newspaper
from depesche.cli.house import Said, open_house, the_home
from depesche.cli.serve import get_ready, go_on

STAGE = "depesche.archive.stage_demo"  # needs Django, so it is imported when that is loaded


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Make it, and stop there.")
def demo(*, port: int, no_serve: bool) -> None:
    """Make a demo newspaper with stories and accounts, and serve it.

    The first time it is made in the folder 'newspaper' (or --home); after that it starts in
    seconds and keeps what was written. Every text, picture and person in it is invented.
    """
    home = the_home()
    asked = {"host": None, "port": port, "socket": None, "workers": None}
    if not (home / "depesche.env").is_file():
        make_demo(port)
        begin_again(port, no_serve=no_serve)
    open_house()
    from depesche import settings  # noqa: PLC0415 read after the paper is there

    if not settings.DEMO:
        message = f"{home} holds a newspaper of your own: serve it with 'depesche serve'."
        raise Said(message)
    if not no_serve:
        get_ready(asked)
    click.echo(accounts())
    if not no_serve:
        go_on(asked)


def make_demo(port: int) -> None:
    """Found the demo newspaper and put its stories in."""
    click.echo("depesche: making the demo newspaper (once; about a minute) …")
    charter = Charter(
        titles=(),
        time_zone="Europe/Berlin",
        base_url=f"http://localhost:{port}",
        is_demo=True,
    )
    found_newspaper(the_home(), charter, fill=_stage)


def begin_again(port: int, *, no_serve: bool) -> None:
    """Start this command afresh: its settings still name the place where the paper was built."""
    words = ["-m", "depesche.cli", "--home", str(the_home()), "demo", "--port", str(port)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *words, *(["--no-serve"] if no_serve else [])])  # noqa: S606 our own program again


def _stage() -> str:
    from django.utils import timezone  # noqa: PLC0415 Django is loaded by now
    from tqdm import tqdm  # noqa: PLC0415 as above

    import_module(STAGE).stage_demo(at=timezone.now(), progress=tqdm)
    return ""


def accounts() -> str:
    """Return the demo's accounts as a table, for whoever is at the keyboard."""
    staff = import_module(STAGE).DEMO_ACCOUNTS
    width = max(len(account.role) for account in staff)
    lines = [
        f"    {account.role:<{width}}  {account.email}  {account.password}" for account in staff
    ]
    return "\n".join(["", "  Sign in at the desk as:", *lines])
