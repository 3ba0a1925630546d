"""A Varnish of the test's own, with the very file of docs/examples, in front of some port."""

import contextlib
import http.client
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from depesche.server.tests.running import free_port, wait_until
from tests.proxies import EXAMPLES, program


class Varnish:
    """One varnishd at 127.0.0.1 in a folder of its own."""

    def __init__(self, folder, behind, port=None):
        self.port, self.folder = port or free_port(), folder
        text = (EXAMPLES / "varnish.vcl").read_text(encoding="utf-8")
        assert '.port = "8000";' in text
        place = folder / "paper.vcl"
        place.write_text(text.replace('.port = "8000";', f'.port = "{behind}";'), encoding="utf-8")
        command = [program("varnishd"), "-F", "-j", "none", "-n", str(folder / "work")]
        command += ["-a", f"127.0.0.1:{self.port}", "-f", str(place), "-s", "malloc,32m"]
        command += ["-p", "http_gzip_support=off", "-p", "thread_pools=1", "-T", "none"]
        self.out = (folder / "varnish.log").open("ab")
        self.process = subprocess.Popen(  # noqa: S603 Varnish's own program
            command, stdout=self.out, stderr=self.out
        )
        wait_until(self.is_up, "no Varnish came up")

    def is_up(self):
        """Tell whether it listens."""
        assert self.process.poll() is None, (self.folder / "varnish.log").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
            return True
        return False

    @property
    def url(self):
        """Where it takes purges."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path, method="GET", **headers):
        """Return status, headers (lower case) and body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(line):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, headers={"Host": "localhost", **sent})
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.process.terminate()
        self.process.wait(20)
        self.out.close()


class Origin:
    """A paper of one page that can be held up just before it sends what it has read."""

    def __init__(self, headers):
        self.wording, self.asked, self.headers = b"old", 0, headers
        self.has_read, self.may_send = threading.Event(), threading.Event()
        self.may_send.set()
        origin = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = origin.wording
                origin.asked += 1
                origin.has_read.set()
                origin.may_send.wait(60)
                self.send_response(200)
                for name, value in [*origin.headers(), ("content-length", str(len(body)))]:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *fault):
        self.may_send.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(20)
