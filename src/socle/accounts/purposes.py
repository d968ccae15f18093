"""What a person may consent to, one by one; the data-protection page is made from this list."""

from django.utils.translation import gettext_lazy as _

GROUP_NEWSLETTER = "group_newsletter"
COALITION_NEWS = "coalition_news"
COALITION_CONTACT = "coalition_contact"
NAME_PUBLIC = "name_public"
DELEGATION_SHOWN = "delegation_shown"

# While one of these runs, public pages say the person's name.
SAY_A_NAME = {NAME_PUBLIC, DELEGATION_SHOWN}

# About no group in particular: given and taken back in one's account.
GENERAL = (COALITION_NEWS, COALITION_CONTACT, NAME_PUBLIC)

PURPOSES = [
    (GROUP_NEWSLETTER, _("This group may send me its newsletter.")),
    (COALITION_NEWS, _("The coalition may send me news of the campaign.")),
    (COALITION_CONTACT, _("The coalition may contact me about my group.")),
    (NAME_PUBLIC, _("My name may be shown on public pages.")),
    (DELEGATION_SHOWN, _("My name may be shown beside the institution I speak for.")),
]
