"""Floor of storing: the same rows in batches of the same sizes, `executemany` and commit, and nothing else.

python batches.py URL SIZES   URL: the path of a SQLite file or postgresql://...; SIZES: a JSON file
Prints the rows stored in a second.
"""

import json
import secrets
import sqlite3
import sys
import time
from pathlib import Path

COLUMNS = "(conversation_id, no, changed_seq, author_id, key, text, sent_at_ms)"
TEXT = "я" * 100  # 200 bytes, as the authors of the bench write


def rows_of(sizes, places):
    """Make rows as the authors of the bench do: each batch touches many conversations, keys and numbers grow."""
    number, first, run = 0, time.time_ns() // 1000, secrets.token_hex(6)
    for size in sizes:
        batch = []
        for _ in range(size):
            conversation, author = places[number % len(places)]
            no, key = first + number, f"{number:08x}-0000-7000-8000-{run}"
            batch.append((conversation, no, no, author, key, TEXT, number))
            number += 1
        yield batch


def store_in_sqlite(path, batches):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;")
    insert = f"INSERT INTO chat_message {COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?)"
    started = time.perf_counter()
    for batch in batches:
        database.execute("BEGIN IMMEDIATE")
        database.executemany(insert, batch)
        database.execute("COMMIT")
    return time.perf_counter() - started


def store_in_postgresql(url, batches):
    import psycopg

    insert = f"INSERT INTO chat_message {COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s)"
    with psycopg.connect(url) as database, database.cursor() as cursor:
        started = time.perf_counter()
        for batch in batches:
            cursor.executemany(insert, batch)
            database.commit()
        return time.perf_counter() - started


if __name__ == "__main__":
    url, wanted = sys.argv[1], json.loads(Path(sys.argv[2]).read_text())
    batches = list(rows_of(wanted["sizes"], wanted["places"]))
    seconds = (store_in_postgresql if "://" in url else store_in_sqlite)(url, batches)
    print(sum(wanted["sizes"]) / seconds)
