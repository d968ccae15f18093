"""The database itself refuses to change published words; only who published them may be forgotten."""

from django.db import migrations

COLUMNS = (
    "text_id", "language", "number", "title", "summary", "body", "more", "digest", "note",
    "made_from_id", "translates_id", "took_id", "published_at",
)
MESSAGE = "a published revision never changes"
SQLITE = f"""
CREATE TRIGGER texts_revision_never_changes BEFORE UPDATE OF {", ".join(COLUMNS)}
ON texts_revision BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION texts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER texts_revision_never_changes BEFORE UPDATE OF {", ".join(COLUMNS)}
ON texts_revision FOR EACH ROW EXECUTE FUNCTION texts_refuse_change()
"""


def forbid(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER texts_revision_never_changes")
    else:
        schema_editor.execute("DROP TRIGGER texts_revision_never_changes ON texts_revision")
        schema_editor.execute("DROP FUNCTION texts_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
