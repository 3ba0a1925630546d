"""Why an errand was not done, each reason under its own name."""


class CourierFailed(Exception):
    """The errand brought nothing back; the classes below say why. `url` is what was asked for."""

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message)
        self.url = url


class CourierRefused(CourierFailed):
    """The address may not be fetched: its scheme, port, host or network. A retry is no use."""


class CourierTimeout(CourierFailed):
    """The far end did not finish in time; the limit counts from the first look-up to the end."""


class CourierUnreachable(CourierFailed):
    """There was no name, no connection, or no trustworthy certificate."""


class CourierTooLarge(CourierFailed):
    """The reply is larger than the caller takes, on the wire or unpacked."""


class CourierBrokenReply(CourierFailed):
    """The far end broke off, lied about the length, or packed in a way that nobody asked for."""


class CourierWrongKind(CourierFailed):
    """The reply is of another media type than the caller accepts."""


class CourierTooManyRedirects(CourierFailed):
    """The far end sent the courier on more often than three times."""
