import Cryptography
import EGS
import GRDB
public import Invoicing

extension Ledger {
    /// Why a certificate comes: it decides whether the unit's counters begin anew.
    public enum Occasion: Hashable, Sendable {
        /// A first or a new enrolment: always a new epoch.
        case enrolment
        /// A renewal: what the unit's ``UnitRecord/Renewal`` says.
        case renewal
    }

    /// Stores a certificate of a unit. A production certificate is activated, the active one is
    /// superseded, and where the occasion asks for it a new epoch of the chain begins, which names
    /// the last hash of the one before.
    ///
    /// - Parameters:
    ///   - spki: The public key that the caller holds the private half of, as DER.
    ///   - effectiveAt: From when it is used; from when it is recorded, if not given.
    /// - Returns: The stored certificate.
    @discardableResult
    public func installCertificate(
        der: [UInt8], class: CertificateClass, unit: String, spki: [UInt8], for occasion: Occasion,
        effectiveAt: Instant? = nil, now: @autoclosure () -> Instant
    ) throws(LedgerError) -> CertificateRecord {
        var given = NewCertificate(
            der: der, class: `class`, occasion: occasion, effectiveAt: effectiveAt ?? now())
        let certificate = try examine(given, spki: spki)
        return try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            given.effectiveAt = effectiveAt ?? now
            let unitID = try Self.unitID(unit, db)
            try Self.checkNew(certificate, db)
            var book = CertificateBook(db: db, log: try LogWriter(db), now: now)
            let keyID = try book.key(spki, unitID: unitID)
            let id = try book.install(given, keyID: keyID, unitID: unitID)
            return try Self.certificate(id: id, db)
        }
    }

    /// Records that a certificate was revoked, compromised or retired. It stamps no more from then
    /// on.
    ///
    /// - Parameter effectiveAt: When it happened; when it is recorded, if not given.
    public func endCertificate(
        _ certificate: CertificateRecord, by event: CertificateRecord.Event,
        effectiveAt: Instant? = nil, note: String?, now: @autoclosure () -> Instant
    ) throws(LedgerError) {
        precondition(event.ends, "only an event that ends a certificate is recorded by itself")
        if let note, note.unicodeScalars.count > 1_000 { throw .badRecord(field: "note") }
        try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            var book = CertificateBook(db: db, log: try LogWriter(db), now: now)
            try book.event(event, certificate.id, at: effectiveAt ?? now, note: note)
        }
    }

    /// All certificates, in the order in which they were installed.
    public func certificates() throws(LedgerError) -> [CertificateRecord] {
        try store.read { db throws(LedgerError) in
            var ids: [Int64] = []
            try db.each("SELECT id FROM certificate ORDER BY id") { row in
                ids.append(row.integer(0))
                return true
            }
            var all: [CertificateRecord] = []
            for id in ids { all.append(try Self.certificate(id: id, db)) }
            return all
        }
    }

    /// The certificate that the unit stamps with now; `nil` if it has none.
    public func activeCertificate(unit: String) throws(LedgerError) -> CertificateRecord? {
        try store.read { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            guard let id = try ActiveCertificate.id(unitID: unitID, db) else { return nil }
            return try Self.certificate(id: id, db)
        }
    }

    static func checkNew(
        _ certificate: StampingCertificate, _ db: Database
    ) throws(LedgerError) {
        let taken = try db.first(
            "SELECT id FROM certificate WHERE der = :der", [.blob(certificate.certificate.der)]
        ) { $0.integer(0) }
        guard taken == nil else { throw .certificateTaken(serial: certificate.serialDecimal) }
    }

    func examine(
        _ given: NewCertificate, spki: [UInt8]
    ) throws(LedgerError) -> StampingCertificate {
        let der = given.der
        let certificate: StampingCertificate
        do { certificate = try StampingCertificate(der: der) } catch {
            throw .certificateUnreadable
        }
        guard der.count <= 16_384 else { throw .certificateUnreadable }
        let serial = certificate.serialDecimal
        guard certificate.certificate.spkiDER == spki else {
            throw .certificateOfOtherKey(serial: serial)
        }
        guard certificate.vat == header.vat.text else {
            throw .certificateOfOtherTaxpayer(
                serial: serial, vat: certificate.vat, ledgerVAT: header.vat)
        }
        if header.environment == .production, given.class == .production,
            certificate.class != .production
        {
            throw .certificateNotForProduction(serial: serial, issuer: certificate.issuerText)
        }
        return certificate
    }

    static func certificate(id: Int64, _ db: Database) throws(LedgerError) -> CertificateRecord {
        var history: [CertificateRecord.History] = []
        try db.each(
            """
            SELECT id, kind, effective_at, recorded_at, note
            FROM certificate_event
            WHERE certificate_id = :certificate_id
            ORDER BY id
            """,
            [.integer(id)]
        ) { row throws(LedgerError) in
            guard let event = CertificateRecord.Event(rawValue: row.text(1) ?? ""),
                let effective = Instant(row.text(2) ?? ""),
                let recorded = Instant(row.text(3) ?? "")
            else {
                throw .badRow(table: "certificate_event", id: row.integer(0), column: "kind")
            }
            history.append(
                CertificateRecord.History(
                    event: event, effectiveAt: effective, recordedAt: recorded, note: row.text(4)))
            return true
        }
        let record = try db.first(
            """
            SELECT unit.name, certificate.class, certificate.der, certificate.recorded_at
            FROM certificate
            JOIN signing_key ON signing_key.id = certificate.signing_key_id
            JOIN unit ON unit.id = signing_key.unit_id
            WHERE certificate.id = :id
            """,
            [.integer(id)]
        ) { row throws(LedgerError) -> CertificateRecord? in
            guard let kind = CertificateClass(rawValue: row.text(1) ?? ""),
                let recordedAt = Instant(row.text(3) ?? "")
            else { throw .badRow(table: "certificate", id: id, column: "class") }
            return CertificateRecord(
                id: id, unit: row.text(0) ?? "", class: kind, der: row.blob(2),
                recordedAt: recordedAt, history: history)
        }
        guard let record else { throw .badRow(table: "certificate", id: id, column: "id") }
        return record
    }
}

/// The certificate that a unit stamps with: activated last, and not ended since.
enum ActiveCertificate {
    static func id(unitID: Int64, _ db: Database) throws(LedgerError) -> Int64? {
        try db.first(
            """
            SELECT event.certificate_id
            FROM certificate_event AS event
            JOIN certificate ON certificate.id = event.certificate_id
            JOIN signing_key ON signing_key.id = certificate.signing_key_id
            WHERE signing_key.unit_id = :unit_id
              AND event.kind = 'activated'
              AND NOT EXISTS (
                SELECT 1
                FROM certificate_event AS later
                WHERE later.certificate_id = event.certificate_id
                  AND later.id > event.id
                  AND later.kind IN ('superseded', 'revoked', 'compromised', 'retired'))
            ORDER BY event.id DESC
            LIMIT 1
            """,
            [.integer(unitID)]
        ) { $0.integer(0) }
    }
}

/// Writes keys, certificates, their events and epochs, each with its entry in the log.
struct CertificateBook {
    let db: Database
    var log: LogWriter
    let now: Instant

    /// The id of the key's row, added if it is new.
    mutating func key(_ spki: [UInt8], unitID: Int64) throws(LedgerError) -> Int64 {
        let known = try db.first(
            """
            SELECT signing_key.id, signing_key.unit_id, unit.name
            FROM signing_key
            JOIN unit ON unit.id = signing_key.unit_id
            WHERE spki = :spki
            """,
            [.blob(spki)]
        ) { row throws(LedgerError) in
            guard row.integer(1) == unitID else { throw .keyOfOtherUnit(unit: row.text(2) ?? "") }
            return row.integer(0)
        }
        if let known { return known }
        try db.step(
            """
            INSERT INTO signing_key (unit_id, spki, recorded_at)
            VALUES (:unit_id, :spki, :recorded_at)
            """,
            [.integer(unitID), .blob(spki), .text(now.description)])
        let id = db.lastInsertedRowID
        try log.appendRow(.key, id: id)
        return id
    }

    /// Stores a certificate with all that follows from it; the caller has examined it.
    ///
    /// - Returns: The id of its row.
    mutating func install(
        _ given: NewCertificate, keyID: Int64, unitID: Int64
    ) throws(LedgerError) -> Int64 {
        let active = try ActiveCertificate.id(unitID: unitID, db)
        let id = try certificate(given.der, class: given.class, keyID: keyID)
        try event(.installed, id, at: now, note: given.class.rawValue)
        if given.class == .production {
            if let active { try event(.superseded, active, at: given.effectiveAt, note: nil) }
            try event(.activated, id, at: given.effectiveAt, note: nil)
            // A chain whose certificate was ended is closed for good, a restored one above all.
            try beginEpoch(
                unitID: unitID, certificateID: id,
                occasion: active == nil ? .enrolment : given.occasion)
        }
        return id
    }

    mutating func certificate(
        _ der: [UInt8], class: CertificateClass, keyID: Int64
    ) throws(LedgerError) -> Int64 {
        try db.step(
            """
            INSERT INTO certificate (signing_key_id, class, recorded_at, der)
            VALUES (:signing_key_id, :class, :recorded_at, :der)
            """,
            [.integer(keyID), .text(`class`.rawValue), .text(now.description), .blob(der)])
        let id = db.lastInsertedRowID
        try log.append(.certificate, id: id, payload: SHA256.hash(der))
        return id
    }

    mutating func event(
        _ event: CertificateRecord.Event, _ certificateID: Int64, at effective: Instant,
        note: String?
    ) throws(LedgerError) {
        try db.step(
            """
            INSERT INTO certificate_event (certificate_id, kind, effective_at, recorded_at, note)
            VALUES (:certificate_id, :kind, :effective_at, :recorded_at, :note)
            """,
            [
                .integer(certificateID), .text(event.rawValue), .text(effective.description),
                .text(now.description), SQLValue(note),
            ])
        try log.appendRow(.certificateEvent, id: db.lastInsertedRowID)
    }

    /// Begins the unit's next epoch, unless this is a renewal and the unit's chain goes on.
    mutating func beginEpoch(
        unitID: Int64, certificateID: Int64, occasion: Ledger.Occasion
    ) throws(LedgerError) {
        let last = try Chain.newest(unitID: unitID, db)
        if let last, occasion == .renewal, last.renewal == .continue { return }
        let head = try last.map { chain throws(LedgerError) in try Chain.tail(chain.id, db) } ?? nil
        // Epochs that a restored copy lacks were begun once: their numbers are passed by, each with
        // an epoch that stays empty, since counters of one epoch must never be given twice.
        let first = (last?.epoch ?? 0) + 1
        let next = max(first, try Restores.lastEpoch(unitID: unitID, db) + 1)
        for epoch in first...next {
            try chain(
                unitID: unitID, epoch: epoch, certificateID: certificateID,
                previous: epoch == first ? head?.hash : nil)
        }
    }

    private mutating func chain(
        unitID: Int64, epoch: Int, certificateID: Int64, previous: InvoiceHash?
    ) throws(LedgerError) {
        try db.step(
            """
            INSERT INTO chain (unit_id, epoch, certificate_id, previous_hash, recorded_at)
            VALUES (:unit_id, :epoch, :certificate_id, :previous_hash, :recorded_at)
            """,
            [
                .integer(unitID), .integer(Int64(epoch)), .integer(certificateID),
                SQLValue(previous?.bytes), .text(now.description),
            ])
        try log.appendRow(.chain, id: db.lastInsertedRowID)
    }
}
