"""Languages, in the words of the language a page is shown in."""

from django.utils.translation import get_language, get_language_info


def name_of_language(code: str) -> str:
    """As it stands in a sentence: "French", "Frans", "français"."""
    name = str(get_language_info(code)["name_translated"])
    # French alone writes the names of languages small.
    return name.lower() if (get_language() or "").startswith("fr") else name
