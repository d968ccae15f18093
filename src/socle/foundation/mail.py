"""What a message says and how it is put together; ``actions/mail.py`` writes and sends it."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.utils import translation

from socle.foundation.models import OutgoingMail

LONGEST_SUBJECT = 300
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class UnsafeMail(ValueError):
    """An address, a subject or a header holds what could become a header of its own."""


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


def render_mail(template: str, context: dict[str, Any], language: str) -> Rendered:
    """The message of ``<template>.txt`` and ``<template>.html`` in a language.

    The subject is the ``subject`` block of a template that extends ``foundation/mail/layout.txt``,
    else the first line.
    """
    # What nobody can guess parts subject and text, so that no value can end the subject early.
    mark = secrets.token_hex(8)
    words = context | {
        "base_url": settings.SOCLE_BASE_URL,
        "site_name": "Socle",
        "language": language,
        "end_of_subject": mark,
    }
    with translation.override(language):
        plain = render(f"{template}.txt", Context(words, autoescape=False))
        subject, _mark, text = plain.partition(mark if mark in plain else "\n")
        words["subject"] = subject.strip()
        html = render(f"{template}.html", Context(words))
    return Rendered(subject.strip()[:LONGEST_SUBJECT], text.strip() + "\n", html.strip() + "\n")


def render(name: str, context: Context) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(context)


def refuse_unsafe(mail: OutgoingMail) -> None:
    """Raise ``UnsafeMail`` unless every line of the message's head is one line, to one address."""
    head = [mail.subject, *mail.headers, *mail.headers.values()]
    if any(not words.strip() or CONTROL.search(words) for words in head):
        raise UnsafeMail("A subject or header is empty or has a line break.")
    for address in filter(None, [mail.to, mail.reply_to]):
        try:
            validate_email(address)
        except ValidationError:
            raise UnsafeMail("What was given is not one e-mail address.") from None
    if not mail.to:
        raise UnsafeMail("A message needs an address.")


def build_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The row as a message of two parts, under the same Message-ID at every try."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else [],
        headers={
            "Message-ID": mail.message_id,
            "Content-Language": mail.language,
            **mail.headers,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message
