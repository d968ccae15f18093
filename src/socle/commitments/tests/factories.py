"""Payloads as the rest of the room will make them, and lines as acts leave them."""

from datetime import UTC, datetime

from socle.commitments.actions.ledger import append, publish, receive, seal
from socle.commitments.kinds import Answer, Correction, Hold, Reply, Statement, Withdrawal

NOW = datetime(2018, 10, 1, 18, 30, tzinfo=UTC)
AT = "2018-10-01T18:30:00.000000Z"
ABOUT = {
    "contest": "namur-2018",
    "ask": "12",
    "ask_digest": "a" * 64,
    "respondent": {"kind": "list", "id": "4", "name": "Les Tilleuls"},
}
ANSWERED = ABOUT | {
    "stance": "yes",
    "language": "fr",
    "channel": "link",
    "sureness": "published_address",
    "received_at": AT,
}


def answer(**more):
    return Answer.model_validate(ANSWERED | more)


def correction(corrects=1, **more):
    return Correction.model_validate(ANSWERED | {"corrects": corrects} | more)


def withdrawal(withdraws=1):
    return Withdrawal.model_validate(ABOUT | {"withdraws": withdraws, "received_at": AT})


def hold(receipt=1):
    return Hold.model_validate(ABOUT | {"stance": "no", "receipt": receipt, "reason": "insult"})


def statement(**more):
    author = {"kind": "group", "id": "7", "name": "Namur en commun"}
    given = {"commitment": "3", "author": author, "status": "kept", "made_at": AT}
    return Statement.model_validate(given | more)


def reply(**more):
    author = {"kind": "list", "id": "4", "name": "Les Tilleuls"}
    given = {"commitment": "3", "statement": 9, "author": author, "received_at": AT}
    return Reply.model_validate(given | {"words": "Bientôt.", "language": "fr"} | more)


def add_answers(count, *, now=NOW):
    """So many published answers, in one transaction."""
    entries = [publish(answer(words=f"Oui, {n}."), subject=f"answer:{n}") for n in range(count)]
    return append(entries, now=now)


def receive_and_publish(subject="answer:1", **more):
    """The line of the receipt and that of the answer."""
    payload = answer(**more)
    sealed = seal(payload)
    received = append([receive(sealed, subject=subject)], now=NOW)
    return [*received, *append([publish(payload, subject=subject, sealed=sealed)], now=NOW)]
