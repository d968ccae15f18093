"""Addresses of the pages, in the words of each language."""

from typing import Any

from django.urls import path, register_converter

from socle.accounts.views import following
from socle.foundation.addresses import one_of, spoken
from socle.groups.views import (
    approach,
    charter,
    coalition,
    declarations,
    delegations,
    directory,
    editing,
    imports,
    invitations,
    joining,
    links,
    members,
    merging,
    pages,
    pipeline,
    requests,
    roles,
    sending,
    signing,
    starting,
    telling,
    writing,
)
from socle.territories.addresses import LEVEL_WORDS, level_word

app_name = "groups"

# In the order of LANGUAGES: fr, nl, de, en.
GROUP = ("groupe", "groep", "gruppe", "group")
GROUPS = ("groupes", "groepen", "gruppen", "groups")
NEW = ("nouveau", "nieuw", "neu", "new")
CHARTER = ("charte", "charter", "charta", "charter")
EDIT = ("modifier", "wijzigen", "bearbeiten", "edit")
WRITE = ("ecrire", "schrijven", "schreiben", "write")
SENT = ("envoye", "verzonden", "gesendet", "sent")
ARCHIVE = ("archiver", "archiveren", "archivieren", "archive")
BRING_BACK = ("retablir", "terughalen", "zurueckholen", "bring-back")

JOIN = ("rejoindre", "meedoen", "mitmachen", "join")
WITHDRAW = ("retirer", "intrekken", "zurueckziehen", "withdraw")
LEAVE = ("quitter", "verlaten", "verlassen", "leave")
MEMBERS = ("membres", "leden", "mitglieder", "members")
REQUESTS = ("demandes", "aanvragen", "anfragen", "requests")
INVITE = ("inviter", "uitnodigen", "einladen", "invite")
INVITATION = ("invitation", "uitnodiging", "einladung", "invitation")
LINK = ("lien", "link", "link", "link")
ACCEPT = ("accepter", "aanvaarden", "annehmen", "accept")
DECLINE = ("refuser", "weigeren", "ablehnen", "decline")
REVOKE = ("annuler", "annuleren", "widerrufen", "revoke")
END = ("terminer", "beeindigen", "beenden", "end")
ROLE = ("role", "rol", "rolle", "role")
REMOVE = ("exclure", "verwijderen", "entfernen", "remove")
HAND_OVER = ("passer-le-relais", "doorgeven", "uebergeben", "hand-over")
DELEGATION = ("delegation", "afvaardiging", "delegation", "delegation")
DECLARATION = ("declaration", "verklaring", "erklaerung", "declaration")
VOICES = ("voix", "stemmen", "stimmen", "voices")
PART_OF = ("faire-partie", "deel-van", "teil-von", "part-of")
FOLLOW = ("suivre", "volgen", "folgen", "follow")
MERGE = ("fusionner", "samenvoegen", "zusammenlegen", "merge")

COALITION = ("coalition", "coalitie", "koalition", "coalition")
ORGANISATIONS = ("organisations", "organisaties", "organisationen", "organisations")
LIST = ("liste", "lijst", "liste", "list")
TABLE = ("tableau", "tabel", "tabelle", "table")
ADD = ("ajouter", "toevoegen", "hinzufuegen", "add")
IMPORT = ("importer", "importeren", "importieren", "import")
MOVE = ("deplacer", "verplaatsen", "verschieben", "move")
CONTACT = ("contact", "contact", "kontakt", "contact")
SEND = ("envoyer", "versturen", "senden", "send")
SIGNATURE = ("signature", "handtekening", "unterschrift", "signature")
SIGN = ("signer", "ondertekenen", "unterzeichnen", "sign")
SET_UP = ("creer", "oprichten", "gruenden", "set-up")
TELL = ("dire-a-la-coalition", "zeg-de-coalitie", "der-koalition-sagen", "tell-the-coalition")


class GroupConverter:
    """``12-gembloux``: the key; the name after the first dash is for people."""

    regex = r"[0-9]{1,9}(?:-[\w-]*)?"

    def to_python(self, value: str) -> int:
        return int(value.partition("-")[0])

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(GroupConverter, "group")


def words(*parts: tuple[str, ...] | str) -> str:
    """``words(GROUPS, NEW)`` is ``groupes/nouveau/`` in French."""
    return spoken(
        lambda: "/".join(part if isinstance(part, str) else one_of(part)() for part in parts)
    )


# Every page of one group: of_group(EDIT) is ``groupe/12-gembloux/modifier/``.
def of_group(*parts: tuple[str, ...] | str) -> str:
    return words(GROUP, "<group:key>", *parts)


def of_approach(*parts: tuple[str, ...] | str) -> str:
    """Every page of one organisation of the pipeline, for coordinators."""
    return words(COALITION, ORGANISATIONS, "<group:key>", *parts)


urlpatterns: list = [
    path(words(GROUPS), directory.directory, name="directory"),
    path(words(GROUPS, NEW), starting.start, name="start"),
    path(words(GROUPS, "places"), starting.places, name="places"),
    path(words(CHARTER), charter.read, name="charter"),
    path(words(CHARTER, "<int:release>"), charter.read, name="charter-release"),
    path(of_group(), pages.group, name="group"),
    path(of_group(EDIT), editing.edit, name="edit"),
    path(of_group(WRITE), writing.write, name="write"),
    path(of_group(WRITE, SENT), writing.sent, name="sent"),
    path(of_group(CHARTER), charter.accept, name="accept-charter"),
    path(of_group(ARCHIVE), pages.archive, name="archive"),
    path(of_group(BRING_BACK), pages.bring_back, name="bring-back"),
]


def follow_path(level: str) -> Any:
    """``suivre/commune/92094/``."""
    where = spoken(lambda: f"{one_of(FOLLOW)()}/{level_word(level)}", "/<slug:key>/")
    return path(where, following.follow, {"kind": "area"}, name=f"follow-{level}")


urlpatterns.append(path(of_group(FOLLOW), following.follow, {"kind": "group"}, name="follow"))
urlpatterns += [follow_path(level) for level in LEVEL_WORDS]

people = (MEMBERS, "<int:person>")
urlpatterns += [
    path(of_group(JOIN), joining.join, name="join"),
    path(of_group(JOIN, WITHDRAW), joining.withdraw, name="request-withdraw"),
    path(of_group(LEAVE), joining.leave, name="leave"),
    path(of_group(MEMBERS), members.members, name="members"),
    path(of_group(MEMBERS, "csv"), members.as_table, name="members-csv"),
    path(of_group(*people), roles.person, name="member"),
    path(of_group(*people, ROLE), roles.give, name="role-give"),
    path(of_group(*people, ROLE, END), roles.end, name="role-end"),
    path(of_group(*people, REMOVE), roles.remove, name="member-remove"),
    path(of_group(*people, HAND_OVER), roles.pass_on, name="hand-over"),
    path(of_group(*people, DELEGATION), delegations.name, name="delegate"),
    path(of_group(REQUESTS, "<int:join>", ACCEPT), requests.accept, name="request-accept"),
    path(of_group(REQUESTS, "<int:join>", DECLINE), requests.decline, name="request-decline"),
    path(of_group(INVITE), invitations.invite_people, name="invite"),
    path(of_group(INVITE, LINK), invitations.link, name="invite-link"),
    path(
        of_group(INVITE, "<int:invitation>", REVOKE), invitations.revoke, name="invitation-revoke"
    ),
    path(words(INVITATION, "<str:token>"), invitations.invitation, name="invitation"),
    path(words(DELEGATION, "<int:pk>"), delegations.delegation, name="delegation"),
    path(words(DELEGATION, "<int:pk>", END), delegations.end, name="delegation-end"),
    path(words(DECLARATION), declarations.declaration, name="declaration"),
    path(words(DECLARATION, END), declarations.take_back, name="declaration-end"),
    path(of_group(MEMBERS, VOICES), members.voices_of, name="voices"),
    path(of_group(PART_OF), links.ask, name="link-ask"),
    path(of_group(PART_OF, "<int:link>", ACCEPT), links.accept, name="link-accept"),
    path(of_group(PART_OF, "<int:link>", DECLINE), links.decline, name="link-decline"),
    path(of_group(PART_OF, "<int:link>", END), links.end, name="link-end"),
    path(of_group(MERGE), merging.choose, name="merge"),
    path(of_group(MERGE, "<group:other>"), merging.confirm, name="merge-into"),
    path(of_group(TELL), telling.tell, name="tell-coalition"),
    path(words(COALITION), coalition.overview, name="coalition"),
    path(words(COALITION, SET_UP), coalition.set_up, name="coalition-setup"),
    path(words(COALITION, GROUPS), coalition.groups, name="coalition-groups"),
    path(words(COALITION, GROUPS, "<group:key>"), coalition.welcome, name="welcome"),
    path(words(COALITION, ORGANISATIONS), pipeline.show_board, name="pipeline"),
    path(words(COALITION, ORGANISATIONS, MOVE), pipeline.move_card, name="pipeline-move"),
    path(words(COALITION, ORGANISATIONS, LIST), pipeline.show_list, name="pipeline-list"),
    path(words(COALITION, ORGANISATIONS, TABLE), pipeline.table, name="pipeline-table"),
    path(words(COALITION, ORGANISATIONS, ADD), approach.add, name="pipeline-add"),
    path(words(COALITION, ORGANISATIONS, IMPORT), imports.upload, name="import"),
    path(words(COALITION, ORGANISATIONS, IMPORT, "<int:key>"), imports.check, name="import-check"),
    path(of_approach(), approach.approach, name="approach"),
    path(of_approach(CONTACT), approach.contact, name="approach-contact"),
    path(of_approach(MOVE), approach.move, name="approach-move"),
    path(of_approach(CHARTER, SEND), sending.send, name="charter-send"),
    path(of_approach(CHARTER, REVOKE), sending.revoke, name="charter-revoke"),
    path(of_approach(CHARTER, SIGNATURE), sending.signature, name="charter-signature"),
    path(words(CHARTER, SIGN, "<str:token>"), signing.sign, name="sign-charter"),
]
