"""A picture that somebody sent, made anew: small enough, upright, without what a camera adds.

What it is, is read in it, never in its name. Nothing of what was sent is kept: who opens the result
meets our own bytes.
"""

import hashlib
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# In bytes, in millions of pixels, in pixels.
LARGEST_FILE = 12_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 82
# What Pillow raises of a file that is cut short or made to do harm.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, struct.error)


class NotAPicture(Exception):
    """What was sent cannot be shown; the words say what to do."""


@dataclass(frozen=True, slots=True)
class MadeAnew:
    """WebP; ``digest`` is the SHA-256 of ``content``, in lower-case hex; sides in pixels."""

    content: bytes
    digest: str
    width: int
    height: int


def made_anew(sent: bytes) -> MadeAnew:
    """Raises NotAPicture."""
    if len(sent) > LARGEST_FILE:
        raise NotAPicture(_("This file is too heavy: send a picture of at most 12 MB."))
    opened = open_picture(sent)
    try:
        upright = shrunk(opened)
    except DAMAGED:
        raise NotAPicture(
            _("This picture is damaged or cut short. Open it, save it again, and send that.")
        ) from None
    into = BytesIO()
    upright.save(into, "WEBP", quality=QUALITY, method=4)
    content = into.getvalue()
    return MadeAnew(content, hashlib.sha256(content).hexdigest(), *upright.size)


def open_picture(sent: bytes) -> Image.Image:
    """Its head is read and nothing of it decoded yet: a small file may say it is huge."""
    try:
        with warnings.catch_warnings():
            # Sizes that make Pillow warn are refused below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(sent), formats=FORMATS)
    except Image.DecompressionBombError:
        raise NotAPicture(too_many_pixels()) from None
    except (UnidentifiedImageError, *DAMAGED):
        raise NotAPicture(
            _("This file is not a picture that can be shown. Send a JPEG, PNG, WebP or GIF.")
        ) from None
    if opened.width * opened.height > MOST_PIXELS:
        raise NotAPicture(too_many_pixels())
    return opened


def too_many_pixels() -> str:
    return _("This picture has more than 40 million pixels. Make it smaller, and send it again.")


def shrunk(opened: Image.Image) -> Image.Image:
    """Its first image, turned as the camera was held, in the colours that screens know."""
    # A JPEG can be decoded at half or a quarter of its size.
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    turned = ImageOps.exif_transpose(opened)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    plain = in_srgb(turned, "RGBA" if has_holes else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return plain


def in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    """Drops everything that is not a pixel."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            ours = ImageCms.createProfile("sRGB")
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            changed = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
            picture = changed or picture
        except (ImageCms.PyCMSError, OSError):
            # A damaged profile: its colours are a little off.
            pass
    plain = picture.convert(mode)
    plain.info = {}
    return plain
