-- What passes between a firm and the authority: requests and answers, the documents of the compliance checks, and the
-- return to an older copy.

CREATE TABLE compliance_document (
  -- A document made only to pass the authority's compliance checks. It is no invoice: never listed, summed or exported.
  -- Those stamped with one compliance certificate are a chain of their own, epoch 0 of its unit.
  id              INTEGER PRIMARY KEY CHECK (id >= 1),
  certificate_id  INTEGER NOT NULL REFERENCES certificate (id), -- the compliance certificate in xml
  step            TEXT NOT NULL CHECK (step IN (
                    'standard-compliant', 'standard-credit-note-compliant', 'standard-debit-note-compliant',
                    'simplified-compliant', 'simplified-credit-note-compliant', 'simplified-debit-note-compliant')),
  icv             INTEGER NOT NULL CHECK (icv >= 1), -- KSA-16, from 1 for each certificate
  pih             TEXT NOT NULL CHECK (length(pih) IN (44, 88)), -- KSA-13, base64
  hash            BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 of the canonical invoice
  uuid            TEXT NOT NULL CHECK (length(uuid) = 36 AND uuid NOT GLOB '*[^0-9a-f-]*'), -- KSA-1
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  xml             BLOB NOT NULL CHECK (length(xml) BETWEEN 1 AND 10485760) -- the sealed bytes
) STRICT;

CREATE TABLE attempt (
  -- A request to the authority, written before it is sent. What came of it stands in answer; while there is none,
  -- nobody knows whether it arrived.
  id                      INTEGER PRIMARY KEY CHECK (id >= 1),
  unit_id                 INTEGER NOT NULL REFERENCES unit (id),
  endpoint                TEXT NOT NULL CHECK (endpoint IN (
                            'compliance-csid', 'compliance-check', 'production-csid', 'renewal', 'reporting', 'clearance')),
  signing_key_id          INTEGER REFERENCES signing_key (id), -- the key that a certificate is asked for
  certificate_id          INTEGER REFERENCES certificate (id), -- the one whose token and secret log in; NULL also in the sandbox, which gives no certificate for a key of ours
  compliance_document_id  INTEGER REFERENCES compliance_document (id), -- the document in the request
  document_id             INTEGER REFERENCES document (id), -- the document in the request
  profile                 INTEGER NOT NULL CHECK (profile >= 1), -- version of the addresses and rules it was made by
  recorded_at             TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  request                 BLOB NOT NULL CHECK (length(request) BETWEEN 1 AND 20971520), -- head and body, without the lines OTP and Authorization
  CHECK (certificate_id IS NULL OR endpoint <> 'compliance-csid'),
  CHECK (certificate_id IS NOT NULL OR endpoint IN ('compliance-csid', 'production-csid')),
  CHECK ((signing_key_id IS NOT NULL) = (endpoint IN ('compliance-csid', 'production-csid', 'renewal'))),
  CHECK ((compliance_document_id IS NOT NULL) = (endpoint = 'compliance-check')),
  CHECK ((document_id IS NOT NULL) = (endpoint IN ('reporting', 'clearance')))
) STRICT;

CREATE TABLE answer (
  -- What came of an attempt, at most one for each.
  id              INTEGER PRIMARY KEY CHECK (id >= 1),
  attempt_id      INTEGER NOT NULL REFERENCES attempt (id),
  outcome         TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 40 AND outcome NOT GLOB '*[^a-z-]*'), -- Sijil's word for it
  status          INTEGER CHECK (status BETWEEN 100 AND 999), -- HTTP status; NULL if none came
  bytes_sent      INTEGER CHECK (bytes_sent >= 0), -- of the request, its secret lines included; 0: it never left; NULL: nobody knows
  started_at      TEXT NOT NULL CHECK (started_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  finished_at     TEXT NOT NULL CHECK (finished_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  request_id      TEXT CHECK (length(request_id) BETWEEN 1 AND 20 AND request_id NOT GLOB '*[^0-9]*'), -- ties a production CSID to its compliance CSID
  certificate_id  INTEGER REFERENCES certificate (id), -- the one that the answer brought
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  response        BLOB CHECK (length(response) <= 20971520) -- head and body as they came, each secret replaced by [removed]; NULL if nothing came
) STRICT;

CREATE TABLE cleared (
  -- A document as the authority cleared it, with its own stamp and QR: the legal one, which is handed out instead of ours.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  document_id  INTEGER NOT NULL REFERENCES document (id), -- the same hash, UUID and number
  answer_id    INTEGER NOT NULL REFERENCES answer (id), -- the one that brought it
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  xml          BLOB NOT NULL CHECK (length(xml) BETWEEN 1 AND 10485760) -- the bytes as they came
) STRICT;

CREATE TABLE restore (
  -- This file is an older copy that was put back. What the computer remembered beyond it is named here; certificates
  -- whose chain lacks documents are retired with it, so that no counter is given twice.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  size         INTEGER NOT NULL CHECK (size >= 1), -- entries in the log of the copy
  root         BLOB NOT NULL CHECK (length(root) = 32), -- and their RFC 6962 root
  missing      TEXT NOT NULL CHECK (missing GLOB '[[]*'), -- RFC 8785 JSON array of {"epoch","icv_first","icv_last","unit"}
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  note         TEXT CHECK (length(note) <= 1000)
) STRICT;

-- Their entries in the log follow each row in its own transaction. The payload of compliance-document, attempt, answer,
-- cleared and restore is, as that of unit, RFC 8785 JSON of an object with one member a column, id included, a BLOB as base64.

CREATE UNIQUE INDEX compliance_document_icv ON compliance_document (certificate_id, icv);
CREATE UNIQUE INDEX compliance_document_uuid ON compliance_document (uuid);
CREATE INDEX attempt_unit ON attempt (unit_id);
CREATE INDEX attempt_document ON attempt (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX attempt_compliance_document ON attempt (compliance_document_id) WHERE compliance_document_id IS NOT NULL;
CREATE UNIQUE INDEX answer_attempt ON answer (attempt_id);
CREATE UNIQUE INDEX cleared_document ON cleared (document_id);

CREATE TRIGGER compliance_document_no_update BEFORE UPDATE ON compliance_document
BEGIN
  SELECT RAISE(ABORT, 'compliance_document: rows are never changed or removed');
END;

CREATE TRIGGER compliance_document_no_delete BEFORE DELETE ON compliance_document
BEGIN
  SELECT RAISE(ABORT, 'compliance_document: rows are never changed or removed');
END;

CREATE TRIGGER compliance_document_no_replace BEFORE INSERT ON compliance_document
WHEN EXISTS (SELECT 1 FROM compliance_document WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM compliance_document WHERE certificate_id = NEW.certificate_id AND icv = NEW.icv)
  OR EXISTS (SELECT 1 FROM compliance_document WHERE uuid = NEW.uuid)
BEGIN
  SELECT RAISE(ABORT, 'compliance_document: that key is taken');
END;

CREATE TRIGGER compliance_document_next BEFORE INSERT ON compliance_document
WHEN NEW.icv <> 1 + (SELECT coalesce(max(icv), 0) FROM compliance_document WHERE certificate_id = NEW.certificate_id)
BEGIN
  SELECT RAISE(ABORT, 'compliance_document: the next one takes the next counter of its certificate');
END;

CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt
BEGIN
  SELECT RAISE(ABORT, 'attempt: rows are never changed or removed');
END;

CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt
BEGIN
  SELECT RAISE(ABORT, 'attempt: rows are never changed or removed');
END;

CREATE TRIGGER attempt_no_replace BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM attempt WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'attempt: that key is taken');
END;

CREATE TRIGGER answer_no_update BEFORE UPDATE ON answer
BEGIN
  SELECT RAISE(ABORT, 'answer: rows are never changed or removed');
END;

CREATE TRIGGER answer_no_delete BEFORE DELETE ON answer
BEGIN
  SELECT RAISE(ABORT, 'answer: rows are never changed or removed');
END;

CREATE TRIGGER answer_no_replace BEFORE INSERT ON answer
WHEN EXISTS (SELECT 1 FROM answer WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM answer WHERE attempt_id = NEW.attempt_id)
BEGIN
  SELECT RAISE(ABORT, 'answer: that key is taken');
END;

CREATE TRIGGER restore_no_update BEFORE UPDATE ON restore
BEGIN
  SELECT RAISE(ABORT, 'restore: rows are never changed or removed');
END;

CREATE TRIGGER restore_no_delete BEFORE DELETE ON restore
BEGIN
  SELECT RAISE(ABORT, 'restore: rows are never changed or removed');
END;

CREATE TRIGGER restore_no_replace BEFORE INSERT ON restore
WHEN EXISTS (SELECT 1 FROM restore WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'restore: that key is taken');
END;

CREATE TRIGGER cleared_no_update BEFORE UPDATE ON cleared
BEGIN
  SELECT RAISE(ABORT, 'cleared: rows are never changed or removed');
END;

CREATE TRIGGER cleared_no_delete BEFORE DELETE ON cleared
BEGIN
  SELECT RAISE(ABORT, 'cleared: rows are never changed or removed');
END;

CREATE TRIGGER cleared_no_replace BEFORE INSERT ON cleared
WHEN EXISTS (SELECT 1 FROM cleared WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM cleared WHERE document_id = NEW.document_id)
BEGIN
  SELECT RAISE(ABORT, 'cleared: that key is taken');
END;
