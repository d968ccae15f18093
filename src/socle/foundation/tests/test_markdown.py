"""Text people write, as safe HTML."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.foundation.markdown import (
    ATTRIBUTES,
    LONGEST,
    OURS,
    SCHEMES,
    TAGS,
    images_in,
    images_without_words,
    markdown,
    plain_text,
    too_deep,
    too_long,
)

ELSEWHERE = 'class="link external" rel="external nofollow noopener"'
SIGN = '<span class="visually-hidden"> (another site)</span>'


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Yes**, *we* `can`", "<p><strong>Yes</strong>, <em>we</em> <code>can</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("---", "<hr>"),
        ("```js\nx < y\n```", '<pre tabindex="0"><code>x &lt; y\n</code></pre>'),
        (
            "[Namur](/fr/commune/92094-namur/)",
            '<p><a href="/fr/commune/92094-namur/">Namur</a></p>',
        ),
        (
            "[here](http://localhost:8000/fr/)",
            '<p><a href="http://localhost:8000/fr/">here</a></p>',
        ),
        ("[there](https://x.org)", f'<p><a href="https://x.org" {ELSEWHERE}>there{SIGN}</a></p>'),
        ("<https://x.org>", f'<p><a href="https://x.org" {ELSEWHERE}>https://x.org{SIGN}</a></p>'),
        ("[write](mailto:a@x.org)", '<p><a href="mailto:a@x.org">write</a></p>'),
        ("مرحبا 🌻", "<p>مرحبا 🌻</p>"),
        ("", ""),
    ],
)
def test_what_people_write(text, html):
    assert markdown(text) == html


def test_a_table_scrolls_in_its_own_frame_and_figures_align_without_a_style():
    assert markdown("|what|how many|\n|-|-:|\n|bread|12|") == (
        '<div class="table" role="group" tabindex="0" aria-label="Table"><table>\n'
        '<thead>\n<tr>\n<th>what</th>\n<th class="numeric">how many</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>bread</td>\n<td class="numeric">12</td>\n</tr>\n</tbody>\n'
        "</table></div>"
    )


@pytest.mark.parametrize(
    ("top", "text", "levels"),
    [
        (2, "# a\n## b", "h2 h3"),
        (3, "# a\n## b", "h3 h4"),
        (2, "### a\n###### b\n### c", "h2 h3 h2"),
        (5, "# a\n## b\n### c", "h5 h6 h6"),
    ],
)
def test_headings_stand_under_those_of_the_page_and_skip_none(top, text, levels):
    found = Reader.of(markdown(text, top=top)).tags
    assert " ".join(tag for tag in found if tag.startswith("h")) == levels


def test_a_new_line_is_one_where_people_expect_it():
    assert markdown("Monday\nTuesday", keep_lines=True) == "<p>Monday<br>\nTuesday</p>"
    assert markdown("Monday\nTuesday") == "<p>Monday\nTuesday</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# We\n\nmend **bikes**\non [Friday](https://x.org)", "We\nmend bikes on Friday"),
        ("![a tree](http://x.org/t.png) grows", "a tree grows"),
        ("|a|b|\n|-|-|\n|c|d|", "a\nb\nc\nd"),
        ("```\ncode\n```", "code"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_plain_words(text, words):
    assert plain_text(text) == words


# --- attacks ---


class Reader(HTMLParser):
    """What a browser would make of it."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []

    @classmethod
    def of(cls, html):
        reader = cls()
        reader.feed(html)
        reader.close()
        return reader

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]

    def handle_data(self, words):
        self.words.append(words)


def faults(html):
    """Every tag, attribute and address that should not be there."""
    read = Reader.of(html)
    yield from (tag for tag in read.tags if tag not in TAGS)
    for tag, name, value in read.attributes:
        if name not in ATTRIBUTES.get(tag, set()):
            yield f"{tag} {name}"
        if name == "href" and urlsplit(value).scheme not in SCHEMES | {""}:
            yield value
        if name == "src" and not OURS.fullmatch(value):
            yield value


ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src="http://x.org/spy.png" onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<iframe src=//x.org></iframe>",
    "<style>body{display:none}</style>",
    '<a href="javascript:alert(1)">x</a>',
    "<div\nonmouseover=alert(1)>",
    "<!-- --><b>",
    "<?php x ?>",
    "<![CDATA[<script>]]>",
    "</p></main><script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&Tab;javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    "[x](ftp://x.org)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '[x](https://x.org "\\" onmouseover=\\"alert(1)")',
    "[x](https://x.org/\"onmouseover='alert(1)')",
    "[x](http://[::1)",
    '![x" onerror="alert(1)](http://x.org/p.png)',
    '![x" onerror="alert(1)](/files/p.webp)',
    "![x](/files/../secret) ![x](//x.org/files/p.webp) ![x](https://x.org/files/p.webp)",
    "![x](/files/p.webp?x=1) ![x](/files/%2e%2e/p) ![x](/files\\\\..\\\\p)",
    "![x](\\x01/files/p.webp)",
    "![x](javascript:/files/p.webp) ![x](data:/files/p.webp) ![x](/files/é.webp) ![x](/files/)",
    '[^x" onclick="alert(1)]\n\n[^x" onclick="alert(1)]: y',
    "[^<b>]\n\n[^<b>]: <script>",
    "[^a]\n\n[^a]: [^a] [^b]\n[^b]: [^a]",
    "[^a]: " * 500 + "\n[^a]",
    "[^" * 2000 + "\n\n[^a]: x",
    "[^a]" * 500 + "\n\n[^a]: x",
    "![x](javascript:alert(1))",
    "[![x](http://x.org/p.png)](javascript:alert(1))",
    "# x {onclick=alert(1)}",
    "```html onload=alert(1)\n<script>\n```",
    "|a|\n|:-:|\n|<script>|",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "\0<script>",
    "[x](/\\\\x.org)",
    "> " * 500 + "<script>",
    "[" * 2000,
    "![" * 1000,
    "*" * 3000,
    "`" * 3000,
    "<" * 3000,
    "|" * 3000,
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_that_is_written_runs_or_is_fetched(text):
    for html in (markdown(text), markdown(text, top=4, keep_lines=True)):
        assert list(faults(html)) == []


def test_what_was_typed_is_still_read():
    html = markdown('<script>alert("x")</script> & [x](javascript:1)')
    assert html == '<p>&lt;script&gt;alert("x")&lt;/script&gt; &amp; [x](javascript:1)</p>'


def test_an_image_gives_way_to_its_words():
    assert markdown("![a *fine* <b>tree](http://x.org/t.png)") == "<p>a fine &lt;b&gt;tree</p>"
    with_link = markdown("[![a tree](http://x.org/t.png)](/fr/)")
    assert with_link == '<p><a href="/fr/">a tree</a></p>'


NOTED = """Here.[^1] And there,[^1] and at the end.[^of two]

Or[^two].

[^1]: A *note*.
[^two]: Another.

    It goes on.
"""


def test_notes_stand_at_the_end_and_lead_back():
    assert markdown(NOTED, prefix="x") == (
        '<p>Here.<sup><a href="#note-x-1" id="call-x-1" role="doc-noteref" aria-label="Note 1">1'
        '</a></sup> And there,<sup><a href="#note-x-1" id="call-x-1-2" role="doc-noteref"'
        ' aria-label="Note 1">1</a></sup> and at the end.[^of two]</p>\n'
        '<p>Or<sup><a href="#note-x-2" id="call-x-2" role="doc-noteref" aria-label="Note 2">2</a>'
        "</sup>.</p>\n"
        '<section class="notes" role="doc-endnotes" aria-label="Notes"><ol>\n'
        '<li id="note-x-1"><p>A <em>note</em>. <a href="#call-x-1" role="doc-backlink"'
        ' aria-label="Back to where note 1 is called">↩\ufe0e</a> <a href="#call-x-1-2"'
        ' role="doc-backlink" aria-label="Back to where note 1 is called (2)">↩\ufe0e</a></p>\n'
        "</li>\n"
        '<li id="note-x-2"><p>Another.</p>\n<p>It goes on. <a href="#call-x-2" role="doc-backlink"'
        ' aria-label="Back to where note 2 is called">↩\ufe0e</a></p>\n</li>\n'
        "</ol></section>"
    )


def test_two_texts_on_one_page_have_notes_of_their_own():
    first, second = (Reader.of(markdown(text)) for text in (NOTED, NOTED + "More."))
    ids = [
        [value for _tag, name, value in read.attributes if name == "id"] for read in (first, second)
    ]
    assert len(ids[0]) == len(ids[1]) == 5
    assert set(ids[0]) & set(ids[1]) == set()
    places = [value for _tag, name, value in first.attributes if name == "href"]
    assert {place.removeprefix("#") for place in places} == set(ids[0])


def test_a_note_called_without_end_has_ten_ways_back():
    html = markdown("[^a]" * 50 + "\n\n[^a]: x")
    assert (html.count("doc-noteref"), html.count("doc-backlink")) == (50, 10)


def test_notes_are_read_after_the_rest():
    assert plain_text(NOTED) == (
        "Here. And there, and at the end.[^of two]\nOr.\nA note.\nAnother.\nIt goes on."
    )


def test_an_image_of_ours_is_shown_with_its_words_and_its_size():
    text = "![A *fine* “tree”](/files/ab12.webp) ![](/files/c/d-3.webp)"
    assert markdown(text, pictures={"/files/ab12.webp": (800, 600)}) == (
        '<p><img src="/files/ab12.webp" alt="A fine “tree”" width="800" height="600" loading="lazy"'
        ' decoding="async"> <img src="/files/c/d-3.webp" alt="" loading="lazy"'
        ' decoding="async"></p>'
    )
    assert plain_text(text) == "A fine “tree”"


def test_images_that_say_nothing_are_found():
    text = "![](/files/a.webp) ![ ](http://x.org/b) [![](/files/c.webp)](/fr/)\n\n|![d](e)|\n|-|"
    assert images_without_words(text) == ["/files/a.webp", "http://x.org/b", "/files/c.webp"]
    assert images_in(text)[-1] == ("e", "d")
    assert images_without_words("[a](b) `![](c)`\n\n    ![](d)") == []


@pytest.mark.parametrize(("sign", "most"), [("> ", 19), ("- ", 9), ("1. ", 9), ("> - ", 6)])
def test_what_is_nested_too_deep_is_told_before_it_is_lost(sign, most):
    for count in (most, most + 1):
        text = sign * count + "words"
        assert too_deep(text) == (plain_text(text) == "") == (count > most)


def test_a_text_that_is_too_long_is_shown_as_it_was_typed():
    text = "# Title <b>\n\n" + "![a](/files/b.webp)\n" * (LONGEST // 20 + 1) + "\n\n- end"
    assert (too_long(text), too_long(text[:LONGEST])) == (True, False)
    read = Reader.of(markdown(text))
    assert (read.tags, list(faults(markdown(text)))) == (["p"] * 3, [])
    assert "".join(read.words).split() == text.split()
    assert plain_text(text).split() == text.split()
    assert (images_in(text), too_deep(text)) == ([], False)


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "> ", "- ", "*a_ ", "|a|\n|-|\n", "[^", "[^a]: ", "`", "<", "![a](", "- a\n", "\n"],
)
def test_whatever_is_pasted_is_read(piece):
    """Were it not in proportion to its length, this would take minutes."""
    for text in (piece * (20_000 // len(piece)), piece * (2_000_000 // len(piece))):
        assert list(faults(markdown(text))) == []


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("/fr/", False),
        ("#next", False),
        ("//x.org/", True),
        ("https://localhost:8000.x.org/", True),
        ("https://localhost:8000@x.org/", True),
        ("/\\x.org", False),
    ],
)
def test_a_link_that_leaves_the_site_says_so(address, leaves):
    html = markdown(f"[x]({address})")
    assert ("nofollow" in html, SIGN in html) == (leaves, leaves)
    # A browser takes a backslash for a slash: it is written out.
    assert "\\" not in html


PIECES = st.sampled_from(
    [*(text for text in ATTACKS if len(text) < 100), "a", " ", "\n", "\n\n", "- ", "1. ", "# "]
    + [
        "**",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "|",
        "|-|",
        "<",
        ">",
        "[^a]",
        "[^a]: ",
        "![",
        "](/files/a.webp)",
        "&",
        '"',
        "'",
        "\\",
        "é",
        "\u202e",
    ]
)


def test_whatever_is_put_together_stays_harmless():
    bites = 0

    @given(st.lists(PIECES, max_size=12).map("".join))
    @examples(max_examples=300, deadline=None, derandomize=True, database=None)
    def whatever(text):
        nonlocal bites
        html = markdown(text)
        bites += "<a " in html or "&lt;" in html
        assert list(faults(html)) == []

    whatever()
    assert bites > 100
