"""Names for this room's acts in Wagtail's history."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


def name_our_acts(actions: LogActionRegistry) -> None:
    """Let the history of a story say what was done."""
    actions.register_action("depesche.correct", _("Correct"), _("Notice of correction"))
    actions.register_action("depesche.retract", _("Retract"), _("Retracted"))
    actions.register_action("depesche.bin", _("Bin"), _("Moved to the bin"))
    actions.register_action("depesche.restore", _("Restore"), _("Brought back from the bin"))
    actions.register_action("depesche.pair", _("Pair"), _("Paired with another edition’s story"))


hooks.register("register_log_actions", name_our_acts)
