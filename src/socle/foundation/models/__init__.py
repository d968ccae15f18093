from socle.foundation.models.mail import OutgoingMail
from socle.foundation.models.search import SearchDocument
from socle.foundation.models.stamps import Stamp

__all__ = ["OutgoingMail", "SearchDocument", "Stamp"]
