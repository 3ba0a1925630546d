"""The far end of a socket: a small server on 127.0.0.1 that says exactly what it is told to."""

import socket
import threading
from contextlib import contextmanager


def reply(body=b"", *, status="200 OK", length=None, **headers):
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class FarEnd:
    """A listener with one thread for each connection; `asked` holds what it was asked."""

    def __init__(self, answer, context):
        self.answer, self.context = answer, context
        self.asked: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.threads = [threading.Thread(target=self.serve, daemon=True)]
        self.threads[0].start()

    def serve(self):
        while True:
            try:
                connection, _peer = self.listener.accept()
            except OSError:  # closed
                return
            thread = threading.Thread(target=self.serve_one, args=[connection], daemon=True)
            self.threads.append(thread)
            thread.start()

    def serve_one(self, connection):
        try:
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            with connection:
                request = connection.recv(65536)
                self.asked.append(request)
                self.answer(connection, request)
        except OSError:  # the courier hung up, as it should
            connection.close()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(timeout=5)


@contextmanager
def far_end(answer, *, context=None):
    """Serve `answer(connection, request)` for each connection; yields port and what was asked."""
    server = FarEnd(answer, context)
    try:
        yield server.listener.getsockname()[1], server.asked
    finally:
        server.close()


def always(payload):
    """Return an answer that sends `payload`, whatever is asked."""
    return lambda connection, _request: connection.sendall(payload)
