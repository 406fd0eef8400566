-- Sales that were called off after a rejection, and the numbers that a restored copy lacks.

-- The check of a column is part of the table's text alone, and no row's form changes: SQLite documents this way to widen it, without
-- writing the table anew.
PRAGMA writable_schema = 1;

UPDATE sqlite_schema
SET sql = replace(sql, '''restore'', ''migration''', '''restore'', ''migration'', ''closing''')
WHERE type = 'table' AND name = 'entry';

UPDATE sqlite_schema
SET sql = replace(sql, '-- RFC 8785 JSON array of {"epoch","icv_first","icv_last","unit"}',
  '-- RFC 8785 JSON array of {"documents","epoch","icv_first","icv_last","unit"}
               -- documents: array of {"hash" (base64),"icv","key" (null: not known),"number"}, those of which something is
               -- left: no document has such a number or key again. Rows from before version 5 have none.')
WHERE type = 'table' AND name = 'restore';

-- So every program reads the new text: above all that version 4 counts.
PRAGMA schema_version = 1000;
PRAGMA writable_schema = 0;

CREATE TABLE closing (
  -- A document that the authority rejected and whose sale was called off: no other takes its place.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  document_id  INTEGER NOT NULL REFERENCES document (id), -- the newest of its number; rejected when the row was written
  reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000), -- in the words of the firm
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

-- Its entry in the log follows the row in its own transaction. The payload of closing is, as that of unit, RFC 8785 JSON of an
-- object with one member a column, id included.

CREATE UNIQUE INDEX closing_document ON closing (document_id);

CREATE TRIGGER closing_no_update BEFORE UPDATE ON closing
BEGIN
  SELECT RAISE(ABORT, 'closing: rows are never changed or removed');
END;

CREATE TRIGGER closing_no_delete BEFORE DELETE ON closing
BEGIN
  SELECT RAISE(ABORT, 'closing: rows are never changed or removed');
END;

CREATE TRIGGER closing_no_replace BEFORE INSERT ON closing
WHEN EXISTS (SELECT 1 FROM closing WHERE id = NEW.id OR document_id = NEW.document_id)
BEGIN
  SELECT RAISE(ABORT, 'closing: that key is taken');
END;

CREATE TRIGGER closing_rejected BEFORE INSERT ON closing
WHEN NOT EXISTS (
  SELECT 1
  FROM attempt
  JOIN answer ON answer.attempt_id = attempt.id
  WHERE attempt.document_id = NEW.document_id AND answer.outcome = 'rejected')
BEGIN
  SELECT RAISE(ABORT, 'closing: the authority did not reject that document');
END;
