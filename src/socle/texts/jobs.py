"""What the worker does for texts: after a publication, and by the clock."""

from django.utils import timezone

from socle.foundation.queue import crontab, periodic, stopping
from socle.texts.actions import comparing, forgetting, pictures

__all__ = ["compare_due_updates", "forget_suggestions", "forget_unused_pictures"]


@periodic(crontab(minute="*/5"))
def compare_due_updates() -> None:
    """Compare adaptations with what their originals published, and tell each group once."""
    comparing.compare_due_updates(now=timezone.now(), stop=stopping.is_set)


@periodic(crontab(hour="3", minute="47"))
def forget_suggestions() -> None:
    """Delete suggestions never confirmed in 7 days; forget visitors 30 days after the answer."""
    forgetting.forget_suggestions(now=timezone.now())


@periodic(crontab(hour="3", minute="53"))
def forget_unused_pictures() -> None:
    """Delete pictures sent more than a week ago that no text shows."""
    pictures.forget_unused_pictures(now=timezone.now())
