"""The shape of the house: nobody but the courier goes out."""

import ast
from pathlib import Path

import pytest

import depesche

HOUSE = Path(depesche.__file__).parent
GOES_OUT = {
    "socket",
    "requests",
    "httpx",
    "httpcore",
    "urllib3",
    "aiohttp",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
}
GOES_OUT_DEEPER = ("urllib.request", "http.client", "urllib.error")
# the one door; and rooms that listen, or look at their own sockets, with the reason
MAY = {
    "courier": "the door itself",
    "server/supervise.py": "hands out the socket that it listens at",
    "server/listen.py": "listens: the server's own socket",
    "server/leave.py": "closes the server's own socket",
    "cli/doctor.py": "asks the mail server that the operator named",
}


def imported_names(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if not is_harmless(tree, alias))
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_harmless(tree: ast.AST, alias: ast.alias) -> bool:
    """Tell whether `socket` is imported only to ask for this machine's name."""
    uses = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == (alias.asname or alias.name)
    ]
    names = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.value in uses
    ]
    return alias.name == "socket" and set(names) == {"gethostname"} and len(names) == len(uses)


def goes_out(name: str) -> bool:
    return name.partition(".")[0] in GOES_OUT or name.startswith(GOES_OUT_DEEPER)


def may(path: Path) -> bool:
    inside = path.relative_to(HOUSE)
    return inside.parts[0] in MAY or inside.as_posix() in MAY or "tests" in inside.parts


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(HOUSE.rglob("*.py")) if not may(path)],
    ids=lambda path: path.relative_to(HOUSE).as_posix(),
)
def test_only_the_courier_goes_out(path):
    names = set(imported_names(ast.parse(path.read_text(encoding="utf-8"))))
    assert not {name for name in names if goes_out(name)}, "fetch through depesche.courier.fetch"


def test_the_watch_sees_a_way_out():
    caught = ast.parse("import urllib.request\nfrom http import client\nimport httpx as web")
    assert len([name for name in imported_names(caught) if goes_out(name)]) == 3


@pytest.mark.parametrize(
    "code",
    [
        "import socket\nsocket.create_connection(('a', 1))",
        "import socket\nsocket.gethostname()\nsocket.socket()",
        "import socket as s\ns.gethostname()\ns.socket()",
        "import socket\nsocket.gethostname()\nway = socket",
        "import socket",
        "from socket import create_connection",
    ],
)
def test_the_watch_sees_a_socket(code):
    assert [name for name in imported_names(ast.parse(code)) if goes_out(name)]


def test_asking_for_the_machine_s_name_is_not_going_out():
    code = ast.parse("import socket\nHOST = socket.gethostname()[:20]")
    assert not [name for name in imported_names(code) if goes_out(name)]
