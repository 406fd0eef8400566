-- Documents that may have reached the authority without an answer, and that somebody of the firm saw as accepted in its portal.

-- The text of these tables alone changes, and no row's form: as in version 5. What was NOT NULL may be NULL from now on.
PRAGMA writable_schema = 1;

UPDATE sqlite_schema
SET sql = replace(sql, '''migration'', ''closing''', '''migration'', ''closing'', ''settlement''')
WHERE type = 'table' AND name = 'entry';

UPDATE sqlite_schema
SET sql = replace(sql, 'answer_id    INTEGER NOT NULL REFERENCES answer (id), -- the one that brought it',
  'answer_id    INTEGER REFERENCES answer (id), -- the one that brought it; NULL: fetched from the portal')
WHERE type = 'table' AND name = 'cleared';

-- So every program reads the new text: above all that version 5 counts.
PRAGMA schema_version = 2000;
PRAGMA writable_schema = 0;

CREATE TABLE settlement (
  -- A document that may have reached the authority, whose answer was lost, and that its portal shows as accepted. That is the
  -- word of somebody of the firm, no answer of the authority: it proves nothing, and nothing about the document is sent after it.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  document_id  INTEGER NOT NULL REFERENCES document (id), -- perhaps sent, and judged by no answer when the row was written
  seen         TEXT NOT NULL CHECK (length(seen) BETWEEN 1 AND 1000), -- what was seen, when, by whom: in the words of the firm
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

-- Its entry in the log follows the row in its own transaction. The payload of settlement is, as that of unit, RFC 8785 JSON of an
-- object with one member a column, id included.

CREATE UNIQUE INDEX settlement_document ON settlement (document_id);

CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement
BEGIN
  SELECT RAISE(ABORT, 'settlement: rows are never changed or removed');
END;

CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement
BEGIN
  SELECT RAISE(ABORT, 'settlement: rows are never changed or removed');
END;

CREATE TRIGGER settlement_no_replace BEFORE INSERT ON settlement
WHEN EXISTS (SELECT 1 FROM settlement WHERE id = NEW.id OR document_id = NEW.document_id)
BEGIN
  SELECT RAISE(ABORT, 'settlement: that key is taken');
END;

CREATE TRIGGER settlement_unjudged BEFORE INSERT ON settlement
WHEN EXISTS (
  SELECT 1
  FROM attempt
  LEFT JOIN answer ON answer.attempt_id = attempt.id
  WHERE attempt.document_id = NEW.document_id
    AND (answer.id IS NULL
      OR answer.outcome IN ('accepted', 'accepted-with-warnings', 'already-accepted', 'cleared-without-copy', 'rejected')))
BEGIN
  SELECT RAISE(ABORT, 'settlement: the authority judged that document, or it is being sent');
END;

CREATE TRIGGER settlement_perhaps_sent BEFORE INSERT ON settlement
WHEN NOT EXISTS (
    SELECT 1
    FROM attempt
    LEFT JOIN answer ON answer.attempt_id = attempt.id
    WHERE attempt.document_id = NEW.document_id
      AND coalesce(answer.outcome, 'unknown') IN ('unknown', 'server-trouble', 'unexpected-status'))
  AND NOT EXISTS (
    SELECT 1
    FROM restore
    CROSS JOIN entry ON entry.kind = 'document' AND entry.row_id = NEW.document_id
    WHERE restore.size >= entry.seq)
BEGIN
  SELECT RAISE(ABORT, 'settlement: that document was never sent');
END;

CREATE TRIGGER attempt_settled BEFORE INSERT ON attempt
WHEN NEW.document_id IS NOT NULL AND EXISTS (SELECT 1 FROM settlement WHERE document_id = NEW.document_id)
BEGIN
  SELECT RAISE(ABORT, 'attempt: that document is in the portal already');
END;

-- The answer that cleared it may have come without the copy, or with a wrong one.
CREATE TRIGGER cleared_fetched BEFORE INSERT ON cleared
WHEN NEW.answer_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM settlement WHERE document_id = NEW.document_id)
  AND NOT EXISTS (
    SELECT 1
    FROM attempt
    JOIN answer ON answer.attempt_id = attempt.id
    WHERE attempt.document_id = NEW.document_id
      AND attempt.endpoint = 'clearance'
      AND answer.outcome IN ('accepted', 'accepted-with-warnings', 'already-accepted', 'cleared-without-copy'))
BEGIN
  SELECT RAISE(ABORT, 'cleared: no answer brought it, and nothing says that the document was cleared');
END;
