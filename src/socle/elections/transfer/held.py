"""What elections keep of people; candidates have no account, and are told when written to."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.personal import AtErasure, Basis, Held, days
from socle.elections.actions.retention import KEEP_ADDRESSES
from socle.elections.models import (
    Candidacy,
    CandidateFile,
    CandidateImport,
    EarlierSource,
    ElectoralList,
    PersonMerge,
    SameNameAnswer,
    ToldApart,
)

KEPT_AND_WRITTEN_TO = days(
    _(
        "the address until %(days)d days after the vote; named until the next election of the same "
        "council opens, unless elected"
    ),
    KEEP_ADDRESSES,
)
KEPT_BY_THE_RECORD = _("named until the next election of the same council opens, unless elected")

HELD = (
    Held(
        "elections.person",
        what=_("The name of candidates and elected persons, and what sources call them."),
        why=_("So that anyone can see who said what before a vote, and what became of it."),
        basis=Basis.INTEREST,
        kept=KEPT_BY_THE_RECORD,
        at_erasure=AtErasure.UNNAMED,
    ),
    Held(
        "elections.candidacy",
        what=_("On which list somebody stood, at which place, whether elected, their address."),
        why=_("To put the same questions to every candidate. Addresses are never shown."),
        basis=Basis.INTEREST,
        kept=KEPT_AND_WRITTEN_TO,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Candidacy.objects.filter(email__iexact=user.email),
        columns=("contest__name", "list__name", "position", "substitute_position", "elected"),
    ),
    Held(
        "elections.electorallist",
        what=_("The address that a list published."),
        why=_("To put the same questions to every list. Addresses are never shown."),
        basis=Basis.INTEREST,
        kept=KEPT_AND_WRITTEN_TO,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: ElectoralList.objects.filter(contact_email__iexact=user.email),
        columns=("contest__name", "name", "contact_source"),
    ),
    Held(
        "elections.mandate",
        what=_("What somebody was elected or appointed to, from when to when."),
        why=_("So that promises can be followed."),
        basis=Basis.DUTY,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
    ),
    Held(
        "elections.personmerge",
        what=_("Who said that two names are one person, or took that back."),
        why=_("So that a mistake can be undone, and asked about."),
        basis=Basis.INTEREST,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: PersonMerge.objects.filter(Q(by=user) | Q(undone_by=user)),
        columns=("reason", "at", "undone_at"),
    ),
    Held(
        "elections.toldapart",
        what=_("Who said that two persons of one name are two, and why."),
        why=_("So that a mistake can be undone, and asked about."),
        basis=Basis.INTEREST,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: ToldApart.objects.filter(by=user),
        columns=("reason", "at"),
    ),
    Held(
        "elections.earliersource",
        what=_("Which sources of lists and candidacies you replaced by others."),
        why=_("So that a mistake can be undone, and asked about."),
        basis=Basis.INTEREST,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: EarlierSource.objects.filter(by=user),
        columns=("source_title", "source_url", "until"),
    ),
    Held(
        "elections.candidateimport",
        what=_("The files of candidates you imported, or whose import you undid."),
        why=_("So that a mistake can be found, and undone."),
        basis=Basis.INTEREST,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: CandidateImport.objects.filter(Q(by=user) | Q(undone_by=user)),
        columns=("file_name", "at", "undone_at"),
    ),
    Held(
        "elections.samenameanswer",
        what=_("What you said of names that were the same."),
        why=_("So that a mistake can be found, and undone."),
        basis=Basis.INTEREST,
        kept=_("as long as the campaign is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: SameNameAnswer.objects.filter(by=user),
        columns=("said_as", "at"),
    ),
    Held(
        "elections.candidatefile",
        what=_("A table of candidates, sent to be taken in; what was asked about it; its report."),
        why=_("To let a coordinator look at it before it is taken in."),
        basis=Basis.INTEREST,
        kept=_("two days at most, or until it is taken in; its report for thirty days"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: CandidateFile.objects.filter(made_by=user).defer("content", "report"),
        columns=("file_name", "source_title", "made_at", "state"),
    ),
    Held(
        "elections.namequestion",
        what=_(
            "A name in such a table that somebody else bears, until a coordinator says who it is."
        ),
        why=_("To ask rather than guess whether two names are one human."),
        basis=Basis.INTEREST,
        kept=_("two days at most, or until it is taken in; its report for thirty days"),
        at_erasure=AtErasure.REMOVED,
    ),
)
