import Cryptography
import Encoding
import Invoicing
import Ledger
import MerkleLog
import Signer
import StampCheck
import TestSupport
import Testing
import UBL
import Verifier

/// A private copy of the good ledger, to be harmed from outside the program: by the sqlite3 program
/// with triggers switched off, which leaves no trace in the schema, or byte by byte.
final class Evidence {
    let folder: TemporaryFolder
    let path: String
    let sample: SampleLedger

    init(_ sample: Result<SampleLedger, any Error> = SampleLedger.shared) throws {
        folder = try TemporaryFolder()
        path = folder.file("shop.sijil")
        self.sample = try sample.get()
        try File.write(self.sample.bytes, to: path)
    }

    func audit(level: AuditOptions.Level = .stamps, workers: Int = 2) throws -> AuditReport {
        try Audit.run(
            path, AuditOptions(level: level, workers: workers, temporaryFolder: folder.path))
    }

    // MARK: - SQL

    /// Runs SQL as an attacker would.
    @discardableResult
    func sql(_ text: String, settings: String = "") throws -> String {
        let script = folder.file("harm.sql")
        let head = """
            .dbconfig enable_trigger off
            .dbconfig defensive off
            PRAGMA ignore_check_constraints = ON;
            PRAGMA foreign_keys = OFF;

            """
        try File.write(Array((head + settings + text + "\n").utf8), to: script)
        let result = try shell("sqlite3 -bail '\(path)' < '\(script)'")
        // `.dbconfig` answers with the setting.
        let output = result.output.split(separator: "\n").filter {
            !$0.contains("enable_trigger") && !$0.contains("defensive")
        }
        try #require(result.status == 0, "\(result.output)")
        return output.joined(separator: "\n")
    }

    func blob(_ query: String) throws -> [UInt8] { try #require(Hex.decode(try sql(query))) }
    func xml(_ row: Int) throws -> [UInt8] {
        let file = folder.file("xml")
        try sql("SELECT writefile('\(file)', xml) FROM document WHERE id = \(row);")
        return try File.read(file)
    }

    func hash(_ row: Int) throws -> InvoiceHash {
        try #require(InvoiceHash(try blob("SELECT hex(hash) FROM document WHERE id = \(row);")))
    }

    func setXML(_ row: Int, _ xml: [UInt8]) throws {
        let file = folder.file("xml")
        try File.write(xml, to: file)
        try sql("UPDATE document SET xml = readfile('\(file)') WHERE id = \(row);")
    }

    /// Replaces the first occurrence of a text in a document.
    func edit(_ row: Int, _ old: String, _ new: String) throws {
        let text = String(decoding: try xml(row), as: UTF8.self)
        try setXML(row, Array(try replacing(old, new, in: text).utf8))
    }

    func replacing(_ old: String, _ new: String, in text: String) throws -> String {
        let range = try #require(text.firstRange(of: old), "no \(old)")
        return text.replacingCharacters(in: range, with: new)
    }

    // MARK: - What a holder of keys and program can do as well

    func setEntry(_ kind: String, _ row: Int, payload: [UInt8]) throws {
        let digest = SHA256.hash(payload)
        let leaf = LogLeaf.hash(kind: kind, payload: digest)
        try sql(
            """
            UPDATE entry SET payload_sha256 = X'\(Hex.encode(digest.bytes))',
              leaf_hash = X'\(Hex.encode(leaf.bytes))'
            WHERE kind = '\(kind)' AND row_id = \(row);
            """)
    }

    /// Makes the log agree with a document row again.
    func relog(_ row: Int) throws {
        let xml = try xml(row)
        try setEntry("document", row, payload: xml)
        let fields = try sql(
            """
            SELECT json_object('document_sha256', '\(Base64.encode(SHA256.hash(xml).bytes))',
              'draft', hex(draft_sha256), 'epoch', epoch, 'icv', icv, 'key', key,
              'recorded_at', document.recorded_at, 'revision', revision,
              'unit', unit.name, 'warnings', json(warnings))
            FROM document JOIN chain ON chain.id = chain_id JOIN unit ON unit.id = unit_id
            WHERE document.id = \(row);
            """)
        var value = try JSONReader.read(Array(fields.utf8))
        guard case .object(var members) = value, case .string(let hex)? = value["draft"] else {
            throw SampleError.unexpected(fields)
        }
        members.removeAll { $0.name == "draft" }
        members.append(.init("draft_sha256", .string(Base64.encode(try #require(Hex.decode(hex))))))
        value = .object(members)
        try setEntry("issuance", row, payload: CanonicalJSON.encode(value))
    }

    /// Makes the columns of a row agree with its document again.
    func recolumn(_ row: Int) throws {
        let report = StampCheck.examine(try xml(row))
        let facts = try #require(report.document?.facts)
        try sql(
            """
            UPDATE document SET hash = X'\(Hex.encode(report.hash?.bytes ?? []))',
              pih = '\(facts.pih ?? "")', icv = \(facts.icv ?? "0"),
              uuid = '\(facts.uuid ?? "")', number = '\(facts.number ?? "")'
            WHERE id = \(row);
            """)
    }

    /// A document stamped with the key of a unit.
    func sealed(
        number: String, icv: Int64, pih: PreviousInvoiceHash, uuid: DocumentUUID? = nil,
        unit: String = SampleLedger.riyadh,
        certificate: Int = 2, at time: Instant = SampleLedger.start,
        kind: InvoiceKind = .simplified, invoice: Invoice? = nil
    ) throws -> SealedInvoice {
        let signer = try #require(sample.signers[unit]?[certificate])
        let position = ChainPosition(icv: try #require(InvoiceCounterValue(icv)), pih: pih)
        return try signer.seal(
            try invoice ?? Sample.invoice(number: number, kind: kind), seller: try Sample.seller(),
            uuid: uuid ?? DocumentUUID(random: SecureRandom.bytes(16)), at: position,
            signingTime: time)
    }

    /// Puts a document in as a new row 14, with all columns as they should be; not in the log.
    func insert(_ sealed: SealedInvoice, asCopyOf row: Int, key: String? = nil) throws {
        try sql(
            """
            INSERT INTO document
            SELECT 14, chain_id, certificate_id, (SELECT max(recorded_at) FROM document),
              '\(key ?? sealed.invoice.number.text)',
              0, draft_sha256, warnings, \(sealed.position.icv), '\(sealed.position.pih.text)',
              X'\(Hex.encode(sealed.hash.bytes))', '\(sealed.uuid)',
              '\(sealed.invoice.number.text)', 'simplified', '388',
              issued_at, NULL, NULL, currency, total, vat, X'\(Hex.encode(sealed.xml))'
            FROM document WHERE id = \(row);
            """)
    }

    /// Appends the entries of row 14 to the log.
    func log14() throws {
        for kind in ["document", "issuance"] {
            try sql(
                """
                INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
                SELECT max(seq) + 1, '\(kind)', 14, zeroblob(32), zeroblob(32) FROM entry;
                """)
        }
        try relog(14)
    }

    // MARK: - Bytes

    func editBytes(_ change: (inout [UInt8]) throws -> Void) throws {
        var bytes = try File.read(path)
        try change(&bytes)
        try File.write(bytes, to: path)
    }

    func rootPage(_ name: String) throws -> Int {
        try #require(Int(try sql("SELECT rootpage FROM sqlite_schema WHERE name = '\(name)';")))
    }

    /// Size and times of the file and of everything beside it, for files too large to be hashed.
    func stamps() throws -> String {
        try shell("cd '\(folder.path)' && ls -l --full-time shop.sijil*").output
    }

    /// SHA-256 of the file and of everything beside it.
    func fingerprints() throws -> String {
        try shell(
            "cd '\(folder.path)' && sha256sum shop.sijil* && ls -l --full-time shop.sijil*"
        ).output
    }
}

enum SampleError: Error { case unexpected(String) }

extension String {
    func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
