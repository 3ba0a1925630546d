"""The command line's door."""

import click

import depesche
from depesche.cli.demo import demo
from depesche.cli.doctor import doctor
from depesche.cli.group import House
from depesche.cli.house import choose_home
from depesche.cli.new import new
from depesche.cli.plain import manage, migrate
from depesche.cli.restore import restore
from depesche.cli.serve import prepare_command, serve, work

HELP = """A newsroom in one program: write at the desk, publish, serve a portal.

\b
Try it, with stories and accounts made up for the purpose:
    depesche demo

\b
Make a newspaper of your own, and serve it:
    depesche new my-paper
    depesche --home my-paper serve

\b
Ask what is wrong with it, and what to do:
    depesche --home my-paper doctor

Each command tells more with --help. The newspaper's folder is the one named by --home or
DEPESCHE_HOME, else the current one, else 'newspaper' in it.
"""


@click.group(cls=House, help=HELP)
@click.version_option(depesche.__version__, prog_name="depesche")
@click.option(
    "--home",
    metavar="DIR",
    is_eager=True,
    expose_value=False,
    callback=lambda _context, _option, value: choose_home(value),
    help="The newspaper's folder.",
)
def depesche_command() -> None:
    """Choose the folder; the commands below do the rest."""


def main() -> None:
    """Run `depesche`."""
    depesche_command(prog_name="depesche")


for _command, _heading in [
    (demo, "begin"),
    (new, "begin"),
    (serve, "begin"),
    (doctor, "care"),
    (restore, "care"),
    (migrate, "care"),
    (manage, "care"),
    (prepare_command, "care"),
    (work, "care"),
]:
    depesche_command.put(_command, under=_heading)
