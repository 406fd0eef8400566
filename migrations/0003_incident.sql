-- When the authority or the line to it was down, and how the documents that were not judged are found without reading all.

CREATE TABLE incident (
  -- A unit's documents could not be sent, or could again. What was tried in vain is in the answer that is named.
  id            INTEGER PRIMARY KEY CHECK (id >= 1),
  unit_id       INTEGER NOT NULL REFERENCES unit (id),
  event         TEXT NOT NULL CHECK (event IN ('began', 'ended')), -- in turns for each unit
  cause         TEXT NOT NULL CHECK (cause IN ('line', 'authority')), -- line: nothing whole came back; authority: it answered that it could not; ended: as it began
  answer_id     INTEGER NOT NULL REFERENCES answer (id), -- began: the first in vain; ended: the first that was one again
  effective_at  TEXT NOT NULL CHECK (effective_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC; when that request was sent
  recorded_at   TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  note          TEXT CHECK (length(note) <= 1000)
) STRICT;

-- Its entry in the log follows the row in its own transaction. The payload of incident is, as that of unit, RFC 8785 JSON of an
-- object with one member a column, id included.

CREATE INDEX incident_unit ON incident (unit_id);
CREATE INDEX answer_final ON answer (outcome, attempt_id)
  WHERE outcome IN ('accepted', 'accepted-with-warnings', 'already-accepted', 'cleared-without-copy', 'rejected');

CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident
BEGIN
  SELECT RAISE(ABORT, 'incident: rows are never changed or removed');
END;

CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident
BEGIN
  SELECT RAISE(ABORT, 'incident: rows are never changed or removed');
END;

CREATE TRIGGER incident_no_replace BEFORE INSERT ON incident
WHEN EXISTS (SELECT 1 FROM incident WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'incident: that key is taken');
END;

CREATE TRIGGER incident_next BEFORE INSERT ON incident
WHEN (NEW.event = 'ended') <> coalesce(
    (SELECT event FROM incident WHERE unit_id = NEW.unit_id ORDER BY id DESC LIMIT 1) = 'began', 0)
BEGIN
  SELECT RAISE(ABORT, 'incident: one ends before the next begins');
END;
