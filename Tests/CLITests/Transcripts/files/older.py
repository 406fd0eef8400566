# Makes of a ledger one of version 1: without the tables that later versions added, and without their migrations.
import sqlite3, sys

added = {"compliance_document", "attempt", "answer", "cleared", "restore", "incident", "import", "closing", "settlement"}
added_indexes = {"document_note"}
new = sqlite3.connect(sys.argv[1])
old = sqlite3.connect(sys.argv[2], isolation_level=None)
old.execute("PRAGMA application_id = %d" % new.execute("PRAGMA application_id").fetchone()[0])
# One write, as the program itself makes a file.
old.execute("BEGIN")
schema = [
    row for row in new.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    if row[2] not in added and row[1] not in added_indexes and not row[1].startswith("sqlite_")
]
for kind, name, table, sql in schema:
    if kind != "trigger":
        # Versions 5 and 6 widened a check.
        old.execute(sql.replace(", 'closing', 'settlement'))", "))") if name == "entry" else sql)
for kind, name, table, sql in schema:
    if kind != "table":
        continue
    rows = new.execute("SELECT * FROM %s ORDER BY 1" % name).fetchall()
    if name == "migration":
        rows = rows[:1]
    if name == "entry":
        rows = [row for row in rows if row[1] != "migration" or row[2] == 1]
        rows = [(seq + 1, *row[1:]) for seq, row in enumerate(rows)]
    for row in rows:
        old.execute("INSERT INTO %s VALUES (%s)" % (name, ", ".join("?" * len(row))), row)
for kind, name, table, sql in schema:
    if kind == "trigger":
        old.execute(sql)
old.execute("PRAGMA user_version = 1")
old.execute("COMMIT")
