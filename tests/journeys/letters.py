"""What arrives by mail, and signing in with it."""

import re

from socle.foundation.tests.site import wait_until


def next_letter(post, to, subject=""):
    """The words of the message to that address, once it has come; each is read once."""

    def found():
        return [m for m in post.messages if subject in str(m["Subject"]) and m["To"] == to]

    wait_until(found, f"a message comes to {to}: {subject}")
    letter = found()[0]
    post.messages.remove(letter)
    return letter.get_body(("plain",)).get_content()


def code_for(post, to):
    return re.search(r"^ {4}(\d{4} \d{4})", next_letter(post, to, "is your code"), re.MULTILINE)[1]


def link_for(post, to, subject):
    return re.search(r"http://\S+", next_letter(post, to, subject))[0]


def sign_in(page, post, address):
    """From the sign-in page on; ends wherever the code leads."""
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill(code_for(post, address))
    page.get_by_role("button", name="Sign in").click()
