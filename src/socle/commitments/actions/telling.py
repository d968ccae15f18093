"""Writing to lists and candidates, each in the language of their invitation."""

from datetime import datetime

from socle.commitments.models import Ask, Invitation
from socle.commitments.queries.asking import frozen_words, in_page_language
from socle.commitments.queries.links import link_for
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import write_mail


def tell_who_answered(former: Ask, later: Ask, *, now: datetime) -> None:
    """That the words they answered were replaced: their answer stands to the former words only."""
    answered = Invitation.objects.standing().filter(
        answers__ask=former, answers__is_current=True, answers__withdrawn_at=None
    )
    words = frozen_words([former, later])
    contest = former.questionnaire.contest
    for invitation in answered.exclude(address="").distinct().select_related("list"):
        language = invitation.language
        write_mail(
            to=invitation.address,
            template="commitments/mail/ask_replaced",
            context={
                "invitation": invitation,
                "contest": contest_title(contest, language),
                "election": contest.election,
                "former": in_page_language(words[former.pk], "", language),
                "later": in_page_language(words[later.pk], "", language),
                "group": later.asked_by,
                "link": link_for(invitation),
            },
            language=language,
            now=now,
        )
