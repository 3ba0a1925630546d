"""What a request is once the edition is found."""

from django.http import HttpRequest

from depesche.masthead.models import Edition


class PaperRequest(HttpRequest):
    """A request for a page of an edition; `editions` are all of the house, the frame links them."""

    edition: Edition | None
    editions: tuple[Edition, ...]
