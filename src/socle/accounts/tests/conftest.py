import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from socle.foundation.actions.mail import send_due
from socle.foundation.tests.site import mail_server

SIGN_IN = "/en/sign-in/"
CODE = "/en/sign-in/code/"


@pytest.fixture(autouse=True)
def _nothing_counted(settings):
    """Each story begins with no try counted; who goes nowhere lands on a page of this room."""
    cache.clear()
    settings.LOGIN_REDIRECT_URL = "accounts:account"


class Mailbox:
    """What a real mail server was handed."""

    def __init__(self, server):
        self.server = server

    def collect(self):
        """The messages since last time, as ``(to, subject, text)``."""
        self.server.messages.clear()
        send_due(clock=timezone.now)
        # Two that are due at the same instant may come in any order.
        return sorted(
            (message["To"], str(message["Subject"]), text_of(message))
            for message in self.server.messages
        )

    def code(self):
        (message,) = self.collect()
        return re.search(r"^ {4}(\d{4} \d{4})$", message[2], re.MULTILINE)[1]

    def links(self):
        """Of each message, by the address it went to: the path its link leads to."""
        return {to: re.search(r"http://[^/]+(/\S+)", text)[1] for to, _s, text in self.collect()}


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture
def mailbox(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield Mailbox(server)


class Browser(Client):
    """A browser that can be told whole steps of a sign-in."""

    def ask_code(self, email, query=""):
        return self.post(f"{SIGN_IN}{query}", {"email": email})

    def type_code(self, code, query=""):
        return self.post(f"{CODE}{query}", {"code": code})

    def enter(self, mailbox, email):
        """All the way in, for somebody who has been here before or not."""
        self.ask_code(email)
        return self.type_code(mailbox.code())


@pytest.fixture
def browser():
    return Browser()


def words_of(response):
    """What is read in the main part of the page, without its tags."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def title_of(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]


def links_in(response):
    """Where each link of the main part leads, by its words."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', main, re.DOTALL)
    return {
        " ".join(re.sub(r"<[^>]+>", " ", words).split()): unescape(href) for href, words in found
    }
