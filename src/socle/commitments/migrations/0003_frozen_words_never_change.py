"""The database itself keeps what was asked: the words of a frozen ask are neither changed, added to
nor removed, and the ask stays."""

from django.db import migrations

ASKS, WORDS = "commitments_ask", "commitments_askwords"
NEVER_CHANGES = "the words of a frozen ask never change"
# Not who asked: a group that merges passes its asks on. Nor who froze it: people may be forgotten.
KEPT = (
    "questionnaire_id", "provision_id", "adaptation_id", "release_id", "replaces_id",
    "frozen_at", "digest",
)


def is_frozen(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {ASKS} WHERE id = {row}.ask_id AND frozen_at IS NOT NULL)"


def changed(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in KEPT)


def sqlite(name: str, when: str, table: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER commitments_{name} BEFORE {when} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGES}'); END"
    )


SQLITE = [
    sqlite("words_added", "INSERT", WORDS, is_frozen("NEW")),
    sqlite("words_changed", "UPDATE", WORDS, f"{is_frozen('OLD')} OR {is_frozen('NEW')}"),
    sqlite("words_removed", "DELETE", WORDS, is_frozen("OLD")),
    sqlite(
        "ask_changed", "UPDATE", ASKS, f"OLD.frozen_at IS NOT NULL AND ({changed('IS NOT')})"
    ),
    sqlite("ask_removed", "DELETE", ASKS, "OLD.frozen_at IS NOT NULL"),
]
TRIGGERS = {
    "words_added": WORDS, "words_changed": WORDS, "words_removed": WORDS,
    "ask_changed": ASKS, "ask_removed": ASKS,
}
REFUSE = f"RAISE EXCEPTION '{NEVER_CHANGES}' USING ERRCODE = 'restrict_violation'"
# A trigger's own condition asks no other table: the function does.
POSTGRESQL = [
    f"""CREATE FUNCTION commitments_ask_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {REFUSE}; END $$""",
    f"""CREATE FUNCTION commitments_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' AND {is_frozen("OLD")} THEN {REFUSE}; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF {is_frozen("NEW")} THEN {REFUSE}; END IF;
    RETURN NEW; END $$""",
    *(
        f"""CREATE TRIGGER commitments_{name} BEFORE {when} ON {WORDS}
        FOR EACH ROW EXECUTE FUNCTION commitments_words_kept()"""
        for name, when in [
            ("words_added", "INSERT"), ("words_changed", "UPDATE"), ("words_removed", "DELETE"),
        ]
    ),
    f"""CREATE TRIGGER commitments_ask_changed BEFORE UPDATE ON {ASKS} FOR EACH ROW
    WHEN (OLD.frozen_at IS NOT NULL AND ({changed("IS DISTINCT FROM")}))
    EXECUTE FUNCTION commitments_ask_refuse()""",
    f"""CREATE TRIGGER commitments_ask_removed BEFORE DELETE ON {ASKS} FOR EACH ROW
    WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION commitments_ask_refuse()""",
]


def forbid(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def allow(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table in TRIGGERS.items():
        schema_editor.execute(
            f"DROP TRIGGER commitments_{name}" + ("" if on_sqlite else f" ON {table}")
        )
    for name in [] if on_sqlite else ["ask_refuse", "words_kept"]:
        schema_editor.execute(f"DROP FUNCTION commitments_{name}()")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0002_lines_are_only_added")]
    operations = [migrations.RunPython(forbid, allow)]
