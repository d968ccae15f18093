"""What the database believes of its own tables."""

from django.db import connection


def take_stock() -> None:
    """After many rows came at once. PostgreSQL looks by itself only some time after the commit:
    until then it takes the tables for empty, and a question that joins them can take a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
