"""Stand in for Wagtail's command of this name, which publishes outside any transaction."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from depesche.articles.schedule import claim, holder_name, release_due


class Command(BaseCommand):
    """Carry out what is due, once; `depesche serve` does it by itself all day."""

    help = "Carry out what is due, once. `depesche serve` does this by itself."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Release what is due under the lease, and name what could not go out."""
        holder, now = holder_name(), timezone.now()
        fence = claim(holder, at=now)
        if fence is None:
            self.stderr.write("Another scheduler is at work; nothing to do here.")
            return
        for each, fault in release_due(now, holder, fence):
            self.stdout.write(f"{each.page_id}: {fault or 'done'}")
