"""Unpack a reply piece by piece, and stop before it fills the house."""

import zlib

from depesche.courier.refusals import CourierBrokenReply, CourierTooLarge

WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class Unpacker:
    """Collect a body of at most `limit_bytes`, unpacked. `encoding` is Content-Encoding's value.

    Raises CourierBrokenReply for an encoding that was not asked for.
    """

    def __init__(self, encoding: str, *, limit_bytes: int) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", *WINDOW}:
            raise CourierBrokenReply("The reply is packed in a way that was not asked for.")
        self._window = WINDOW.get(name)
        self._packed = zlib.decompressobj(self._window) if self._window else None
        self._parts: list[bytes] = []
        self._left_bytes = limit_bytes

    def add(self, part: bytes) -> None:
        """Take the next piece from the wire. Raises CourierTooLarge and CourierBrokenReply."""
        if self._packed is None:
            self._keep(part)
            return
        try:
            while part:
                self._keep(self._packed.decompress(part, self._left_bytes + 1))
                part = self._packed.unconsumed_tail or self._packed.unused_data
                if self._packed.eof and part and self._window:
                    self._packed = zlib.decompressobj(self._window)
        except zlib.error as broken:
            raise CourierBrokenReply("The reply cannot be unpacked.") from broken

    def finish(self) -> bytes:
        """Return the body. Raises CourierBrokenReply when it ends in the middle."""
        if self._packed is not None and self._parts and not self._packed.eof:
            raise CourierBrokenReply("The reply breaks off.")
        return b"".join(self._parts)

    def _keep(self, part: bytes) -> None:
        self._left_bytes -= len(part)
        if self._left_bytes < 0:
            raise CourierTooLarge("The reply is larger than it may be.")
        if part:
            self._parts.append(part)
