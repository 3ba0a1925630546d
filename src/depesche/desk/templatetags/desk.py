"""The nonce of the page, for the few scripts that Wagtail writes into its forms."""

from django import template

from depesche.desk.headers import current_nonce

register = template.Library()


@register.simple_tag
def nonce() -> str:
    """Return the nonce of the answer under way."""
    return current_nonce()
