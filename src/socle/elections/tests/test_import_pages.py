"""Candidates brought in from a page: sent, looked at, asked about, taken in, taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from socle.elections.actions.uploads import confirm_file, forget_old_files, work_on_file
from socle.elections.forms import candidates as forms
from socle.elections.models import Candidacy, CandidateFile, CandidateImport, Person
from socle.elections.queries.candidate_files import due_files
from socle.elections.tests.desk import HEADINGS, TWO
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.transfer.candidates import read_candidates
from socle.groups.models import Group
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, words_of

pytestmark = pytest.mark.usefixtures("belgium")
PLACE = "/en/coalition/candidates/"
SEND = f"{PLACE}coming/"
TABLE = "\n".join([HEADINGS, *TWO, ""])


@pytest.fixture
def coalition(db):
    return GroupFactory(kind=Group.Kind.COALITION)


@pytest.fixture
def carol(client, coalition):
    carol = UserFactory(name="Carol")
    MembershipFactory(user=carol, group=coalition, role="organiser")
    client.force_login(carol)
    return carol


@pytest.fixture
def working(django_capture_on_commit_callbacks):
    """Jobs asked for are done at once, as a worker that waits does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def send(client, content=TABLE, source="Poster", name="candidates.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(SEND, {"file": file, "source_title": source})


def address(file):
    return f"{PLACE}file/{file.pk}/"


def test_the_pages_are_for_coordinators(client, namur, coalition):
    alice = UserFactory()
    MembershipFactory(user=alice, group=GroupFactory(), role="organiser")
    kept = CandidateImport.objects.create(
        election=namur.election, file_name="a", source_title="b", created=0, updated=0,
        unchanged=0, refused=0, at=timezone.now(),
    )  # fmt: skip
    pages = [PLACE, SEND, f"{PLACE}file/1/", f"{PLACE}file/1/report/", f"{PLACE}undo/{kept.pk}/"]
    assert [client.get(page).status_code for page in pages] == [302] * 5
    client.force_login(alice)
    assert [client.get(page).status_code for page in pages] == [404] * 5


def test_a_file_is_looked_at_then_taken_in_then_taken_back(client, carol, namur, working):
    with working():
        send(client)
    file = CandidateFile.objects.get()
    shown = client.get(address(file))
    assert headings(shown, 1) == ["candidates.csv"]
    assert headings(shown, 2) == ["Added"]
    assert "to be added 2 to be changed 0 the same already 0 refused 0" in words_of(shown)
    assert Candidacy.objects.count() == 0

    with working():
        client.post(address(file), {"confirm": "yes"})
    assert Candidacy.objects.count() == 2
    assert "added 2 changed 0" in words_of(client.get(address(file)))
    file.refresh_from_db()
    kept = CandidateImport.objects.get()
    assert (file.state, bytes(file.content), file.taken_as, kept.by) == ("taken", b"", kept, carol)

    page = f"{PLACE}undo/{kept.pk}/"
    assert headings(client.get(page), 1) == ["Undo an import"]
    assert Candidacy.objects.count() == 2
    client.post(page)
    assert (Candidacy.objects.count(), Person.objects.count()) == (0, 0)
    assert "Undone" in words_of(client.get(SEND))


def test_what_changes_is_said_before_it_does(client, carol, namur, working):
    with working():
        send(client)
    with working():
        client.post(address(CandidateFile.objects.get()), {"confirm": "yes"})
    headings_ = f"{HEADINGS},elected,email"
    rows = [
        TWO[0].replace(",1,Zoé", ",5,Zoé") + ",yes,zoe@example.org",
        TWO[1].replace("Exemple,a-2", "Exemple-Autre,a-2") + ",,",
        "92094,2,Liste du Moulin,3,Ali,Exemple,a-3,,",
    ]
    with working():
        send(client, "\n".join([headings_, *rows, ""]))
    shown = words_of(client.get(address(CandidateFile.objects.latest("pk"))))
    assert "Invented election · Poster" in shown
    assert (
        "Zoé Exemple · 1 Liste du Moulin · place: 1 → 5, elected: — → yes, e-mail address" in shown
    )
    assert "zoe@example.org" not in shown
    assert "Jan Van der Exemple-Autre · 1 Liste du Moulin · name or identifier" in shown
    assert "number of the list" in shown.partition("Refused")[2]


def test_names_that_are_known_are_asked_about(client, carol, namur, working):
    known = PersonFactory(given_name="Zoé", family_name="Exemple")
    CandidacyFactory(list__contest=ContestFactory(), person=known)
    with working():
        send(client)
    file = CandidateFile.objects.get()
    shown = client.get(address(file))
    assert headings(shown, 2) == ["The same human? 1", "Added"]
    with working():
        client.post(address(file), {"row-2": f"P{known.pk}"})
    shown = client.get(address(file))
    assert headings(shown, 2) == ["Added"]
    with working():
        client.post(address(file), {"confirm": "yes"})
    assert known.candidacies.count() == 2


def test_the_report_is_taken_away(client, carol, namur, working):
    with working():
        send(client, TABLE.replace("92094,1,Liste du Moulin,2", "00000,1,Liste du Moulin,2"))
    report = client.get(address(CandidateFile.objects.get()) + "report/")
    assert report.content.decode("utf-8-sig").splitlines() == [
        "row,outcome,name,column,words",
        "3,refused,Jan Van der Exemple,area_code,no area has the code 00000",
        "2,created,Zoé Exemple,,1 Liste du Moulin · 1",
    ]


def test_an_import_on_which_something_rests_is_not_undone(client, carol, namur, working):
    with working():
        send(client)
    with working():
        client.post(address(CandidateFile.objects.get()), {"confirm": "yes"})
    standing = Candidacy.objects.first()
    MandateFactory(person=standing.person, candidacy=standing)
    page = f"{PLACE}undo/{CandidateImport.objects.get().pk}/"
    assert "mandates: 1" in words_of(client.post(page))
    assert Candidacy.objects.count() == 2


def test_what_cannot_be_read_says_why(client, carol, namur, working):
    with working():
        send(client, b"%PDF-1.7\n%\xe2\xe3")
    shown = words_of(client.get(address(CandidateFile.objects.get())))
    assert "This file is a PDF" in shown


def test_what_is_too_large_or_without_a_source_is_refused(client, carol, namur, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 10)
    sent = send(client, source="")
    assert sent.status_code == 422
    assert sent.context["form"].errors == {
        "file": ["This file is larger than 20 MB: cut it into several, each with the headings."],
        "source_title": ["Say where the facts come from."],
    }
    assert CandidateFile.objects.count() == 0


def test_two_presses_have_one_effect(client, carol, namur, working):
    with working():
        send(client)
    file = CandidateFile.objects.get()
    assert [confirm_file(file=file), confirm_file(file=file)] == [True, False]


def test_a_worker_that_was_stopped_is_followed_by_another(client, carol, namur):
    send(client)
    file, now = CandidateFile.objects.get(), timezone.now()
    assert due_files(now) == [file.pk]
    CandidateFile.objects.update(begun_at=now)
    assert [due_files(now), due_files(now + timedelta(minutes=16))] == [[], [file.pk]]
    work_on_file(file=file, read=read_candidates, now=now)
    file.refresh_from_db()
    assert file.state == "reading"
    work_on_file(file=file, read=read_candidates, now=now + timedelta(minutes=16))
    file.refresh_from_db()
    assert file.state == "read"


def test_files_are_forgotten(client, carol, namur, working):
    with working():
        send(client)
    now = timezone.now()
    assert forget_old_files(now=now + timedelta(days=1)) == 0
    assert forget_old_files(now=now + timedelta(days=3)) == 1
    assert CandidateFile.objects.count() == 0


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_asks_the_database_as_much_for_one_as_for_ten(
    client, carol, namur, number, django_assert_num_queries
):
    for n in range(number):
        CandidateImport.objects.create(
            election=namur.election, file_name=f"{n}", source_title="b", created=0, updated=0,
            unchanged=0, refused=0, at=timezone.now(), by=carol,
        )  # fmt: skip
    client.get(SEND)
    with django_assert_num_queries(8):
        client.get(SEND)
