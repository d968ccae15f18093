"""A table brought in from a page: sent, looked at, taken in."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.tables import write_xlsx
from socle.foundation.tables.columns import plain
from socle.groups.actions.uploads import forget_old_uploads
from socle.groups.forms.coalition import LARGEST_UPLOAD
from socle.groups.models import Approach, Group, ImportFile
from socle.groups.tests.factories import (
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import notices
from socle.groups.transfer.tables import COLUMNS
from socle.web.tests.reading import headings, part, words_in, words_of

pytestmark = pytest.mark.usefixtures("belgium")
IMPORT = "/en/coalition/organisations/import/"


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION)


def coordinator(coalition, name):
    user = UserFactory(name=name)
    MembershipFactory(user=user, group=coalition, role="organiser")
    return user


@pytest.fixture
def carol(client, coalition):
    carol = coordinator(coalition, "Carol")
    client.force_login(carol)
    return carol


def send(client, content, name="organisations.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)}, follow=True)


TABLE = (
    "nom;commune;étape;e-mail\n"
    "La Ruche;Namur;contacté;ruche@example.org\n"
    "L’Ancre;Bertogne;;ancre@example.org\n"
    "Semeurs;;;semeurs.example.org\n"
    "Haies;;;\n"
)


def test_a_table_is_looked_at_before_anything_is_written(client, carol):
    ApproachFactory(group__name="L’Ancre", contact_email="ancre@example.org")
    ApproachFactory(group__name="Haies", contact_email="")

    shown = send(client, TABLE)

    assert headings(shown, 1) == ["What “organisations.csv” would change"]
    assert headings(shown, 2) == [
        "Refused 1",
        "To be added 1",
        "To be changed 1",
        "The same already 1",
    ]
    assert words_in(part(shown, 'id="created-title"', "</ul>")).endswith(
        "2 La Ruche · contacted · Namur"
    )
    assert words_in(part(shown, 'id="updated-title"', "</ul>")).endswith(
        "3 L’Ancre · where it is active"
    )
    assert "“semeurs.example.org” has no “@”" in words_of(shown)
    assert "Row 3: “Bertogne” is no more: it was read as Bastogne, which took over." in words_of(
        shown
    )
    assert "contact_email" in words_of(shown)
    assert Approach.objects.count() == 2
    in_french = client.get(
        shown.request["PATH_INFO"].replace("/en/", "/fr/").replace("/import/", "/importer/")
    )
    assert "contact_email" not in words_of(in_french)

    done = client.post(shown.request["PATH_INFO"], follow=True)

    assert notices(done) == ["Done: 1 organisation added, 1 row changed."]
    assert Approach.objects.count() == 3
    assert ImportFile.objects.count() == 0
    entry = JournalEntry.objects.get(verb="groups.approach.imported")
    assert (entry.by, entry.reason) == (carol, "organisations.csv: +1 ~1 !1")
    assert client.get(shown.request["PATH_INFO"]).status_code == 404


def test_a_spreadsheet_is_understood_too(client, carol):
    table = write_xlsx("Organisations", ["naam", "gemeente"], [["Ruche", "Namen"]])
    shown = send(client, table, "lijst.xlsx")
    client.post(shown.request["PATH_INFO"])
    assert [area.code for area in Group.objects.get(name="Ruche").areas.all()] == ["92094"]


def test_the_same_table_twice_changes_nothing(client, carol):
    first = send(client, TABLE)
    client.post(first.request["PATH_INFO"])
    again = send(client, TABLE)
    assert "Nothing would change." in words_of(again)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "This file is a PDF. Ask for the table it was made from."),
        (b"commune;e-mail\nNamur;a@example.org\n", "The column “name” is missing."),
        (b"", "This file is empty: choose another one."),
    ],
)
def test_what_cannot_be_read_is_told(client, carol, content, words):
    answer = send(client, content, "table.pdf")
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert ImportFile.objects.count() == 0


def test_a_file_that_is_too_large_is_told(client, carol):
    answer = send(client, b"name\n" + b"x" * LARGEST_UPLOAD)
    assert answer.status_code == 422
    assert "This file is larger than 5 MB" in words_of(answer)


def test_what_somebody_sent_is_for_their_eyes(client, coalition, carol):
    shown = send(client, TABLE)
    client.force_login(coordinator(coalition, "Dries"))
    assert client.get(shown.request["PATH_INFO"]).status_code == 404
    assert client.post(shown.request["PATH_INFO"]).status_code == 404


def test_what_is_not_confirmed_is_forgotten_within_a_day(client, carol):
    send(client, TABLE)
    now = timezone.now()
    assert forget_old_uploads(now=now + timedelta(hours=23)) == 0
    assert forget_old_uploads(now=now + timedelta(hours=25)) == 1


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_page_names_columns_that_are_understood(client, carol, language):
    with override(language):
        shown = client.get(reverse("groups:import"))
    items = re.findall(r"<li>(.*?)</li>", part(shown, 'id="columns-title"', "</section>"))
    named = [re.sub(r"\(.*|[:\u00a0 ]*:.*", "", unescape(item)) for item in items]
    words = [word for item in named for word in re.split(r", | ou | of | oder | or ", item)]
    heard = set().union(*(column.heard_as for column in COLUMNS))
    assert len(words) == 17
    assert [word for word in words if plain(word) not in heard] == []
