"""A scan that somebody sent: what it is, is read in it, never in its name."""

from django.utils.translation import gettext as _

from socle.foundation.pictures import LARGEST_FILE, NotAPicture, made_anew

PDF, PICTURE = "application/pdf", "image/webp"
# Readers of PDF look for its head and its end within so many bytes.
HEAD, END = 1_024, 2_048


class NotAScan(Exception):
    """It cannot be kept as a scan; the words say what to do."""


def scan_of(sent: bytes) -> tuple[bytes, str]:
    """Its content and its kind. A picture is made anew, without where and when it was taken; a PDF
    stays as it is: it is only ever handed out to be downloaded. Raises NotAScan."""
    if len(sent) > LARGEST_FILE:
        raise NotAScan(_("This file is too heavy: send one of at most 12 MB."))
    if b"%PDF-" in sent[:HEAD]:
        if b"%%EOF" not in sent[-END:]:
            raise NotAScan(_("This PDF is cut short: save it again, and send that."))
        return sent, PDF
    try:
        return made_anew(sent).content, PICTURE
    except NotAPicture:
        raise NotAScan(
            _("This file is neither a PDF nor a whole picture. Send a PDF, a JPEG or a PNG.")
        ) from None
