"""Letters with answers, as Alice enters them and Bob confirms them."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from socle.commitments.actions.letters import confirm_letter, enter_letter
from socle.commitments.models import Letter
from socle.commitments.queries.answering import Said
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.elections.tests.factories import ElectoralListFactory

NOW = timezone.now()
DAY = timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
HERE = 0x0112  # how a camera was held, among what it adds


def photograph():
    """A JPEG that says how the camera was held, and with which words."""
    picture, into = Image.new("RGB", (60, 40), "white"), BytesIO()
    exif = Image.Exif()
    exif[HERE], exif[0x010E] = 6, "at home"
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


def says(stance):
    condition = "If the Region pays." if stance == "yes_if" else ""
    return Said(stance, condition, f"We say {stance}.", "en")


class Posted:
    """Gembloux asks for buses and trees; the lists were invited three days ago, Tilleuls by letter.
    Alice and Bob organise the group."""

    def __init__(self, *, deadline=20, address=""):
        self.group = group_in()
        self.alice, self.bob = organiser_of(self.group), organiser_of(self.group, "Bob")
        self.questionnaire = QuestionnaireFactory(
            contest=contest_in(), deadline=NOW + deadline * DAY, opened_at=NOW - 3 * DAY
        )
        self.buses, self.trees = (
            AskFactory(questionnaire=self.questionnaire, asked_by=self.group, words=title)
            for title in ("A bus every half hour", "Trees in every street")
        )
        row = ElectoralListFactory(contest=self.questionnaire.contest, name="Tilleuls", number=4)
        self.invitation = InvitationFactory(
            questionnaire=self.questionnaire,
            list=row,
            channel="email" if address else "letter",
            address=address,
            expires_at=self.questionnaire.deadline + 2 * DAY,
        )

    def enter(
        self, *, by=None, now=NOW, via="letter", mends=None, scan=PDF, form_id=None, **stances
    ):
        said = {
            getattr(self, name).pk: Said(
                stance,
                "If the Region pays." if stance == "yes_if" else "",
                f"We say {stance}.",
                "en",
            )
            for name, stance in (stances or {"buses": "yes"}).items()
        }
        letter = Letter(
            via=via,
            written_on=(NOW - DAY).date(),
            language="en",
            scan=scan,
            scan_type="application/pdf" if scan else "",
            mends=mends,
            form_id=form_id or uuid4(),
        )
        return enter_letter(
            invitation=self.invitation, letter=letter, said=said, by=by or self.alice, now=now
        )

    def confirm(self, letter, *, by=None, now=NOW + DAY):
        return confirm_letter(letter=letter, by=by or self.bob, now=now)
