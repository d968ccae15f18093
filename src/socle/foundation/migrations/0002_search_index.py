"""The search index beside the search documents, as each database keeps one.

A row stands at its document's place (heavier first, then older: ``search.literals.place``) and goes
when its document goes, whoever removes it.
"""

from django.db import migrations

# Tokens are ready-made: ASCII is cut at anything but these and letters and digits, the rest never.
FTS5 = """
CREATE VIRTUAL TABLE foundation_search_{where} USING fts5(
    tokens, detail = none, columnsize = 0, tokenize = "ascii tokenchars ':=^+@_'"
)
"""
SQLITE = [
    FTS5.format(where="title"),
    FTS5.format(where="text"),
    """
    CREATE TRIGGER foundation_search_removed AFTER DELETE ON foundation_searchdocument BEGIN
        DELETE FROM foundation_search_title WHERE rowid = (2147483647 - OLD.weight << 32) + OLD.id;
        DELETE FROM foundation_search_text WHERE rowid = (2147483647 - OLD.weight << 32) + OLD.id;
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER foundation_search_removed",
    "DROP TABLE foundation_search_text",
    "DROP TABLE foundation_search_title",
]

# Always through the GIN index: reading vectors row by row costs a hundred times more, and the
# planner does not know. The vectors stand apart (toast_tuple_target), so that rows stay narrow.
FUNCTION = """
CREATE FUNCTION foundation_search_{where}(asked tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET jit = off
SET max_parallel_workers_per_gather = 0
AS $$
    SELECT place FROM foundation_searchindex WHERE "{where}" @@ asked ORDER BY place LIMIT most
$$
"""
POSTGRESQL = [
    """
    CREATE TABLE foundation_searchindex (
        document bigint PRIMARY KEY,
        place bigint NOT NULL,
        title tsvector NOT NULL,
        text tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)
    """,
    # Without a list of pending entries, which every search would have to read through.
    """
    CREATE INDEX foundation_searchindex_title ON foundation_searchindex
    USING gin (title) WITH (fastupdate = off)
    """,
    """
    CREATE INDEX foundation_searchindex_text ON foundation_searchindex
    USING gin (text) WITH (fastupdate = off)
    """,
    FUNCTION.format(where="title"),
    FUNCTION.format(where="text"),
    """
    CREATE FUNCTION foundation_search_removed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE foundation_searchindex;
        ELSE
            DELETE FROM foundation_searchindex WHERE document = OLD.id;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER foundation_search_removed AFTER DELETE ON foundation_searchdocument
    FOR EACH ROW EXECUTE FUNCTION foundation_search_removed()
    """,
    """
    CREATE TRIGGER foundation_search_emptied AFTER TRUNCATE ON foundation_searchdocument
    FOR EACH STATEMENT EXECUTE FUNCTION foundation_search_removed()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER foundation_search_emptied ON foundation_searchdocument",
    "DROP TRIGGER foundation_search_removed ON foundation_searchdocument",
    "DROP FUNCTION foundation_search_removed",
    "DROP FUNCTION foundation_search_text",
    "DROP FUNCTION foundation_search_title",
    "DROP TABLE foundation_searchindex",
]


def run(statements):
    def on(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return on


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
