"""The database itself lets lines of the ledger only be added, one after another; of a line that
stands, the content and its salt may be removed, together and for good."""

from django.db import migrations

TABLE = "commitments_ledgerline"
KEPT = ("seq", "at", "kind", "subject", "payload_digest", "prev", "hash")
OUT_OF_ORDER = "a line of the ledger follows the last one"
NEVER_CHANGES = "a line of the ledger never changes"
START = "0" * 64
LAST = f"coalesce((SELECT max(seq) FROM {TABLE}), 0)"
BEFORE = f"coalesce((SELECT hash FROM {TABLE} WHERE seq = NEW.seq - 1), '{START}')"
FOLLOWS = f"NEW.seq = 1 + {LAST} AND NEW.prev = {BEFORE}"
# What PostgreSQL calls IS NOT DISTINCT FROM, SQLite calls IS: no column here is empty, so "=" does.
IS_REMOVAL = " AND ".join(
    [
        "OLD.payload IS NOT NULL AND NEW.payload IS NULL AND NEW.salt IS NULL",
        *(f"NEW.{name} = OLD.{name}" for name in KEPT),
    ]
)

SQLITE = [
    f"""CREATE TRIGGER commitments_ledger_follows BEFORE INSERT ON {TABLE} WHEN NOT ({FOLLOWS})
    BEGIN SELECT RAISE(ABORT, '{OUT_OF_ORDER}'); END""",
    f"""CREATE TRIGGER commitments_ledger_never_changes BEFORE UPDATE ON {TABLE}
    WHEN NOT ({IS_REMOVAL}) BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGES}'); END""",
    f"""CREATE TRIGGER commitments_ledger_is_kept BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGES}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION commitments_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION '{NEVER_CHANGES}' USING ERRCODE = 'restrict_violation'; END $$""",
    f"""CREATE FUNCTION commitments_ledger_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {FOLLOWS} THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{OUT_OF_ORDER}' USING ERRCODE = 'restrict_violation'; END $$""",
    f"""CREATE TRIGGER commitments_ledger_follows BEFORE INSERT ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION commitments_ledger_follow()""",
    f"""CREATE TRIGGER commitments_ledger_never_changes BEFORE UPDATE ON {TABLE}
    FOR EACH ROW WHEN (NOT ({IS_REMOVAL})) EXECUTE FUNCTION commitments_ledger_refuse()""",
    f"""CREATE TRIGGER commitments_ledger_is_kept BEFORE DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION commitments_ledger_refuse()""",
    f"""CREATE TRIGGER commitments_ledger_is_not_emptied BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION commitments_ledger_refuse()""",
]
TRIGGERS = ["follows", "never_changes", "is_kept"]


def forbid(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER commitments_ledger_{name}")
        return
    for name in [*TRIGGERS, "is_not_emptied"]:
        schema_editor.execute(f"DROP TRIGGER commitments_ledger_{name} ON {TABLE}")
    for name in ("refuse", "follow"):
        schema_editor.execute(f"DROP FUNCTION commitments_ledger_{name}()")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
