"""The command line tells the truth about itself, and its pages tell the same."""

import importlib.util
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from depesche.cli.door import depesche_command
from depesche.cli.group import room_commands
from depesche.cli.house import Said, plain_words

ROOT = Path(__file__).resolve().parent.parent


def reference():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every_command(group=depesche_command, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


def test_the_help_shows_how_to_begin():
    shown = CliRunner().invoke(depesche_command, ["--help"])
    assert shown.exit_code == 0
    for words in ("depesche demo", "depesche new my-paper", "doctor", "Begin:"):
        assert words in shown.output


def test_the_help_does_not_wait_for_django():
    look = (
        "import sys; from click.testing import CliRunner;"
        "from depesche.cli.door import depesche_command;"
        "assert CliRunner().invoke(depesche_command, ['--help']).exit_code == 0;"
        "sys.exit('django.db' in sys.modules)"
    )
    asked = subprocess.run([sys.executable, "-c", look], check=False)  # noqa: S603 our own program
    assert asked.returncode == 0, "import acts inside the commands, not above them"


def test_a_demo_that_could_not_be_served_is_not_made(tmp_path):
    home = tmp_path / "newspaper"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        asked = subprocess.run(  # noqa: S603 our own program
            [sys.executable, "-m", "depesche.cli", "--home", str(home), "demo", "--port", port],
            check=False,
            capture_output=True,
            text=True,
        )
    assert asked.returncode == 2
    assert f"Cannot listen at 127.0.0.1:{port}" in asked.stderr
    assert "make run PORT=" in asked.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    ("path", "command"), [pytest.param(*each, id=" ".join(each[0])) for each in every_command()]
)
def test_every_command_says_what_it_does(path, command):
    assert command.get_short_help_str()
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.help, option.name
        if isinstance(option, click.Option) and option.metavar:
            assert option.metavar == option.metavar.upper()


def test_a_full_disk_is_one_sentence():
    with pytest.raises(Said, match="no room left on the disk"), plain_words():
        Path("/dev/full").write_text("the paper\n", encoding="utf-8")


def test_no_two_rooms_bring_a_command_of_one_name():
    names = [command.name for _room, command in room_commands()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [*reference().PAGES])
def test_a_generated_page_is_up_to_date(name):
    page = ROOT / "docs" / "reference" / name
    assert page.read_text(encoding="utf-8") == reference().PAGES[name](), "run 'make docs'"


def test_every_setting_stands_on_its_page_and_nothing_else_does():
    files = [ROOT / "src" / "depesche" / name for name in ("settings.py", "environment.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    readers = "text|words|yes|number|choice|address|networks|hosts|zone|place|database_parts"
    readers += "|edges|seconds"
    read = set(re.findall(rf"_?(?:{readers})(?:_of)?\(\s*\"(\w+)\"", source))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `DEPESCHE_(\w+)` \|", page, re.MULTILINE))
    assert told == read | {"HOME"}


def test_every_setting_that_docs_or_advice_name_exists():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"DEPESCHE_[A-Z_]+", page))
    inside = {"DEPESCHE_SUPERVISOR_PID", "DEPESCHE_LISTENER", "DEPESCHE_SLATE"}
    inside |= {"DEPESCHE_SLATE_LINE", "DEPESCHE_PRESS_STORE"}
    for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("docs/howto/*.md"), ROOT / "README.md"]:
        if "tests" not in path.parts:
            named = set(re.findall(r"DEPESCHE_[A-Z][A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
            assert named <= told | inside, path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel that is built from this tree, elsewhere."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "src"):
        (tree / name).symlink_to(ROOT / name)
    build = "import os, sys; os.chdir(sys.argv[1]); from setuptools.build_meta import build_wheel"
    subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", f"{build}; build_wheel(sys.argv[2])", str(tree), str(folder)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("depesche-*.whl")
    with zipfile.ZipFile(built) as packed:
        return set(packed.namelist())


def test_an_installed_package_has_all_that_the_clone_has(wheel):
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "depesche").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert not wanted - wheel


def test_an_installed_package_has_no_more_than_the_program(wheel):
    allowed = re.compile(r"depesche/|depesche-[\d.]+\.dist-info/")
    assert not [name for name in wheel if not allowed.match(name) or "__pycache__" in name]
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
