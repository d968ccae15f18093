"""An index of the words in people's names: by how each begins, as each database keeps one.

The database itself keeps it up, whoever writes a name. PostgreSQL builds it while the site runs;
SQLite takes a second for 80,000 persons.
"""

from django.db import migrations, transaction

# A name is ready-made (``rules.sort_name``): words of letters and digits, a space between two.
SQLITE = [
    """
    CREATE VIRTUAL TABLE elections_person_words USING fts5(
        sort_name, content = "elections_person", content_rowid = "id", detail = none,
        columnsize = 0, prefix = "1 2 3 4", tokenize = "unicode61 remove_diacritics 0"
    )
    """,
    "INSERT INTO elections_person_words (elections_person_words) VALUES ('rebuild')",
    """
    CREATE TRIGGER elections_person_words_made AFTER INSERT ON elections_person BEGIN
        INSERT INTO elections_person_words (rowid, sort_name) VALUES (NEW.id, NEW.sort_name);
    END
    """,
    """
    CREATE TRIGGER elections_person_words_removed AFTER DELETE ON elections_person BEGIN
        INSERT INTO elections_person_words (elections_person_words, rowid, sort_name)
        VALUES ('delete', OLD.id, OLD.sort_name);
    END
    """,
    """
    CREATE TRIGGER elections_person_words_changed AFTER UPDATE OF sort_name ON elections_person
    WHEN OLD.sort_name <> NEW.sort_name BEGIN
        INSERT INTO elections_person_words (elections_person_words, rowid, sort_name)
        VALUES ('delete', OLD.id, OLD.sort_name);
        INSERT INTO elections_person_words (rowid, sort_name) VALUES (NEW.id, NEW.sort_name);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER elections_person_words_changed",
    "DROP TRIGGER elections_person_words_removed",
    "DROP TRIGGER elections_person_words_made",
    "DROP TABLE elections_person_words",
]
# One that was interrupted is there, and of no use. Without a list of pending entries, which every
# search would have to read through.
POSTGRESQL = [
    "DROP INDEX CONCURRENTLY IF EXISTS elections_person_words",
    """
    CREATE INDEX CONCURRENTLY elections_person_words ON elections_person
    USING gin (array_to_tsvector(string_to_array(sort_name, ' '))) WITH (fastupdate = off)
    """,
]
POSTGRESQL_BACK = ["DROP INDEX CONCURRENTLY IF EXISTS elections_person_words"]


def run(statements):
    def on(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            with transaction.atomic(using=schema_editor.connection.alias):
                execute(schema_editor)
        else:
            execute(schema_editor)

    def execute(schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return on


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("elections", "0002_language_of_lists")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
