"""What allauth says at the staff's door and in its letters: our German stands before its own.

allauth's German says “du” on one page and “Sie” on the next. Nobody imports this list: the
collector of strings finds it, and a test finds each sentence in allauth.
"""

from django.utils.translation import gettext_noop as _

SAID = (
    _("Please type your current password."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("You must type the same password each time."),
    _("The email address and/or password you specified are not correct."),
    _("Forgot your password?"),
    _("Are you sure you want to sign out?"),
    _("You have signed out."),
    _("Bad Token"),
    _(
        "The password reset link was invalid, possibly because it has already been used.  "
        'Please request a <a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    _("You are about to generate a new set of recovery codes for your account."),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("Recovery Codes"),
    _("Generate"),
    _("Remove"),
    _("Authenticator secret"),
    _("You can store this secret and use it to reinstall your authenticator app at a later time."),
    _("Added on %(created_at)s"),
    _("Hello from %(site_name)s!"),
    _("Thank you for using %(site_name)s!\n%(site_domain)s"),
    _("Your password has been changed."),
    _(
        "You're receiving this email because you or someone else has requested a password reset "
        "for your user account.\nIt can be safely ignored if you did not request a password "
        "reset. Click the link below to reset your password."
    ),
)
