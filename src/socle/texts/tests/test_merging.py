"""An original moves on while a group has made its text its own: what fits, and what collides."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.texts.queries.merging import (
    ChoicesDoNotFit,
    Collision,
    Kept,
    merge,
    merge_words,
)
from socle.texts.queries.units import units_of
from socle.texts.queries.words import Words

BASE = (
    "La commune plante mille arbres par an. Elle ouvre deux maisons de repos. Les bus sont"
    " gratuits le samedi.\n\nLe parc ferme à huit heures du soir. Les chiens y sont admis."
)


def after(*changes, text=BASE):
    for before, now in changes:
        assert text.count(before) == 1
        text = text.replace(before, now)
    return text


def in_french(base, ours, theirs):
    return merge(base, ours, theirs, "fr")


def whose(merged):
    return [part.whose if isinstance(part, Kept) else "collision" for part in merged.parts]


# --- what a person sees ---


def test_what_only_the_original_changed_comes_in_and_local_words_stay():
    merged = in_french(BASE, after(("mille", "deux mille")), after(("samedi", "dimanche")))
    assert merged.parts == (
        Kept("La commune plante deux mille arbres par an.", "ours"),
        Kept(" Elle ouvre deux maisons de repos. ", "both"),
        Kept("Les bus sont gratuits le dimanche.", "theirs"),
        Kept("\n\nLe parc ferme à huit heures du soir. Les chiens y sont admis.", "both"),
    )
    assert (merged.is_clean, merged.changes) == (True, 1)
    assert merged.text() == after(("mille", "deux mille"), ("samedi", "dimanche"))


def test_each_part_knows_the_words_in_whose_place_it_stands():
    ours = after(("mille", "deux mille"))
    theirs = after(("samedi", "dimanche"), (" Les chiens y sont admis.", ""))
    parts = in_french(BASE, ours, theirs).parts
    assert "".join(part.was for part in parts) == BASE
    assert [(part.was, part.text) for part in parts if part.whose == "theirs"] == [
        ("Les bus sont gratuits le samedi.", "Les bus sont gratuits le dimanche."),
        (" Les chiens y sont admis.", ""),
    ]


def test_nothing_merges_with_nothing():
    assert in_french("", "", "").parts == ()


def test_a_word_that_both_changed_collides_with_its_sentence():
    merged = in_french(BASE, after(("mille", "deux mille")), after(("mille", "cinq cents")))
    (collision,) = merged.collisions
    assert collision == Collision(
        "La commune plante mille arbres par an.",
        "La commune plante deux mille arbres par an.",
        "La commune plante cinq cents arbres par an.",
    )
    assert whose(merged) == ["collision", "both"]


def test_two_neighbours_of_which_each_changed_one_collide_together():
    merged = in_french(BASE, after(("mille", "deux mille")), after(("deux maisons", "dix maisons")))
    (collision,) = merged.collisions
    first, second = "La commune plante mille arbres par an. ", "Elle ouvre deux maisons de repos."
    assert collision == Collision(
        first + second,
        first.replace("mille", "deux mille") + second,
        first + second.replace("deux", "dix"),
    )
    assert whose(merged) == ["collision", "both"]


def test_who_reworded_everything_is_only_asked_about_the_sentence_that_changed():
    ours = after(
        ("La commune", "Namur"),
        ("deux maisons", "deux belles maisons"),
        ("sont gratuits", "sont enfin gratuits"),
        ("Le parc ferme", "Notre parc ferme"),
        ("Les chiens", "Chats et chiens"),
    )
    merged = in_french(BASE, ours + "\n\nEt puis encore.", after(("deux maisons", "trois maisons")))
    assert merged.collisions == (
        Collision(
            "Elle ouvre deux maisons de repos.",
            "Elle ouvre deux belles maisons de repos.",
            "Elle ouvre trois maisons de repos.",
        ),
    )
    assert merged.text(["ours"]) == ours + "\n\nEt puis encore."


def test_words_that_have_nothing_in_common_collide_with_their_paragraph():
    ours = "Tout autre chose.\n\nEt rien de pareil."
    merged = in_french(BASE, ours, after(("samedi", "dimanche")))
    (collision,) = merged.collisions
    assert (collision.base + "\n", collision.ours) == (BASE[: BASE.index("\n\n") + 2], ours[:18])
    assert whose(merged) == ["collision", "both", "ours"]


def test_paragraphs_that_touch_do_not_collide():
    added = "\n\nNous voulons plus."
    merged = in_french(BASE, BASE + added, after(("admis", "interdits")))
    assert (whose(merged), merged.text()) == (
        ["both", "theirs", "ours"],
        after(("admis", "interdits")) + added,
    )


def test_a_sentence_added_at_the_end_does_not_collide_with_the_line_end():
    base = "Une phrase ici.\n\nUne autre là."
    ours, theirs = base.replace("ici.", "ici. La nôtre."), base.replace("autre", "seconde")
    assert in_french(base, ours, theirs).text() == "Une phrase ici. La nôtre.\n\nUne seconde là."


def test_words_taken_away():
    gone = after((" Les chiens y sont admis.", ""))
    assert in_french(BASE, BASE, gone).text() == gone
    assert in_french(BASE, gone, after(("samedi", "lundi"))).text() == gone.replace(
        "samedi", "lundi"
    )
    (collision,) = in_french(BASE, gone, after(("admis", "interdits"))).collisions
    assert (collision.ours, collision.theirs) == ("", " Les chiens y sont interdits.")


def test_the_same_change_on_both_sides_is_no_question():
    both = after(("mille", "cent"))
    merged = in_french(BASE, both, both)
    assert (whose(merged), merged.changes, merged.text()) == (["same_change", "both"], 0, both)


ROWS = ["| lieu | bus |", "|---|---|", "| Namur | 4 |", "| Jambes. Ville. | 2 |", "| Wépion | 3 |"]
TABLE = "\n".join(ROWS)


def test_a_row_of_a_table_and_a_line_of_code_are_units():
    merged = in_french(TABLE, TABLE.replace("Namur | 4", "Namur | 5"), TABLE.replace("3", "6"))
    assert merged.text() == TABLE.replace("Namur | 4", "Namur | 5").replace("3", "6")
    code = f"```\n{TABLE}\n```"
    assert in_french(code, code.replace("4", "5"), code.replace("3", "6")).is_clean


def test_line_ends_make_no_change():
    windows = BASE.replace("\n", "\r\n") + "\r\n"
    merged = in_french(BASE + "\n", windows, after(("samedi", "lundi")))
    assert (merged.is_clean, merged.text()) == (True, after(("samedi", "lundi")))
    assert in_french(windows, BASE, BASE + "\n\n").parts == (Kept(BASE, "both"),)


# --- choosing ---


def test_theirs_ours_or_other_words_for_each_collision():
    ours = after(("mille", "deux mille"), ("admis", "bienvenus"))
    theirs = after(("mille", "cent"), ("admis", "interdits"))
    merged = in_french(BASE, ours, theirs)
    assert merged.text(["theirs", "theirs"]) == theirs
    assert merged.text(["ours", "ours"]) == ours
    written = merged.text([("write", "La commune plante.\r\n"), "ours"])
    assert written == after(("plante mille arbres par an", "plante"), ("admis", "bienvenus"))


@pytest.mark.parametrize(
    "choices", [[], ["theirs"], ["theirs"] * 3, ["ours", "mine"], ["ours", ("write",)]]
)
def test_a_choice_that_is_missing_or_is_none_is_refused(choices):
    merged = in_french(
        BASE,
        after(("mille", "deux mille"), ("admis", "bienvenus")),
        after(("mille", "cent"), ("admis", "interdits")),
    )
    with pytest.raises(ChoicesDoNotFit):
        merged.text(choices)


def test_words_of_ones_own_keep_the_spaces_around_and_none_are_words_taken_away():
    base = "Un arbre là. Deux bancs ici.\n\nUn lac."
    merged = in_french(
        base,
        base.replace(" Deux bancs ici.", " Trois bancs ici. Une statue."),
        base.replace(" Deux bancs ici.", " Quatre bancs. Une table."),
    )
    assert merged.text([("write", "Rien.")]) == "Un arbre là. Rien.\n\nUn lac."
    assert merged.text([("write", " ")]).split() == ["Un", "arbre", "là.", "Un", "lac."]


# --- a whole text ---


def test_every_field_is_merged_and_a_title_is_one_unit():
    base = Words.of("L’eau. Pour tous", "Un résumé.", BASE, "")
    ours = Words.of("L’eau. À Namur", "Un résumé.", after(("mille", "cent")), "Une note.")
    theirs = Words.of("L’eau. Pour tous et toutes", "Bref.", after(("mille", "dix")), "")
    merged = merge_words(base, ours, theirs, "fr")
    assert [(name, collision.theirs) for name, collision in merged.collisions] == [
        ("title", "L’eau. Pour tous et toutes"),
        ("body", "La commune plante dix arbres par an."),
    ]
    assert (merged.is_clean, merged.changes) == (False, 1)
    assert merged.words(["ours", "theirs"]) == Words(
        "L’eau. À Namur", "Bref.", theirs.body, "Une note."
    )
    assert merged.words([("write", "L’eau"), "ours"]).title == "L’eau"
    with pytest.raises(ChoicesDoNotFit):
        merged.words(["ours"])
    assert merged.take_theirs() == theirs


# --- whatever people write: properties, and how often they bite ---

WORDS = ["arbre", "banc", "bus", "école", "lac", "loyer", "parc", "quai", "rue", "train", "vélo"]


def sentence(number):
    """All different, and alike: as many of their words are common as in real texts."""
    words = [WORDS[(number * step) % len(WORDS)] for step in (1, 4, 7, 11)]
    return f"Le {words[0]} {number} et le {words[1]} {number * 7} sont un {words[2]} {words[3]}."


def page(paragraphs):
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


PAGES = (
    st.lists(st.integers(1, 5), min_size=1, max_size=5)
    .filter(lambda sizes: sum(sizes) > 3)
    .map(
        lambda sizes: [
            [sentence(sum(sizes[:place]) + number) for number in range(size)]
            for place, size in enumerate(sizes)
        ]
    )
)


@st.composite
def changes(draw, paragraphs, mark, fewest=1):
    """A few sentences of a page: {(paragraph, place): what stands there instead}."""
    places = [(p, s) for p, sentences in enumerate(paragraphs) for s in range(len(sentences))]
    chosen = draw(st.lists(st.sampled_from(places), min_size=fewest, max_size=4, unique=True))
    return {place: draw(change(paragraphs[place[0]][place[1]], mark)) for place in chosen}


def change(old, mark):
    return st.sampled_from(
        [
            [],
            [old.replace("sont", f"sont, dit {mark},")],
            [f"{mark} a tout changé dans {hash_of(old)} lignes."],
            [old, f"{mark} ajoute {hash_of(old)} mots."],
            [f"{mark} commence par {hash_of(old)} mots.", old],
        ]
    )


def hash_of(old):
    return sum(map(ord, old))


def changed(paragraphs, changes):
    return page(
        [new for s, old in enumerate(sentences) for new in changes.get((p, s), [old])]
        for p, sentences in enumerate(paragraphs)
    )


@st.composite
def three(draw):
    paragraphs = draw(PAGES)
    ours, theirs = draw(changes(paragraphs, "Alice")), draw(changes(paragraphs, "Bob"))
    return page(paragraphs), changed(paragraphs, ours), changed(paragraphs, theirs)


def whatever(*given_what, count=300):
    """Always the same examples: a property that fails, fails for everybody."""
    quiet = examples(max_examples=count, deadline=None, derandomize=True, database=None)
    return lambda test: quiet(given(*given_what)(test))()


def test_a_sentence_added_locally_is_in_the_result_or_in_a_collision():
    bites = {"in the result": 0, "in a collision": 0}

    @whatever(three())
    def always(sides):
        base, ours, theirs = sides
        merged = merge(base, ours, theirs, "fr")
        for added in {unit.strip() for unit in units_of(ours, "fr")} - {""}:
            if added in base:
                continue
            in_result = any(added in part.text for part in merged.parts if isinstance(part, Kept))
            in_collision = any(added in collision.ours for collision in merged.collisions)
            assert in_result or in_collision
            bites["in the result"] += in_result
            bites["in a collision"] += in_collision

    assert min(bites.values()) > 100, bites


def test_taking_the_original_is_byte_for_byte():
    collided = []

    @whatever(three(), st.sampled_from(["", "\n", "\r\n"]))
    def always(sides, end):
        base, ours, theirs = sides
        merged = merge(base, ours, theirs + end, "fr")
        collided.append(not merged.is_clean)
        assert merged.take_theirs().encode() == (theirs + end).encode()

    assert sum(collided) > 50, sum(collided)


def test_merging_again_with_the_new_original_as_base_changes_nothing():
    changed_both, collided = [], []

    @whatever(three(), st.sampled_from(["ours", "theirs", ("write", "Une voie du milieu.")]))
    def always(sides, choice):
        base, ours, theirs = sides
        merged = merge(base, ours, theirs, "fr")
        result = merged.text([choice] * len(merged.collisions))
        changed_both.append(result not in (ours, theirs))
        collided.append(not merged.is_clean)
        again = merge(theirs, result, theirs, "fr")
        assert (again.is_clean, again.changes, again.text()) == (True, 0, result)

    assert sum(changed_both) > 100 and sum(collided) > 50, (sum(changed_both), sum(collided))


def test_who_changed_nothing_gets_the_original_and_who_is_not_caught_up_keeps_theirs():
    moved = []

    @whatever(three())
    def always(sides):
        base, ours, theirs = sides
        moved.append(base != theirs)
        assert merge(base, base, theirs, "fr").text() == theirs
        assert merge(base, ours, base, "fr").text() == ours
        assert merge(base, theirs, theirs, "fr").text() == theirs

    assert sum(moved) > 150, sum(moved)


def test_choosing_one_side_everywhere_leaves_out_no_word_of_it():
    collided = []

    @whatever(three())
    def always(sides):
        base, ours, theirs = sides
        merged = merge(base, ours, theirs, "fr")
        collided.append(not merged.is_clean)
        everything = merged.text(["ours"] * len(merged.collisions))
        for unit in units_of(ours, "fr"):
            assert unit.strip() in everything or unit.strip() in base

    assert sum(collided) > 50, sum(collided)


@st.composite
def suggestions(draw):
    """Up to four, of which each changes one place."""
    paragraphs = draw(PAGES)
    places = [(p, s) for p, sentences in enumerate(paragraphs) for s in range(len(sentences))]
    chosen = draw(st.lists(st.sampled_from(places), min_size=2, max_size=4, unique=True))
    made = [
        {place: draw(change(paragraphs[place[0]][place[1]], f"Charlie {number}"))}
        for number, place in enumerate(sorted(chosen))
    ]
    return paragraphs, made


def in_order(paragraphs, made):
    """Accepted one after the other, each written against the text as it was at first."""
    base = text = page(paragraphs)
    for each in made:
        merged = merge(base, text, changed(paragraphs, each), "fr")
        if not merged.is_clean:
            return None
        text = merged.text()
    return text


def span(place, old, new):
    """From where to where of the row of sentences a change goes; two places are the same where
    one adds words between two sentences."""
    if new[:1] == [old]:
        return place + 1, place + 1
    return (place, place) if new[1:] == [old] else (place, place + 1)


def are_separated(paragraphs, made):
    """By a sentence that nobody changed."""
    order = [(p, s) for p, sentences in enumerate(paragraphs) for s in range(len(sentences))]
    spans = sorted(
        span(order.index((p, s)), paragraphs[p][s], new)
        for each in made
        for (p, s), new in each.items()
    )
    return all(first[1] < second[0] for first, second in zip(spans, spans[1:], strict=False))


def test_suggestions_that_a_sentence_separates_give_one_result_in_any_order():
    """The others give one too, or a collision: never two results."""
    separated: list[bool] = []

    @whatever(suggestions(), count=250)
    def always(what):
        paragraphs, made = what
        results = {in_order(paragraphs, order) for order in permutations(made)}
        separated.append(are_separated(paragraphs, made))
        assert len(results - {None}) <= 1
        if separated[-1]:
            together = changed(paragraphs, {k: v for each in made for k, v in each.items()})
            assert results == {together}

    assert 60 < sum(separated) < 200, sum(separated)


def test_suggestions_for_the_same_sentence_or_for_neighbours_are_reported():
    reported = []

    @whatever(PAGES, st.data(), count=250)
    def always(paragraphs, data):
        p, sentences = max(enumerate(paragraphs), key=lambda each: len(each[1]))
        if len(sentences) < 2:
            return
        first = data.draw(st.integers(0, len(sentences) - 2))
        second = first + data.draw(st.integers(0, 1))
        made = [
            {(p, s): data.draw(change(sentences[s], mark))}
            for s, mark in ((first, "Alice"), (second, "Bob"))
        ]
        texts = [changed(paragraphs, each) for each in made]
        if texts[0] == texts[1] or are_separated(paragraphs, made):
            return
        reported.append(second - first)
        for order in (texts, texts[::-1]):
            assert not merge(page(paragraphs), *order, "fr").is_clean

    assert min(reported.count(0), reported.count(1)) > 40, reported


@pytest.mark.parametrize(
    "paste",
    ["| a |\n" * 30_000, "Oui oui.\n\nNon non.\n\n" * 10_000, "\n" * 100_000, "x" * 2_000_000],
)
def test_a_huge_paste_is_merged_too(paste):
    merged = in_french(paste, f"À nous. {paste} La fin.", f"À eux. {paste} Fini.")
    assert merged.text(["theirs"] * len(merged.collisions)) != ""
