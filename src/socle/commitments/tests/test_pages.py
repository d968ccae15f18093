"""The page of the ledger, its file, its part of the API."""

import html
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from socle.commitments.actions.ledger import append, publish, receive, remove_content, seal
from socle.commitments.chain.lines import START
from socle.commitments.chain.verifying import verify
from socle.commitments.models import LedgerLine
from socle.commitments.queries.ledger import head
from socle.commitments.queries.saying import REMOVALS, said
from socle.commitments.tests.factories import (
    NOW,
    add_answers,
    answer,
    receive_and_publish,
    statement,
)

pytestmark = pytest.mark.django_db
PAGES = {"fr": "/fr/registre/", "nl": "/nl/register/", "de": "/de/register/", "en": "/en/ledger/"}


def text_of(client, path="/en/ledger/"):
    response = client.get(path)
    assert response.status_code == 200
    main = re.search("<main.*</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", main)).split())


class TestThePage:
    @pytest.mark.parametrize(
        ("path", "title"),
        [
            (PAGES["fr"], "Le registre public"),
            (PAGES["nl"], "Het openbare register"),
            (PAGES["de"], "Das öffentliche Register"),
            (PAGES["en"], "The public ledger"),
        ],
    )
    def test_has_an_address_in_each_language(self, client, path, title):
        page = client.get(path).content.decode()
        assert f"<h1>{title}</h1>" in page
        others = re.findall(r'hreflang="(\w\w)" href="http://localhost:8000(.*?)"', page)
        assert dict(others) == PAGES

    def test_before_the_first_line(self, client):
        words = text_of(client)
        assert "No line yet The first line is added when the first answer arrives." in words
        assert "Its head today" not in words
        assert "How to check it" in words

    def test_shows_its_head_and_its_last_lines(self, client):
        add_answers(2)
        words = text_of(client)
        assert f"Head, at line 2 {head().hash} Added on 1 October 2018 at 20:30." in words
        rows = words.partition("Last lines")[2].partition(" Line When What Hash ")[2]
        start = head().hash[:12]
        assert rows.startswith(
            f"2 1 October 2018, 20:30 Answer · Les Tilleuls {start}… 1 1 October 2018, 20:30 Answer"
        )
        assert "Older lines are in the file." not in words

    def test_shows_ten_lines_at_most(self, client):
        add_answers(11)
        page = client.get("/en/ledger/").content.decode()
        assert re.findall(r'<th scope="row">(\d+)</th>', page) == [str(n) for n in range(11, 1, -1)]
        assert "Older lines are in the file." in page

    def test_is_right_at_once_after_a_line_was_added(self, client):
        add_answers(1)
        assert head().hash in text_of(client)
        add_answers(1)
        assert head().hash in text_of(client)

    @pytest.mark.parametrize("count", [1, 10])
    def test_asks_for_its_lines_once(self, client, count):
        add_answers(count)
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/ledger/")
        # How many the keeping of the page takes depends on what was asked for before.
        asked = [query for query in queries if LedgerLine._meta.db_table in query["sql"]]
        assert len(asked) == 1

    def test_is_only_read(self, client):
        assert client.post("/en/ledger/").status_code == 405
        assert client.post("/en/ledger/ledger.jsonl").status_code == 405

    def test_is_led_to_from_the_foot_of_every_page(self, client):
        foot = client.get("/en/").content.decode().partition('<footer class="base">')[2]
        assert '<a href="/en/ledger/">Public ledger</a>' in foot


class TestALineInWords:
    def said(self, line):
        with translation.override("en"):
            found = said(line)
        return found.kind, found.who, found.more

    def test_an_answer_names_who_gave_it(self):
        assert self.said(add_answers(1)[0]) == ("answer", "Les Tilleuls", "")

    def test_a_statement_names_who_made_it(self):
        (line,) = append([publish(statement(), subject="statement:1")], now=NOW)
        assert self.said(line) == ("follow-up statement", "Namur en commun", "")

    def test_a_receipt_tells_nothing(self):
        (line,) = append([receive(seal(answer()), subject="answer:1")], now=NOW)
        words = "Something was received; what it says appears at the deadline."
        assert self.said(line) == ("receipt", "", words)

    @pytest.mark.parametrize("reason", REMOVALS)
    def test_what_was_removed_says_so_and_why(self, reason):
        (line,) = add_answers(1)
        tombstone = remove_content(seq=1, reason=reason, by=None, now=NOW)
        line.refresh_from_db()
        assert self.said(line) == ("answer", "", "Its content was removed; a later line says why.")
        words = f"The content of line 1 was removed: {REMOVALS[reason]}."
        assert self.said(tombstone) == ("removal", "", words)


class TestTheFile:
    def test_is_what_the_command_exports(self, client):
        receive_and_publish()
        response = client.get("/fr/registre/ledger.jsonl")
        assert response.headers["Content-Type"] == "application/jsonl"
        assert response.headers["Content-Disposition"] == 'attachment; filename="ledger.jsonl"'
        assert verify(io.BytesIO(response.getvalue())).hash == head().hash

    def test_of_an_empty_ledger_is_empty(self, client):
        assert client.get("/fr/registre/ledger.jsonl").getvalue() == b""


class TestTheApi:
    def seqs(self, response):
        return [json.loads(line)["seq"] for line in response.content.splitlines()]

    def test_lines_after_a_number(self, client):
        add_answers(5)
        response = client.get("/api/v1/ledger?after=3")
        assert response.headers["Content-Type"] == "application/jsonl"
        assert "Link" not in response.headers
        assert self.seqs(response) == [4, 5]
        assert self.seqs(client.get("/api/v1/ledger")) == [1, 2, 3, 4, 5]
        assert client.get("/api/v1/ledger?after=5").content == b""

    def test_a_thousand_at_a_time(self, client):
        add_answers(1_001)
        first = client.get("/api/v1/ledger")
        onwards = "http://localhost:8000/api/v1/ledger?after=1000"
        assert first.headers["Link"] == f'<{onwards}>; rel="next"'
        second = client.get(onwards.removeprefix("http://localhost:8000"))
        assert "Link" not in second.headers
        assert verify(io.BytesIO(first.content + second.content)).hash == head().hash

    @pytest.mark.parametrize("count", [1, 10])
    def test_asks_as_much_with_ten_lines(self, client, django_assert_num_queries, count):
        add_answers(count)
        # What the versions of pages are, and the lines.
        with django_assert_num_queries(2):
            client.get("/api/v1/ledger")

    def test_what_was_seen_is_not_sent_again(self, client):
        add_answers(1)
        etag = client.get("/api/v1/ledger").headers["ETag"]
        again = client.get("/api/v1/ledger", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        add_answers(1)
        later = client.get("/api/v1/ledger", headers={"If-None-Match": etag})
        assert self.seqs(later) == [1, 2]

    @pytest.mark.parametrize("after", ["x", "-1", "1.5", str(2**63)])
    def test_a_number_that_makes_no_sense(self, client, after):
        response = client.get(f"/api/v1/ledger?after={after}")
        assert response.status_code == 422
        assert [each["parameter"] for each in response.json()["errors"]] == ["after"]

    def test_the_head(self, client):
        url = "http://localhost:8000/fr/registre/"
        empty = {"seq": 0, "hash": START, "at": None, "url": url}
        assert client.get("/api/v1/ledger/head").json() == empty
        (line,) = add_answers(1)
        told = {"seq": 1, "hash": line.hash, "at": "2018-10-01T18:30:00Z", "url": url}
        assert client.get("/api/v1/ledger/head").json() == told
