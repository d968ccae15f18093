"""Pictures: read for what they are, made anew, served for ever, forgotten when unused."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from socle.foundation.pictures import NotAPicture, made_anew
from socle.foundation.templatetags.words import markdown
from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.texts.actions.pictures import add_picture, forget_unused_pictures
from socle.texts.models import Picture
from socle.texts.queries.pictures import address_of
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address, organiser
from socle.web.tests.reading import html_of, words_of

pytestmark = pytest.mark.django_db
ORIENTATION, GPS = 0x0112, 0x8825


def written(picture, kind, **options):
    into = BytesIO()
    picture.save(into, kind, **options)
    return into.getvalue()


def photo(width=40, height=20, colour="red", kind="JPEG", **options):
    return written(Image.new("RGB", (width, height), colour), kind, **options)


def as_read(made):
    return Image.open(BytesIO(made.content))


@pytest.fixture(autouse=True)
def in_english():
    """What is refused says so in the language of whoever asks, whichever test came before."""
    with override("en"):
        yield


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(client, group):
    user = organiser(group, "Alice")
    client.force_login(user)
    return user


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_webp(kind):
    made = made_anew(photo(kind=kind))
    assert (as_read(made).format, made.width, made.height) == ("WEBP", 40, 20)


def test_a_large_one_is_made_smaller_and_its_shape_kept():
    made = made_anew(photo(4000, 1000))
    assert (made.width, made.height) == (1600, 400)
    assert as_read(made).size == (1600, 400)


def test_what_a_camera_adds_is_removed_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(GPS)[1] = "N"
    made = made_anew(photo(40, 20, exif=exif.tobytes()))

    found = as_read(made)
    assert found.size == (20, 40)
    assert dict(found.getexif()) == {}
    assert "icc_profile" not in found.info
    assert b"Alice" not in made.content


def test_the_first_image_of_one_that_moves():
    first, second = Image.new("RGB", (10, 10), "white"), Image.new("RGB", (10, 10), "black")
    moving = written(first, "GIF", save_all=True, append_images=[second])
    found = as_read(made_anew(moving))
    assert getattr(found, "n_frames", 1) == 1
    assert found.convert("RGB").getpixel((5, 5)) > (240, 240, 240)


def test_what_one_sees_through_stays_so():
    made = made_anew(written(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"))
    assert as_read(made).convert("RGBA").getpixel((5, 5))[3] == 0


def chunk(name, data):
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def huge(width, height):
    """A PNG of some bytes that says it is as large as that."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


NO_PICTURE = "This file is not a picture that can be shown. Send a JPEG, PNG, WebP or GIF."
TOO_LARGE = "This picture has more than 40 million pixels. Make it smaller, and send it again."
DAMAGED = "This picture is damaged or cut short. Open it, save it again, and send that."
TOO_HEAVY = "This file is too heavy: send a picture of at most 12 MB."
REFUSED = {
    "a script named .png": (b"<script>alert(1)</script>", NO_PICTURE),
    "a drawing that may hold a script": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PICTURE),
    "a PDF": (b"%PDF-1.7\n", NO_PICTURE),
    "a picture of another kind": (photo(kind="BMP"), NO_PICTURE),
    "nothing": (b"", NO_PICTURE),
    "50 million pixels": (huge(10_000, 5_000), TOO_LARGE),
    "more than memory holds": (huge(100_000, 100_000), TOO_LARGE),
    "cut short": (photo(800, 600, kind="PNG")[:200], DAMAGED),
    "a JPEG cut short": (photo(800, 600)[:900], DAMAGED),
    "too heavy": (photo() + b"x" * 12_000_000, TOO_HEAVY),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_what_to_do(name):
    sent, reason = REFUSED[name]
    with pytest.raises(NotAPicture) as told:
        made_anew(sent)
    assert str(told.value) == reason


@pytest.mark.parametrize("cut", range(8, 700, 29))
def test_however_it_is_cut_it_is_refused_in_words(cut):
    whole = photo(64, 64, kind="PNG", pnginfo=None)
    for sent in (whole[:cut], photo(64, 64)[:cut], photo(64, 64, kind="GIF")[:cut]):
        try:
            made_anew(sent)
        except NotAPicture as told:
            assert str(told) in {NO_PICTURE, DAMAGED}


# --- sent from a page ---


def send(client, group, content, alternative="A bus at night", name="bus.png", **headers):
    sent = {"file": SimpleUploadedFile(name, content), "alternative": alternative}
    return client.post(address("picture-add", group.slug), sent, headers=headers)


def test_the_page_gives_the_line_for_the_text(client, group, alice):
    page = send(client, group, photo())
    row = Picture.objects.get()
    assert (row.owner, row.made_by, row.width, row.height) == (group, alice, 40, 20)
    assert page.status_code == 200
    assert f"![A bus at night]({address_of(row)})" in html_of(page)


def test_the_editor_reads_the_same_as_json(client, group, alice):
    answer = send(client, group, photo(), accept="application/json")
    row = Picture.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "line": f"![A bus at night]({address_of(row)})",
            "address": address_of(row),
            "width": 40,
            "height": 20,
        },
    )


def test_without_a_word_of_what_it_shows_it_is_not_taken(client, group, alice):
    page = send(client, group, photo(), alternative=" ")
    assert page.status_code == 422
    assert "Say in one sentence what the picture shows." in words_of(page)
    answer = send(client, group, b"no", alternative="", accept="application/json")
    assert answer.json()["errors"] == {
        "alternative": "Say in one sentence what the picture shows.",
    }
    assert Picture.objects.count() == 0


def test_a_script_named_png_is_refused_on_the_page(client, group, alice):
    page = send(client, group, b"<script>alert(1)</script>")
    assert page.status_code == 422
    assert NO_PICTURE in words_of(page)


def test_brackets_in_what_it_shows_do_not_break_the_line(client, group, alice):
    answer = send(client, group, photo(), alternative="A [late] bus", accept="application/json")
    assert answer.json()["line"].startswith("![A (late) bus](/files/")


def test_the_same_picture_sent_twice_is_there_once(group, alice):
    one = add_picture(owner=group, sent=photo(), by=alice, now=NOW)
    other = add_picture(owner=group, sent=photo(), by=alice, now=NOW + timedelta(days=8))
    assert one == other
    assert Picture.objects.get().made_at == NOW + timedelta(days=8)


def test_a_stranger_adds_nothing_to_a_group(group):
    stranger = Client()
    stranger.force_login(UserFactory())
    assert send(stranger, group, photo()).status_code == 404
    assert send(Client(), group, photo()).status_code == 302
    assert Picture.objects.count() == 0


# --- read by anyone ---


def test_anyone_reads_it_and_keeps_it_for_ever(group, alice):
    row = add_picture(owner=group, sent=photo(), by=alice, now=NOW)
    answer = Client().get(address_of(row))

    assert (answer.status_code, answer.content) == (200, bytes(row.content))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    known = {"if-none-match": f'"{row.digest}"'}
    assert Client().get(address_of(row), headers=known).status_code == 304


@pytest.mark.parametrize("path", [f"/files/{'0' * 64}.webp", "/files/x.webp", "/files/../x.webp"])
def test_what_nobody_sent_is_not_there(path):
    assert Client().get(path).status_code == 404


# --- forgotten ---


def test_one_that_no_text_shows_is_forgotten_after_a_week(group, alice):
    shown = add_picture(owner=group, sent=photo(colour="red"), by=alice, now=NOW)
    add_picture(owner=group, sent=photo(colour="blue"), by=alice, now=NOW)
    new = add_picture(
        owner=group, sent=photo(colour="green"), by=alice, now=NOW + timedelta(days=5)
    )
    text_of(group, said=words(body=f"![A bus]({address_of(shown)})"))

    assert forget_unused_pictures(now=NOW + timedelta(days=8)) == 1
    assert set(Picture.objects.all()) == {shown, new}
    assert forget_unused_pictures(now=NOW + timedelta(days=8)) == 0


def test_its_size_is_said_so_that_nothing_jumps_and_asked_for_once(
    client, group, alice, django_assert_num_queries
):
    row = add_picture(owner=group, sent=photo(width=40, height=20), by=alice, now=NOW)
    text = f"![A bus]({address_of(row)})"
    with django_assert_num_queries(1):
        shown = [markdown(text), markdown(text)]
    tag = f'<img src="{address_of(row)}" alt="A bus" width="40" height="20"'
    assert [tag in html for html in shown] == [True, True]
