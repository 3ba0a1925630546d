"""Take the README's pictures from the demo paper: `make screenshots`.

Makes the demo in a temporary folder, serves it on a free port, looks at it with Debian's chromium,
and writes `docs/screenshots/*.jpg`.
"""

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "docs" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
DESK = {"width": 1440, "height": 1000}
PHONE = {"width": 360, "height": 760}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


def wait_for(address: str, *, seconds: int = 60) -> None:
    """Return when the server answers at `address`."""
    for _try in range(seconds * 4):
        try:
            with urlopen(address, timeout=5):  # our own server on this machine
                return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"depesche: nothing answered at {address}.")


def shoot(page: Page, name: str, *, height: int | None = None) -> None:
    """Wait until the page is drawn and keep it, `height` px of it or what is in the window."""
    page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"] if page.viewport_size else 1440
    if height:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_load_state("networkidle")
    page.screenshot(path=SHOTS / f"{name}.jpg", type="jpeg", quality=72)
    sys.stdout.write(f"docs/screenshots/{name}.jpg\n")


def portal(browser: Browser, base: str) -> None:
    """Look at the portal as readers do."""
    wide = browser.new_page(viewport=DESK)
    wide.goto(f"{base}/de/")
    shoot(wide, "front", height=1500)
    story = wide.locator("main h2 a, main h1 a").first.get_attribute("href") or "/de/"
    wide.goto(base + story)
    shoot(wide, "article", height=1500)
    wide.goto(f"{base}/en/dossiers/")
    wide.goto(base + (wide.locator("main a[href*='/dossiers/']").first.get_attribute("href") or ""))
    shoot(wide, "dossier", height=1200)
    dark = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
    dark.goto(f"{base}/en/")
    shoot(dark, "phone")


def desk(browser: Browser, base: str, mail: str, password: str) -> None:
    """Look at the desk as its chief does."""
    page = browser.new_page(viewport=DESK, locale="en-GB")
    page.goto(f"{base}/desk/")
    page.fill("input[name=login]", mail)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url(re.compile(r"/desk/$"))
    shoot(page, "desk")
    page.goto(f"{base}/desk/images/")
    shoot(page, "pictures")


def main() -> None:
    """Make the demo, serve it, look at it, end it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "depesche.cli", "--home", f"{folder}/paper"]
        made = subprocess.run(
            [*command, "demo", "--port", str(port), "--no-serve"],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        chief = re.search(r"chief\s+(\S+@\S+)\s+(\S+)", made.stdout)
        if chief is None:
            sys.exit("depesche: the demo printed no account of its chief.")
        server = subprocess.Popen(
            [*command, "demo", "--port", str(port)], stdout=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://localhost:{port}/ready")
            with sync_playwright() as players:
                browser = players.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                portal(browser, f"http://localhost:{port}")
                desk(browser, f"http://localhost:{port}", *chief.groups())
                browser.close()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


if __name__ == "__main__":
    main()
