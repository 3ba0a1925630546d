"""The package without the clone: a wheel, installed elsewhere, makes a newspaper."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = "import os, sys; os.chdir(sys.argv[1]); from setuptools.build_meta import build_wheel"
CHARTER = (
    *("--no-input", "--name", "Hafenpost", "--publisher", "Hafenpost GmbH", "--language", "de"),
    *("--chief", "Ada Aden", "--chief-email", "ada@hafenpost.example"),
)


def run(*words, cwd, check=True):
    """Run a command as on a machine that speaks German and knows nothing of this clone."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    german = {"LANG": "de_DE.UTF-8", "LANGUAGE": "de", "LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 our own program
        [str(word) for word in words],
        cwd=cwd,
        env={**keep, **german},
        check=check,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A folder with the wheel in a virtual environment that has the dependencies, and no clone."""
    folder = tmp_path_factory.mktemp("elsewhere")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "src"):
        (tree / name).symlink_to(ROOT / name)
    run(sys.executable, "-c", f"{BUILD}; build_wheel(sys.argv[2])", tree, folder, cwd=folder)
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    dependencies = sysconfig.get_path("purelib") + "\n"
    (packages / "dependencies.pth").write_text(dependencies, encoding="utf-8")
    (built,) = folder.glob("depesche-*.whl")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", built)
    python = folder / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, *install, cwd=folder)
    return folder


def depesche(elsewhere, *words, check=True):
    return run(elsewhere / "venv" / "bin" / "depesche", *words, cwd=elsewhere, check=check)


def test_the_installed_program_is_not_the_clones(elsewhere):
    script = "import depesche; print(depesche.__file__)"
    found = run(elsewhere / "venv" / "bin" / "python", "-c", script, cwd=elsewhere).stdout
    assert found.startswith(str(elsewhere))
    assert depesche(elsewhere, "--version").stdout.startswith("depesche, version")


def test_help_of_the_installed_program_is_whole_sentences(elsewhere):
    told = depesche(elsewhere, "--help").stdout
    assert "depesche new my-paper" in told
    assert not [line for line in told.splitlines()[1:] if line.endswith("...")]


def test_a_newspaper_is_made_and_examined_without_the_clone(elsewhere):
    made = depesche(elsewhere, "new", "my-paper", *CHARTER).stdout
    assert "http://localhost:8000/desk/password/" in made
    looked = depesche(elsewhere, "--home", "my-paper", "doctor", check=False)
    assert looked.returncode == 1, looked.stderr
    assert "its imprint lacks: street, postcode, city" in looked.stdout
    assert "the address of whoever is responsible" in looked.stdout
    assert "The paper is not ready: 1 to be mended." in looked.stdout
    assert not set("äöüß") & set(looked.stdout.lower())  # one language, whatever the machine's
