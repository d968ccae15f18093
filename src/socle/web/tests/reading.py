"""Reading an answer as a visitor does: headings, links, words."""

import re
from html import unescape

TAGS = re.compile(r"<[^>]+>")
# Around a name inside a sentence: no space is read there.
WITHIN_A_WORD = re.compile(r"</?bdi\b[^>]*>")


def html_of(response):
    return response.content.decode()


def words_in(html):
    return " ".join(unescape(TAGS.sub(" ", WITHIN_A_WORD.sub("", html))).split())


def words_of(response):
    """What is read in the main part of the page, without its tags."""
    return words_in(html_of(response).partition("<main")[2].partition("</main>")[0])


def headings(response, level):
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html_of(response), re.DOTALL)
    return [words_in(one) for one in found]


def links(html):
    return [unescape(href) for href in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', html)]


def main_links(response):
    return links(html_of(response).partition("<main")[2].partition("</main>")[0])


def part(response, beginning, end):
    """The source between two marks of the page."""
    return html_of(response).partition(beginning)[2].partition(end)[0]


def asked(queries):
    """The questions asked of the site's rows: not those of the cache, nor what opens and closes."""
    said = [query["sql"] for query in queries]
    machinery = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [sql for sql in said if '"cache"' not in sql and not sql.startswith(machinery)]
