"""nginx and Caddy in front of a newspaper, with the very files of `docs/examples`."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from depesche.server.tests.certify import certify
from depesche.server.tests.running import free_port, wait_until

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
HOST = "paper.example"
NGINX = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    types {{ }} default_type text/plain;
    include {folder}/paper.conf;
}}
"""
CADDY = "{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}\n}}\n"


class Proxy:
    """One proxy that runs in a folder of its own, in front of a port of this machine."""

    def __init__(self, kind, folder, behind):
        self.port, self.folder = free_port(), folder
        self.pem, self.key = certify(folder, name=HOST)
        command = self.nginx(behind) if kind == "nginx" else self.caddy(behind)
        self.out = (folder / "proxy.log").open("wb")
        home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        self.process = subprocess.Popen(  # noqa: S603 a proxy of this machine
            command, stdout=self.out, stderr=self.out, env=home
        )
        wait_until(self.is_up, "no proxy came up")

    def nginx(self, behind):
        """Return the command; only addresses and files of the example are replaced."""
        text = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
        for old, new in [
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
            ("/etc/ssl/paper.example.pem", str(self.pem)),
            ("/etc/ssl/private/paper.example.key", str(self.key)),
        ]:
            assert old in text, old
            text = text.replace(old, new)
        (self.folder / "paper.conf").write_text(text, encoding="utf-8")
        user = "" if os.getuid() else "user root;"  # else it gives its folders to somebody else
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, user=user))
        return [program("nginx"), "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]

    def caddy(self, behind):
        """Return the command; the certificate, which Caddy would fetch, is handed to it."""
        text = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8").partition(f"\n{HOST} {{")[2]
        assert "127.0.0.1:8000" in text
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
        begin = f"https://{HOST}:{self.port} {{\n\tbind 127.0.0.1\n\ttls {self.pem} {self.key}"
        (self.folder / "Caddyfile").write_text(CADDY.format(folder=self.folder) + begin + text)
        place = str(self.folder / "Caddyfile")
        return [program("caddy"), "run", "--config", place, "--adapter", "caddyfile"]

    def is_up(self):
        """Tell whether it listens."""
        assert self.process.poll() is None, (self.folder / "proxy.log").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            return True
        return False

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.process.terminate()
        self.process.wait(20)
        self.out.close()


class Line(http.client.HTTPSConnection):
    """A line to the proxy under the paper's name, from an address of this machine."""

    def __init__(self, proxy, source="127.0.0.1"):
        context = ssl.create_default_context(cafile=str(proxy.pem))
        super().__init__(HOST, context=context, timeout=60)
        self.proxy, self.source, self.names = proxy, source, context

    def connect(self):
        """Come from `source`, ask for the paper by its name."""
        place = ("127.0.0.1", self.proxy.port)
        line = socket.create_connection(place, 60, (self.source, 0))
        self.sock = self.names.wrap_socket(line, server_hostname=HOST)


class Browser:
    """Keeps cookies, and says where it comes from; reads at `source`."""

    def __init__(self, proxy, source="127.0.0.9"):
        self.proxy, self.source, self.cookies = proxy, source, SimpleCookie()

    def ask(self, method, path, body=None, **headers):
        """Return status, headers (lower case) and body."""
        sent = {"Host": HOST, "Referer": f"https://{HOST}/", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{key}={one.value}" for key, one in self.cookies.items())
        with contextlib.closing(Line(self.proxy, self.source)) as line:
            line.request(method, path, body=body, headers=sent)
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return answer.status, told, answer.read()

    def fill(self, path, files=(), **fields):
        """Fetch a form, fill it and send it."""
        page = self.ask("GET", path)
        assert page[0] == 200, (path, page[0])
        token, *_more = re.findall(rb'name="csrfmiddlewaretoken" value="(\w+)"', page[2])
        fields["csrfmiddlewaretoken"] = token.decode()
        body, kind = as_parts(fields, files) if files else (urlencode(fields), FORM)
        return self.ask("POST", path, body=body, **{"Content-Type": kind})


FORM = "application/x-www-form-urlencoded"


def as_parts(fields, files):
    """Return a multipart body (RFC 7578) and its type."""
    parts = [
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, file_name, data in files:
        where = f'--part\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"'
        parts.append(f"{where}\r\nContent-Type: image/png\r\n\r\n".encode() + data + b"\r\n")
    return b"".join([*parts, b"--part--\r\n"]), "multipart/form-data; boundary=part"


def program(name):
    """Return the path of a proxy, empty where it is not installed."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin") or ""
