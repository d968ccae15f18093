"""The copy of everything kept about a person: asked for, made by a job, gone after a week."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from socle.accounts.journal import record
from socle.accounts.models import DataExport, User
from socle.accounts.personal import EXPORT_LASTS, Held, everything_held
from socle.foundation.actions.mail import write_mail
from socle.foundation.queue import queue_job
from socle.foundation.tables.write import write_csv

Row = dict[str, Any]


def ask_for_copy(*, user: User, now: datetime) -> DataExport:
    """The one under way, if there is one; the one before goes when the new one is there."""
    with transaction.atomic():
        export, is_new = DataExport.objects.get_or_create(
            user=user, made_at=None, defaults={"asked_at": now}
        )
        if is_new:
            record("accounts.copy.asked", now=now, by=user, target=user)
            transaction.on_commit(lambda: queue_job("accounts.make_copy", export.pk), robust=True)
    return export


def make_copy(export_id: int, *, now: datetime) -> bool:
    """Fill the row that asks for it and tell the person; True when it was still to be made."""
    export = DataExport.objects.filter(pk=export_id, made_at=None).select_related("user").first()
    if export is None:
        return False
    user = export.user
    content = zip_of(user, now)
    with translation.override(user.language):
        link = settings.SOCLE_BASE_URL + reverse("accounts:my-data")
    with transaction.atomic():
        waiting = DataExport.objects.filter(pk=export.pk, made_at=None)
        if not waiting.update(made_at=now, content=content):
            return False
        DataExport.objects.filter(user=user).exclude(pk=export.pk).delete()
        write_mail(
            to=user.email,
            template="accounts/mail/copy_ready",
            context={"days": EXPORT_LASTS.days, "link": link},
            language=user.language,
            now=now,
        )
    return True


def zip_of(user: User, now: datetime) -> bytes:
    """``README.txt``, then for each table a ``.json`` and a ``.csv``; UTF-8."""
    file = io.BytesIO()
    tables = [(held, rows_of(held, user)) for held in everything_held() if held.rows]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(user, tables, now))
        for held, rows in tables:
            if rows:
                archive.writestr(f"{held.file_name}.json", as_json(rows))
                archive.writestr(f"{held.file_name}.csv", as_csv(held, rows))
    return file.getvalue()


def rows_of(held: Held, user: User) -> list[Row]:
    if held.rows is None:
        return []
    return [{name: shown(row, name) for name in held.columns} for row in held.rows(user)]


def shown(row: Any, name: str) -> Any:
    """``group__name`` follows a key, as in a query."""
    for part in name.split("__"):
        row = None if row is None else getattr(row, part)
    return row


def readme(user: User, tables: Iterable[tuple[Held, list[Row]]], now: datetime) -> str:
    with translation.override(user.language):
        held = [(table, len(rows)) for table, rows in tables]
        return render_to_string("accounts/copy_readme.txt", {"held": held, "now": now})


def as_json(rows: list[Row]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_csv(held: Held, rows: list[Row]) -> str:
    file = io.StringIO(newline="")
    write_csv(file, held.columns, [list(row.values()) for row in rows])
    return "\ufeff" + file.getvalue()
