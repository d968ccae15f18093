"""The pages of adaptations, updates and suggestions."""

from django.urls import path

from socle.groups.urls import CHARTER, COALITION, LINK, of_group, words
from socle.texts.urls.words import LINEAGE, SUGGEST, in_language, of_text
from socle.texts.views import charter, lineage, suggesting, suggestions, updates

UPDATES = ("mises-a-jour", "updates", "aktualisierungen", "updates")
UPDATE = ("mise-a-jour", "update", "aktualisierung", "update")
SUGGESTIONS = ("suggestions", "suggesties", "vorschlaege", "suggestions")
SUGGESTION = ("suggestion", "suggestie", "vorschlag", "suggestion")
THANKS = ("merci", "bedankt", "danke", "thanks")

urlpatterns: list = [
    path(of_group(UPDATES), updates.list_updates, name="updates"),
    path(words(UPDATE, "<int:pk>"), updates.update, name="update"),
    path(in_language(SUGGEST), suggesting.suggest_words, name="suggest"),
    path(in_language(SUGGEST, THANKS), suggesting.thanks, name="suggest-thanks"),
    path(of_group(SUGGESTIONS), suggestions.inbox_of, name="suggestions"),
    path(words(SUGGESTION, "<int:pk>"), suggestions.suggestion, name="suggestion"),
    path(words(SUGGESTION, LINK, "<str:token>"), suggesting.link, name="suggestion-link"),
    path(words(COALITION, CHARTER), charter.charter, name="charter"),
    path(of_text(LINEAGE), lineage.lineage, name="lineage"),
]
