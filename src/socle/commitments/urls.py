"""Addresses of the pages, in the words of each language."""

from django.urls import path

from socle.accounts.views import following
from socle.commitments.rules import LEDGER_KEY
from socle.commitments.views import (
    answering,
    asking,
    candidates,
    confirming,
    coverage,
    fairness,
    following_up,
    gathering,
    grid,
    grid_files,
    inviting,
    ledger,
    letters,
    moderating,
    paper,
    promises,
    removing,
    replying,
    rounds,
    stage,
    stating,
    witness,
)
from socle.elections.urls import ELECTIONS
from socle.foundation.addresses import one_of, spoken
from socle.groups.urls import COALITION, FOLLOW, NEW, TABLE, of_group, words

app_name = "commitments"

# In the order of LANGUAGES: fr, nl, de, en.
LEDGER = ("registre", "register", "register", "ledger")
ANSWER = ("repondre", "antwoorden", "antworten", "answer")
CHECK = ("verifier", "nakijken", "pruefen", "check")
DONE = ("envoye", "verzonden", "gesendet", "sent")
WITHDRAW = ("retirer", "intrekken", "zurueckziehen", "withdraw")
ANSWERS = ("reponses", "antwoorden", "antworten", "answers")
QUESTION = ("question", "vraag", "frage", "question")
COMPARE = ("comparer", "vergelijken", "vergleichen", "compare")
EMBED = ("integrer", "insluiten", "einbetten", "embed")
CONTEST = (ELECTIONS, "<slug:slug>", "<slug:code>", ANSWERS)
READING = ("relecture", "nalezen", "gegenlesen", "reading")
HOLD = ("retenir", "tegenhouden", "zurueckhalten", "hold")
KIND, _colon, KEY = LEDGER_KEY.partition(":")

urlpatterns = [
    path(words(LEDGER), ledger.page, name="ledger"),
    path(spoken(one_of(LEDGER), "/ledger.jsonl"), ledger.file, name="ledger-file"),
    path(words(LEDGER, FOLLOW), following.follow, {"kind": KIND, "key": KEY}, name="ledger-follow"),
    path(words(ANSWER, "<str:token>"), answering.before, name="answer"),
    path(words(ANSWER, "<str:token>", "<int:number>"), answering.question, name="answer-question"),
    path(
        words(ANSWER, "<str:token>", "<int:number>", WITHDRAW),
        answering.withdraw,
        name="answer-withdraw",
    ),
    path(words(ANSWER, "<str:token>", CHECK), answering.check, name="answer-check"),
    path(words(ANSWER, "<str:token>", DONE), answering.done, name="answer-done"),
    path(words(*CONTEST), grid.grid, name="grid"),
    path(words(*CONTEST, COMPARE), grid.compare, name="compare"),
    path(words(*CONTEST, EMBED), grid.embed, name="embed"),
    path(words(*CONTEST, EMBED, "image"), grid_files.image, name="grid-image"),
    path(words(*CONTEST, "pdf"), grid_files.pdf, name="grid-pdf"),
    path(words(QUESTION, "<group:key>"), grid.ask, name="ask"),
    path(words(READING, "<int:key>"), moderating.reading, name="reading"),
    path(words(READING, "<int:key>", "<int:answer>", HOLD), moderating.hold, name="reading-hold"),
]

QUESTIONS = ("questions", "vragen", "fragen", "asks")
CHOOSE = ("choisir", "kiezen", "waehlen", "choose")
TAKE_BACK = ("reprendre", "terugnemen", "zuruecknehmen", "take-back")
FREEZE = ("figer", "vastleggen", "festlegen", "freeze")
REWORD = ("autres-mots", "andere-woorden", "andere-worte", "other-words")
DROP = ("retirer", "intrekken", "zurueckziehen", "withdraw")


def of_contest(*parts: tuple[str, ...] | str) -> str:
    """``groupe/12-gembloux/questions/7/…``: what one group does in one contest."""
    return of_group(QUESTIONS, "<int:contest>", *parts)


urlpatterns += [
    path(of_group(QUESTIONS), asking.contests, name="contests"),
    path(of_contest(), asking.way, name="way"),
    path(of_contest(CHOOSE), asking.choose, name="choose"),
    path(of_contest(FREEZE), asking.freeze, name="freeze"),
    path(of_contest("<int:ask>", TAKE_BACK), asking.take_back, name="take-back"),
    path(of_contest("<int:ask>", DROP), asking.withdraw, name="ask-withdraw"),
    path(of_contest("<int:ask>", REWORD), asking.replace, name="ask-replace"),
]

RULE = ("regle", "regel", "regel", "rule")
LIST = ("liste", "lijst", "liste", "list")
INVITE = ("inviter", "uitnodigen", "einladen", "invite")
LEAVE_OUT = ("ecarter", "buiten-laten", "auslassen", "leave-out")
TAKE_IN = ("reprendre", "opnemen", "aufnehmen", "take-in")
CANDIDATES = ("candidats", "kandidaten", "kandidaten", "candidates")
NOTE = ("noter", "noteren", "vermerken", "note")
AGAIN = ("renvoyer", "opnieuw", "erneut", "again")
REVOKE = ("annuler", "annuleren", "widerrufen", "revoke")
FAIRNESS = ("egalite-de-traitement", "gelijke-behandeling", "gleichbehandlung", "fair-treatment")


def of_list(*parts: tuple[str, ...] | str) -> str:
    return of_contest(LIST, "<int:row>", *parts)


urlpatterns += [
    path(of_contest(RULE), inviting.rule, name="rule"),
    path(of_contest(INVITE), inviting.invite_all, name="invite"),
    path(of_list(), inviting.contact, name="contact"),
    path(of_list(LEAVE_OUT), inviting.exclude, name="leave-out"),
    path(of_list(TAKE_IN), inviting.include, name="take-in"),
    path(of_list(CANDIDATES), candidates.candidates, name="candidates"),
    path(of_contest(CANDIDATES, "<int:row>"), candidates.candidate, name="candidate"),
    path(of_list(CANDIDATES, INVITE), candidates.invite_ready, name="candidates-invite"),
    path(of_contest(CANDIDATES, "<int:row>", NOTE), candidates.note, name="candidate-note"),
    path(of_contest(CANDIDATES, "<int:row>", AGAIN), candidates.again, name="candidate-again"),
    path(of_contest(CANDIDATES, "<int:row>", REVOKE), candidates.cut, name="candidate-revoke"),
    path(of_list(NOTE), inviting.note, name="note"),
    path(of_list(AGAIN), inviting.again, name="link-again"),
    path(of_list(REVOKE), inviting.cut, name="link-revoke"),
    path(words(FAIRNESS, "<int:contest>"), fairness.page, name="fairness"),
]

COVERAGE = ("couverture", "dekking", "abdeckung", "coverage")


def of_coalition(*parts: tuple[str, ...] | str) -> str:
    """``coalition/questions/…``: what coordinators ask everywhere."""
    return words(COALITION, QUESTIONS, *parts)


urlpatterns += [
    path(of_coalition(), rounds.rounds, name="rounds"),
    path(of_coalition(NEW), rounds.new, name="round-new"),
    path(of_coalition(COVERAGE), coverage.page, name="coverage"),
    path(of_coalition(COVERAGE, TABLE), coverage.table, name="coverage-table"),
    path(of_coalition("<int:key>"), rounds.one, name="round"),
    path(of_coalition("<int:key>", FREEZE), rounds.freeze, name="round-freeze"),
    path(of_coalition("<int:key>", TAKE_BACK), rounds.take_back, name="round-take-back"),
]

REMOVE = ("supprimer", "verwijderen", "loeschen", "remove")

urlpatterns += [
    path(words(COALITION, LEDGER, REMOVE), removing.find, name="ledger-remove"),
    path(
        words(COALITION, LEDGER, REMOVE, "<int:line>"), removing.remove, name="ledger-remove-line"
    ),
]

PAPER = ("papier", "papier", "papier", "paper")
PRINT = ("imprimer", "afdrukken", "drucken", "print")

urlpatterns += [
    path(of_contest(PAPER, "<int:invitation>"), paper.letter, name="paper"),
    path(of_contest(PAPER, "<int:invitation>", PRINT), paper.printed, name="paper-print"),
]

STAGE = ("scene", "podium", "buehne", "stage")
VIDEO = ("video", "video", "video", "video")
LINK = ("lien", "link", "link", "link")
CORRECT = ("corriger", "verbeteren", "berichtigen", "correct")
WITNESS = ("temoin", "getuige", "zeuge", "witness")
OFFLINE = ("hors-ligne", "offline", "offline", "offline")
SEND = ("envoyer", "versturen", "senden", "send")
RECEIPT = ("recu", "ontvangstbewijs", "beleg", "receipt")

urlpatterns += [
    path(of_contest(STAGE), stage.stages, name="stages"),
    path(of_contest(STAGE, "<int:stage>", VIDEO), stage.video, name="stage-video"),
    path(of_contest(STAGE, "<int:stage>", CORRECT), stage.correct, name="stage-correct"),
    path(of_contest(STAGE, "<int:stage>", LINK), stage.link, name="stage-link"),
    # Above the pages that it opens without network.
    path(spoken(one_of(STAGE), "/worker.js"), witness.worker, name="stage-worker"),
    path(words(STAGE, "<int:key>"), witness.stage, name="stage"),
    path(words(STAGE, "<int:key>", OFFLINE), witness.offline, name="stage-offline"),
    path(words(STAGE, "<int:key>", SEND), witness.send, name="stage-send"),
    path(words(STAGE, "<int:key>", RECEIPT, "<int:answer>"), witness.receipt, name="stage-receipt"),
    path(words(WITNESS, "<str:token>"), confirming.witness, name="witness"),
    path(words(WITNESS, "<str:token>", "<int:key>"), confirming.witness_note, name="witness-note"),
]

LETTERS = ("courrier", "post", "post", "letters")
ENTER = ("saisir", "invoeren", "eingeben", "enter")
MEND = ("corriger", "verbeteren", "verbessern", "mend")
SEND_BACK = ("renvoyer", "terugsturen", "zuruecksenden", "send-back")
SCAN = ("scan", "scan", "scan", "scan")
RECEIPT = ("recepisse", "ontvangstbewijs", "empfangsbestaetigung", "receipt")


def of_letter(*parts: tuple[str, ...] | str) -> str:
    return of_contest(LETTERS, "<int:letter>", *parts)


urlpatterns += [
    path(of_contest(LETTERS), letters.all_of_them, name="letters"),
    path(of_contest(LETTERS, ENTER, "<int:invitation>"), letters.enter, name="letter-enter"),
    path(of_letter(), letters.read, name="letter"),
    path(of_letter(MEND), letters.mend, name="letter-mend"),
    path(of_letter(SEND_BACK), letters.send_back, name="letter-send-back"),
    path(of_letter(TAKE_BACK), letters.take_back, name="letter-take-back"),
    path(of_letter(SCAN), letters.scan, name="letter-scan"),
    path(of_letter(RECEIPT), letters.receipt, name="letter-receipt"),
]

PROMISE = ("promesse", "belofte", "versprechen", "promise")
PROMISES = ("promesses", "beloften", "versprechen", "promises")
OBSERVE = ("constater", "vaststellen", "feststellen", "observe")
CORRECT = ("corriger", "verbeteren", "berichtigen", "correct")
CONFIRM = ("confirmer", "bevestigen", "bestaetigen", "confirm")
TO_FOLLOW = ("a-suivre", "op-te-volgen", "zu-verfolgen", "to-follow")
METHOD = ("methode", "methode", "methode", "method")
CORRECTIONS = ("corrections", "verbeteringen", "berichtigungen", "corrections")
FOLLOWER = ("suivi", "opvolging", "begleitung", "follower")
REACH = ("adresse", "adres", "adresse", "address")
REPLY = ("droit-de-reponse", "recht-van-antwoord", "gegendarstellung", "right-of-reply")


def of_promise(*parts: tuple[str, ...] | str) -> str:
    return words(PROMISE, "<int:key>", *parts)


urlpatterns += [
    path(words(PROMISES, TO_FOLLOW), following_up.to_follow, name="to-follow"),
    path(words(PROMISES, METHOD), following_up.method, name="method"),
    path(words(PROMISES, CORRECTIONS), following_up.corrections, name="corrections"),
    path(words(PROMISE, "<group:key>"), promises.promise, name="promise"),
    path(of_promise(OBSERVE), stating.observe, name="observe"),
    path(of_promise(CORRECT, "<int:statement>"), stating.correct, name="statement-correct"),
    path(of_promise(CONFIRM, "<int:statement>"), stating.confirm, name="statement-confirm"),
    path(of_promise(DROP, "<int:statement>"), stating.drop, name="statement-drop"),
    path(of_promise(FOLLOWER), stating.follower, name="promise-follower"),
    path(of_promise(REACH), stating.reach, name="promise-reach"),
    path(words(*CONTEST, PROMISES), promises.of_contest, name="promises"),
    path(words(REPLY, "<str:token>"), replying.page, name="reply"),
    path(words(REPLY, "<str:token>", "<int:statement>"), replying.reply, name="reply-to"),
    path(words(COALITION, PROMISES), gathering.contests, name="gathering"),
    path(words(COALITION, PROMISES, "<int:contest>"), gathering.contest, name="gathered"),
    path(
        words(COALITION, PROMISES, "<int:contest>", "<slug:act>"), gathering.act, name="gather-act"
    ),
]
