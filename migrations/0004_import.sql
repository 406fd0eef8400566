-- Which documents came from which file of a spreadsheet, and how the notes over an invoice are found without reading all.

CREATE TABLE import (
  -- A sheet whose new documents were issued, all or none, in the transaction of this row. A sheet that brought none has no row.
  id                 INTEGER PRIMARY KEY CHECK (id >= 1),
  name               TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255), -- of the file as given, without its folder
  size               INTEGER NOT NULL CHECK (size >= 1), -- bytes of the file
  sha256             BLOB NOT NULL CHECK (length(sha256) = 32), -- of those bytes: whoever keeps the file can show that it is the one
  rules_sha256       BLOB NOT NULL CHECK (length(rules_sha256) = 32), -- of the text of the rules that it was read by
  sheet              TEXT NOT NULL CHECK (length(sheet) <= 1000), -- empty for a file that has no sheets
  rows               INTEGER NOT NULL CHECK (rows >= 1), -- read as data, those of documents that were issued before too
  first_document_id  INTEGER NOT NULL REFERENCES document (id), -- all from the first to the last, and no others, came from the sheet
  last_document_id   INTEGER NOT NULL REFERENCES document (id),
  recorded_at        TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  CHECK (first_document_id <= last_document_id)
) STRICT;

-- Its entry in the log comes next after those of its documents. The payload of import is, as that of unit, RFC 8785 JSON of an
-- object with one member a column, id included.

CREATE INDEX document_note ON document (issued_at)
  WHERE type IN ('381', '383');

CREATE TRIGGER import_no_update BEFORE UPDATE ON import
BEGIN
  SELECT RAISE(ABORT, 'import: rows are never changed or removed');
END;

CREATE TRIGGER import_no_delete BEFORE DELETE ON import
BEGIN
  SELECT RAISE(ABORT, 'import: rows are never changed or removed');
END;

CREATE TRIGGER import_no_replace BEFORE INSERT ON import
WHEN EXISTS (SELECT 1 FROM import WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'import: that key is taken');
END;

CREATE TRIGGER import_newest BEFORE INSERT ON import
WHEN NEW.last_document_id < (SELECT max(id) FROM document)
  OR NEW.first_document_id <= (SELECT last_document_id FROM import ORDER BY id DESC LIMIT 1)
  OR (SELECT chain_id FROM document WHERE id = NEW.first_document_id)
    <> (SELECT chain_id FROM document WHERE id = NEW.last_document_id)
BEGIN
  SELECT RAISE(ABORT, 'import: its documents are the newest of one chain, and came from no sheet before');
END;
