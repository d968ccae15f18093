"""What gunicorn has no option for; `socle serve` names this module to it."""

from gunicorn.http import message

# A question of 10,000 characters gets the site's own answer, not the server's. There is an end all
# the same: a line of 40 MB would keep a thread reading.
limit_request_line = message.MAX_REQUEST_LINE = 65_536
