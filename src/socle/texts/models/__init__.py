from socle.texts.models.drafts import Draft
from socle.texts.models.pictures import Picture
from socle.texts.models.suggestions import Suggestion
from socle.texts.models.texts import Revision, Text
from socle.texts.models.updates import Update

__all__ = ["Draft", "Picture", "Revision", "Suggestion", "Text", "Update"]
