"""Commands that stand in for Wagtail's."""
