import Cryptography
import EGS
import Encoding
import Invoicing
import LedgerSchema

/// The checks of the small tables: against the log, against each other, and of the certificates
/// themselves.
struct RecordCheck {
    let records: LedgerRecords
    let log: LogIndex
    private(set) var symptoms: [Symptom] = []
    /// Rows that the log names and the file does not have.
    private(set) var missing: [RecordKey] = []
    private let unfinished: Set<String>

    /// - Parameter unfinished: Kinds whose table was not read to its end because of a limit.
    init(records: LedgerRecords, log: LogIndex, unfinished: Set<String>) {
        self.records = records
        self.log = log
        self.unfinished = unfinished
    }

    /// Compares one row with its log entry.
    static func logSymptoms(of row: RecordRow, in log: LogIndex) -> [Symptom] {
        var symptoms: [Symptom] = []
        let name = "\(row.kind) \(row.id)"
        if !row.malformed.isEmpty {
            let found = "\(name): " + row.malformed.joined(separator: ", ")
            symptoms.append(Symptom(.valueMalformed, found: found, key: .record(row.key)))
        }
        guard let entry = log.records[row.key] else {
            symptoms.append(
                Symptom(
                    .recordNotLogged, expected: "an entry", found: name, key: .record(row.key),
                    follows: [.file]))
            return symptoms
        }
        symptoms += log.orderSymptoms(of: row.key, naming: row.named)
        let payload = row.payload
        if payload != entry.payload, !log.isEntryEdited(row.key, payload: payload) {
            symptoms.append(
                Symptom(
                    .recordChanged, expected: entry.payload.base64,
                    found: "\(payload.base64) (\(name))", key: .record(row.key),
                    follows: log.badLeaves[row.key].map { [.entry($0.seq)] } ?? []))
        }
        return symptoms
    }

    mutating func run(version: Int) {
        findMissing()
        checkLedgerRow()
        checkMigrations(version: version)
        for certificate in records.certificatesInOrder { check(certificate) }
    }

    private mutating func findMissing() {
        let streamed = Set(AuthorityTable.all.map(\.kind))
        missing = log.records.keys
            .filter { !records.seen.contains($0) && !streamed.contains($0.kind) }
            .sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
        // Small records that are gone were mostly removed together: they lead back to the first.
        let first = missing.first.map { CauseKey.record($0) }
        for key in missing {
            symptoms.append(
                Symptom(
                    .recordMissing, expected: "\(key.kind) \(key.id)", key: .record(key),
                    follows: [.file, unfinished.contains(key.kind) ? .values : nil, first]
                        .compactMap(\.self)))
        }
    }

    private mutating func checkLedgerRow() {
        let key = CauseKey.record(RecordKey(kind: "ledger", id: 1))
        let count = records.seen.count { $0.kind == "ledger" }
        guard count == 1, let ledger = records.ledger else {
            symptoms.append(
                Symptom(.ledgerRow, expected: "1", found: "\(count)", key: key, follows: [.file]))
            return
        }
        // The name of the log and the seller as given say the same as the columns beside them.
        let told = [
            ("origin", "sijil/\(ledger.vat)/\(ledger.uuid)", ledger.origin),
            ("seller", ledger.vat, ledger.sellerVAT),
        ]
        let differing = told.filter { !Bytes.areEqual($1, $2) }
        guard !differing.isEmpty else { return }
        func words(_ value: ((String, String, String)) -> String) -> String {
            differing.map { "\($0.0): \(value($0))" }.joined(separator: "; ")
        }
        symptoms.append(
            Symptom(
                .ledgerRow, expected: words(\.1), found: words(\.2), key: key, follows: [.file]))
    }

    private mutating func checkMigrations(version: Int) {
        let published = Migration.all.prefix(version)
        for migration in published {
            let row = records.migrations.first { $0.id == Int64(migration.number) }
            let digest = SHA256.hash(migration.sql).bytes
            if row?.text("name") == migration.name, row?.blob("sha256") == digest { continue }
            let key = CauseKey.record(RecordKey(kind: "migration", id: Int64(migration.number)))
            let found = row.map { "\($0.text("name")) \(Base64.encode($0.blob("sha256") ?? []))" }
            symptoms.append(
                Symptom(
                    .migrationDiffers, expected: "\(migration.name) \(Base64.encode(digest))",
                    found: found,
                    key: key, follows: [.file]))
        }
        for row in records.migrations where row.id > Int64(version) || row.id < 1 {
            symptoms.append(
                Symptom(
                    .migrationDiffers, found: "\(row.id) \(row.text("name"))", key: .record(row.key)
                ))
        }
    }

    private mutating func check(_ stored: LedgerRecords.StoredCertificate) {
        let key = CauseKey.record(RecordKey(kind: "certificate", id: stored.id))
        guard let stamping = stored.stamping else { return }
        let place = FindingPlace(unit: records.unit(ofCertificate: stored.id)?.name)
        func add(
            _ code: FindingCode, _ expected: String?, _ found: String?, _ follows: [CauseKey] = []
        ) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found, key: key, follows: follows))
        }
        if let row = records.keys[stored.key], row.spki != stamping.publicKey.spkiDER {
            add(
                .keyMismatch, Base64.encode(row.spki), Base64.encode(stamping.publicKey.spkiDER),
                [.record(RecordKey(kind: "key", id: stored.key))])
        }
        if let ledger = records.ledger {
            if stamping.vat != ledger.vat {
                add(
                    .certificateVAT, ledger.vat, stamping.vat,
                    [.record(RecordKey(kind: "ledger", id: 1))])
            }
            checkClass(stored, stamping, environment: ledger.environment, add: add)
        }
        checkUnit(stored, stamping, add: add)
        checkInstallation(stored, add: add)
    }

    private func checkClass(
        _ stored: LedgerRecords.StoredCertificate, _ stamping: StampingCertificate,
        environment: String,
        add: (FindingCode, String?, String?, [CauseKey]) -> Void
    ) {
        let found = stamping.class.rawValue
        if stored.isCompliance {
            // One of another class stamps invoices, and what it stamped would stand in no chain.
            if stamping.class != .compliance { add(.certificateClass, "compliance", found, []) }
            return
        }
        let isReal = environment == "production" || environment == "simulation"
        switch stamping.class {
        case .compliance: add(.certificateClass, "production", found, [])
        case .emulator: if isReal { add(.certificateClass, environment, found, []) }
        case .production:
            if environment == "emulator" { add(.certificateClass, environment, found, []) }
        }
    }

    private func checkUnit(
        _ stored: LedgerRecords.StoredCertificate, _ stamping: StampingCertificate,
        add: (FindingCode, String?, String?, [CauseKey]) -> Void
    ) {
        guard let unit = records.unit(ofCertificate: stored.id) else { return }
        let row = CauseKey.record(RecordKey(kind: "unit", id: unit.id))
        let name = stamping.certificate.subjectCommonName
        if !Bytes.areEqual(name, unit.name) { add(.certificateUnit, unit.name, name, [row]) }
        if !Bytes.areEqual(stamping.unitSerial, unit.serial) {
            add(.certificateUnit, unit.serial, stamping.unitSerial, [row])
        }
        if !Bytes.areEqual(stamping.documents, unit.documents) {
            add(.certificateDocuments, unit.documents, stamping.documents, [row])
        }
    }

    /// The class of a certificate is logged as the note of its event `installed`, and its time as
    /// that event's, since its own entry is its DER.
    private func checkInstallation(
        _ stored: LedgerRecords.StoredCertificate,
        add: (FindingCode, String?, String?, [CauseKey]) -> Void
    ) {
        let event = records.events.first {
            $0.integer("certificate_id") == stored.id && $0.text("kind") == "installed"
        }
        guard let event else {
            return add(.recordMissing, "certificate \(stored.id): installed", nil, [.file])
        }
        for (column, logged, stored) in [
            ("class", event.text("note"), stored.classText),
            ("recorded_at", event.text("recorded_at"), stored.recordedAt),
        ] where stored != logged {
            add(
                .recordChanged, "\(column): \(logged)", "\(column): \(stored)",
                [.record(event.key)])
        }
    }
}
