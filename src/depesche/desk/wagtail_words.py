"""What Wagtail says on the walk of a story: our German stands before its own.

Wagtail moderates pages in workflows; a newsroom hands in articles and approves them. Nobody
imports this list: the collector of strings finds it, and a test finds each sentence in Wagtail.
"""

from django.utils.translation import gettext_noop as _

SAID = (
    _("Editing"),
    _("Editing %(page_type)s"),
    _("Owner"),
    _("owner"),
    _("Locale"),
    _("History"),
    _("View history"),
    _("Workflow history"),
    _("Unpublish"),
    _("Submit for moderation"),
    _("Submit to %(workflow_name)s"),
    _("Resubmit to %(task_name)s"),
    _("Approve with comment"),
    _("%(label)s and Publish"),
    _("Site history"),
    _("Submitted"),
    _("In Moderation"),
    _("in moderation"),
    _("live + in moderation"),
    _("This %(model_name)s is currently awaiting moderation."),
    _("Page '%(page_title)s' has been submitted for moderation."),
    _("Page '%(page_title)s' created and submitted for moderation."),
    _("The page '%(page_title)s' is not currently awaiting moderation."),
    _('The page "%(title)s" has been approved in moderation stage "%(task)s".'),
    _('The page "%(title)s" has been rejected in moderation stage "%(task)s".'),
    _("Locked by another user"),
    _("Locked by workflow"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Currently locked and will go live on the scheduled date"),
    _("Cancel workflow "),
    _("Home"),
    _("Theme preferences"),
    _("admin theme"),
    _("Notifications"),
    _("Comment notifications"),
    _("submitted notifications"),
    _("Receive notification when a page is submitted for moderation"),
    _("approved notifications"),
    _("Receive notification when your page edit is approved"),
    _("rejected notifications"),
    _("Receive notification when your page edit is rejected"),
    _("updated comments notifications"),
    _(
        "Receive notification when comments have been created, resolved, or deleted on a page that "
        "you have subscribed to receive comment notifications on"
    ),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to publish" '
        "option"
    ),
    _("No other translations"),
    _("There are validation errors, click save to highlight them."),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("Filesize"),
    _("Max dimensions"),
    _("Usage"),
    _("To define this image's most important region, drag a box over the image above."),
    _("Please add some alt text for your image or mark it as decorative"),
)
