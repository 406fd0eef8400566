-- The first version of the ledger: units, keys, certificates, chains, issued documents, and the log over them.
-- The text inside the parentheses stays in the file for ever, so every ledger explains itself.

CREATE TABLE migration (
  -- One schema change that this file went through. Rows are only ever added.
  id      INTEGER PRIMARY KEY CHECK (id >= 1), -- number of the file in migrations/
  name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100), -- name of that file, without .sql
  sha256  BLOB NOT NULL CHECK (length(sha256) = 32), -- of the SQL text that ran
  ran_at  TEXT NOT NULL CHECK (ran_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

CREATE TABLE ledger (
  -- What this file is. Exactly one row.
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  uuid         TEXT NOT NULL CHECK (length(uuid) = 36 AND uuid NOT GLOB '*[^0-9a-f-]*'),
  origin       TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 200), -- name of the log: sijil/VAT/uuid
  log_key      BLOB NOT NULL CHECK (length(log_key) = 32), -- Ed25519 public key that signs checkpoints
  environment  TEXT NOT NULL CHECK (environment IN ('sandbox', 'simulation', 'production', 'emulator')),
  endpoint     TEXT CHECK (length(endpoint) BETWEEN 1 AND 1000), -- where the authority is reached, if not at its usual place
  vat          TEXT NOT NULL CHECK (vat GLOB '3[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]3'), -- BT-31
  seller       TEXT NOT NULL CHECK (seller GLOB '{*}'), -- BG-4 as given, RFC 8785 JSON
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

CREATE TABLE unit (
  -- An EGS unit: one system that numbers and stamps documents as one sequence.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64), -- common name in its certificates
  serial       TEXT NOT NULL CHECK (serial GLOB '1-?*|2-?*|3-?*'), -- maker, model, serial number
  branch       TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 64),
  documents    TEXT NOT NULL CHECK (documents GLOB '[01][01][01][01]' AND documents <> '0000'), -- standard, simplified, -, -
  location     TEXT NOT NULL CHECK (length(location) BETWEEN 1 AND 200),
  industry     TEXT NOT NULL CHECK (length(industry) BETWEEN 1 AND 200),
  on_renewal   TEXT NOT NULL CHECK (on_renewal IN ('restart', 'continue')), -- what its chain does then
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

CREATE TABLE signing_key (
  -- A key pair of a unit; only its public half is ever here.
  id           INTEGER PRIMARY KEY CHECK (id >= 1),
  unit_id      INTEGER NOT NULL REFERENCES unit (id),
  spki         BLOB NOT NULL CHECK (length(spki) = 88), -- DER SubjectPublicKeyInfo, secp256k1, uncompressed
  recorded_at  TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

CREATE TABLE certificate (
  -- A certificate the authority gave for a key; its exact bytes. A key may have several.
  id              INTEGER PRIMARY KEY CHECK (id >= 1),
  signing_key_id  INTEGER NOT NULL REFERENCES signing_key (id), -- the key whose spki is in der
  class           TEXT NOT NULL CHECK (class IN ('compliance', 'production')), -- also the note of its event 'installed'
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC; that of its event 'installed'
  der             BLOB NOT NULL CHECK (length(der) BETWEEN 1 AND 16384)
) STRICT;

CREATE TABLE certificate_event (
  -- What happened to a certificate, and when Sijil learnt of it.
  -- A unit stamps with the certificate that was activated last, unless it was superseded, revoked, compromised or retired since.
  id              INTEGER PRIMARY KEY CHECK (id >= 1),
  certificate_id  INTEGER NOT NULL REFERENCES certificate (id),
  kind            TEXT NOT NULL CHECK (kind IN ('installed', 'activated', 'superseded', 'revoked', 'compromised', 'retired')),
  effective_at    TEXT NOT NULL CHECK (effective_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC
  note            TEXT CHECK (length(note) <= 1000) -- 'installed': the class of the certificate; else free text
) STRICT;

CREATE TABLE chain (
  -- One run of counters of a unit: an epoch. ICV starts at 1 in each.
  id              INTEGER PRIMARY KEY CHECK (id >= 1),
  unit_id         INTEGER NOT NULL REFERENCES unit (id),
  epoch           INTEGER NOT NULL CHECK (epoch >= 1), -- without gaps
  certificate_id  INTEGER NOT NULL REFERENCES certificate (id), -- the one that began the epoch
  previous_hash   BLOB CHECK (length(previous_hash) = 32), -- of the last document of the epoch before; NULL if that is empty or there is none
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z') -- UTC
) STRICT;

CREATE TABLE document (
  -- One issued invoice, note or prepayment document. From icv on, each column can be derived from xml.
  id              INTEGER PRIMARY KEY CHECK (id >= 1), -- in the order of issue, over all chains
  chain_id        INTEGER NOT NULL REFERENCES chain (id),
  certificate_id  INTEGER NOT NULL REFERENCES certificate (id), -- the one in xml
  recorded_at     TEXT NOT NULL CHECK (recorded_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), -- UTC; never runs backwards
  key             TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200), -- the caller's idempotency key
  revision        INTEGER NOT NULL CHECK (revision >= 0), -- 0; successors of a rejected document count up
  draft_sha256    BLOB NOT NULL CHECK (length(draft_sha256) = 32), -- of the draft's RFC 8785 form
  warnings        TEXT NOT NULL CHECK (warnings GLOB '[[]*]'), -- rule ids, RFC 8785 JSON array of strings
  icv             INTEGER NOT NULL CHECK (icv >= 1), -- KSA-16
  pih             TEXT NOT NULL CHECK (length(pih) IN (44, 88)), -- KSA-13, base64
  hash            BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 of the canonical invoice
  uuid            TEXT NOT NULL CHECK (length(uuid) = 36 AND uuid NOT GLOB '*[^0-9a-f-]*'), -- KSA-1
  number          TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 127), -- BT-1
  kind            TEXT NOT NULL CHECK (kind IN ('standard', 'simplified')), -- KSA-2
  type            TEXT NOT NULL CHECK (type IN ('388', '381', '383', '386')), -- BT-3
  issued_at       TEXT NOT NULL CHECK (issued_at GLOB '2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), -- BT-2 and KSA-25, Riyadh
  buyer_name      TEXT CHECK (length(buyer_name) BETWEEN 1 AND 1000), -- BT-44
  buyer_vat       TEXT CHECK (length(buyer_vat) = 15), -- BT-48
  currency        TEXT NOT NULL CHECK (length(currency) = 3), -- BT-5
  total           INTEGER NOT NULL CHECK (total >= 0), -- BT-112, hundredths of currency
  vat             INTEGER NOT NULL CHECK (vat >= 0), -- BT-110, hundredths of currency
  xml             BLOB NOT NULL CHECK (length(xml) BETWEEN 1 AND 10485760) -- the sealed bytes
) STRICT;

CREATE TABLE entry (
  -- The log: row seq is leaf seq - 1 of one RFC 6962 tree over every record of this file.
  -- leaf_hash = SHA-256(0x00, "sijil/entry@v1\n", kind, "\n", base64(payload_sha256), "\n")
  -- tree: leaves are the leaf_hash values; a node is SHA-256(0x01, left, right)
  -- payload_sha256 = SHA-256 of the payload, which is by kind:
  --   document     the bytes of document.xml
  --   certificate  the bytes of certificate.der
  --   issuance     RFC 8785 JSON of an object about the document row with id row_id, whose members are
  --                "document_sha256" (base64, SHA-256 of xml), "draft_sha256" (base64), "epoch" (number), "icv" (number),
  --                "key", "recorded_at", "revision" (number), "unit" (its name), "warnings" (the array itself)
  --   ledger, unit, key (table signing_key), chain, certificate-event (table certificate_event), migration
  --                RFC 8785 JSON of an object with one member a column, id included: its name, and its value as
  --                number (INTEGER), string (TEXT), base64 string (BLOB) or null
  -- A document's entries stand together: document, then issuance. Every other row's entry follows the row in its own transaction.
  seq             INTEGER PRIMARY KEY AUTOINCREMENT CHECK (seq >= 1), -- without gaps
  kind            TEXT NOT NULL CHECK (kind IN (
                    'ledger', 'unit', 'key', 'chain', 'certificate', 'certificate-event', 'document', 'issuance',
                    'compliance-document', 'attempt', 'answer', 'cleared', 'token', 'cosignature', 'import', 'incident',
                    'restore', 'migration')),
  row_id          INTEGER NOT NULL CHECK (row_id >= 1), -- id in the kind's table; issuance: in document
  payload_sha256  BLOB NOT NULL CHECK (length(payload_sha256) = 32),
  leaf_hash       BLOB NOT NULL CHECK (length(leaf_hash) = 32)
) STRICT;

CREATE UNIQUE INDEX unit_name ON unit (name);
CREATE UNIQUE INDEX signing_key_spki ON signing_key (spki);
CREATE UNIQUE INDEX certificate_der ON certificate (der);
CREATE INDEX certificate_event_certificate ON certificate_event (certificate_id);
CREATE UNIQUE INDEX chain_epoch ON chain (unit_id, epoch);
CREATE UNIQUE INDEX document_icv ON document (chain_id, icv);
CREATE UNIQUE INDEX document_pih ON document (chain_id, pih);
CREATE UNIQUE INDEX document_hash ON document (hash);
CREATE UNIQUE INDEX document_uuid ON document (uuid);
CREATE UNIQUE INDEX document_number ON document (number, revision);
CREATE UNIQUE INDEX document_key ON document (key, revision);
CREATE INDEX document_issued_at ON document (issued_at);
CREATE UNIQUE INDEX entry_row ON entry (kind, row_id);

-- Rows are only ever added. These triggers stop accidents; hashes, stamps and checkpoints stop people.
-- REPLACE deletes without firing delete triggers, so an insert that would meet a taken key is stopped before it starts.

CREATE TRIGGER migration_no_update BEFORE UPDATE ON migration
BEGIN
  SELECT RAISE(ABORT, 'migration: rows are never changed or removed');
END;

CREATE TRIGGER migration_no_delete BEFORE DELETE ON migration
BEGIN
  SELECT RAISE(ABORT, 'migration: rows are never changed or removed');
END;

CREATE TRIGGER migration_no_replace BEFORE INSERT ON migration
WHEN EXISTS (SELECT 1 FROM migration WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'migration: that key is taken');
END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN
  SELECT RAISE(ABORT, 'ledger: rows are never changed or removed');
END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN
  SELECT RAISE(ABORT, 'ledger: rows are never changed or removed');
END;

CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'ledger: that key is taken');
END;

CREATE TRIGGER unit_no_update BEFORE UPDATE ON unit
BEGIN
  SELECT RAISE(ABORT, 'unit: rows are never changed or removed');
END;

CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit
BEGIN
  SELECT RAISE(ABORT, 'unit: rows are never changed or removed');
END;

CREATE TRIGGER unit_no_replace BEFORE INSERT ON unit
WHEN EXISTS (SELECT 1 FROM unit WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM unit WHERE name = NEW.name)
BEGIN
  SELECT RAISE(ABORT, 'unit: that key is taken');
END;

CREATE TRIGGER signing_key_no_update BEFORE UPDATE ON signing_key
BEGIN
  SELECT RAISE(ABORT, 'signing_key: rows are never changed or removed');
END;

CREATE TRIGGER signing_key_no_delete BEFORE DELETE ON signing_key
BEGIN
  SELECT RAISE(ABORT, 'signing_key: rows are never changed or removed');
END;

CREATE TRIGGER signing_key_no_replace BEFORE INSERT ON signing_key
WHEN EXISTS (SELECT 1 FROM signing_key WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM signing_key WHERE spki = NEW.spki)
BEGIN
  SELECT RAISE(ABORT, 'signing_key: that key is taken');
END;

CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate
BEGIN
  SELECT RAISE(ABORT, 'certificate: rows are never changed or removed');
END;

CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate
BEGIN
  SELECT RAISE(ABORT, 'certificate: rows are never changed or removed');
END;

CREATE TRIGGER certificate_no_replace BEFORE INSERT ON certificate
WHEN EXISTS (SELECT 1 FROM certificate WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM certificate WHERE der = NEW.der)
BEGIN
  SELECT RAISE(ABORT, 'certificate: that key is taken');
END;

CREATE TRIGGER certificate_event_no_update BEFORE UPDATE ON certificate_event
BEGIN
  SELECT RAISE(ABORT, 'certificate_event: rows are never changed or removed');
END;

CREATE TRIGGER certificate_event_no_delete BEFORE DELETE ON certificate_event
BEGIN
  SELECT RAISE(ABORT, 'certificate_event: rows are never changed or removed');
END;

CREATE TRIGGER certificate_event_no_replace BEFORE INSERT ON certificate_event
WHEN EXISTS (SELECT 1 FROM certificate_event WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'certificate_event: that key is taken');
END;

CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain
BEGIN
  SELECT RAISE(ABORT, 'chain: rows are never changed or removed');
END;

CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain
BEGIN
  SELECT RAISE(ABORT, 'chain: rows are never changed or removed');
END;

CREATE TRIGGER chain_no_replace BEFORE INSERT ON chain
WHEN EXISTS (SELECT 1 FROM chain WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM chain WHERE unit_id = NEW.unit_id AND epoch = NEW.epoch)
BEGIN
  SELECT RAISE(ABORT, 'chain: that key is taken');
END;

CREATE TRIGGER chain_next BEFORE INSERT ON chain
WHEN NEW.epoch <> 1 + (SELECT coalesce(max(epoch), 0) FROM chain WHERE unit_id = NEW.unit_id)
  OR NEW.previous_hash IS NOT (
    SELECT document.hash
    FROM document
    JOIN chain ON chain.id = document.chain_id
    WHERE chain.unit_id = NEW.unit_id AND chain.epoch = NEW.epoch - 1
    ORDER BY document.icv DESC
    LIMIT 1)
BEGIN
  SELECT RAISE(ABORT, 'chain: an epoch follows the one before it and names its last hash');
END;

CREATE TRIGGER document_no_update BEFORE UPDATE ON document
BEGIN
  SELECT RAISE(ABORT, 'document: rows are never changed or removed');
END;

CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN
  SELECT RAISE(ABORT, 'document: rows are never changed or removed');
END;

CREATE TRIGGER document_no_replace BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM document WHERE chain_id = NEW.chain_id AND icv = NEW.icv)
  OR EXISTS (SELECT 1 FROM document WHERE chain_id = NEW.chain_id AND pih = NEW.pih)
  OR EXISTS (SELECT 1 FROM document WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM document WHERE uuid = NEW.uuid)
  OR EXISTS (SELECT 1 FROM document WHERE number = NEW.number AND revision = NEW.revision)
  OR EXISTS (SELECT 1 FROM document WHERE key = NEW.key AND revision = NEW.revision)
BEGIN
  SELECT RAISE(ABORT, 'document: that key is taken');
END;

CREATE TRIGGER document_next BEFORE INSERT ON document
WHEN NEW.icv <> 1 + (SELECT coalesce(max(icv), 0) FROM document WHERE chain_id = NEW.chain_id)
  OR NEW.chain_id <> (
    SELECT newest.id
    FROM chain
    JOIN chain AS newest ON newest.unit_id = chain.unit_id
    WHERE chain.id = NEW.chain_id
    ORDER BY newest.epoch DESC
    LIMIT 1)
  OR NEW.recorded_at < (SELECT recorded_at FROM document ORDER BY id DESC LIMIT 1)
BEGIN
  SELECT RAISE(ABORT, 'document: the next one takes the next counter of its unit''s newest chain, at a later time');
END;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'entry: rows are never changed or removed');
END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'entry: rows are never changed or removed');
END;

CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM entry WHERE kind = NEW.kind AND row_id = NEW.row_id)
BEGIN
  SELECT RAISE(ABORT, 'entry: that key is taken');
END;

CREATE TRIGGER entry_next BEFORE INSERT ON entry
WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM entry)
BEGIN
  SELECT RAISE(ABORT, 'entry: the log has no gaps');
END;
