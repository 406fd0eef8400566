import Cryptography
import GRDB
public import Invoicing

/// A request to the authority, before it is sent.
public struct NewAttempt: Sendable {
    public var unit: String
    /// `compliance-csid`, `compliance-check`, `production-csid`, `renewal`, `reporting` or
    /// `clearance`.
    public var endpoint: String
    /// The public key, as DER, that a certificate is asked for; recorded before with
    /// ``Ledger/recordKey(spki:unit:now:)``. Only at the three endpoints that give certificates.
    public var spki: [UInt8]?
    /// The certificate whose token and secret log in; everywhere but at
    /// `compliance-csid`, and in the sandbox also there, `production-csid`.
    public var certificateID: Int64?
    /// The document in the request, at `compliance-check`.
    public var complianceDocumentID: Int64?
    /// The document in the request, at `reporting` and `clearance`.
    public var documentID: Int64?
    /// Version of the addresses and rules it was made by, from 1.
    public var profile: Int
    /// Head and body, without the lines OTP and Authorization; 1 byte to 20 MiB.
    public var request: [UInt8]

    public init(
        unit: String, endpoint: String, spki: [UInt8]? = nil, certificateID: Int64? = nil,
        complianceDocumentID: Int64? = nil, documentID: Int64? = nil, profile: Int,
        request: [UInt8]
    ) {
        self.unit = unit
        self.endpoint = endpoint
        self.spki = spki
        self.certificateID = certificateID
        self.complianceDocumentID = complianceDocumentID
        self.documentID = documentID
        self.profile = profile
        self.request = request
    }
}

/// A stored request, without its bytes.
public struct AttemptRecord: Hashable, Sendable {
    public let id: Int64
    public let unit: String
    public let endpoint: String
    public let signingKeyID: Int64?
    public let certificateID: Int64?
    public let complianceDocumentID: Int64?
    public let documentID: Int64?
    public let profile: Int
    public let recordedAt: Instant
    /// `nil`: nobody knows whether it arrived.
    public let answer: AnswerRecord?
}

/// A key pair of a unit; only the public half is known here.
public struct SigningKeyRecord: Hashable, Sendable {
    public let id: Int64
    public let unit: String
    /// DER SubjectPublicKeyInfo, 88 bytes.
    public let spki: [UInt8]
    public let recordedAt: Instant
    /// Whether any certificate was ever given for it.
    public let hasCertificate: Bool
}

extension Ledger {
    /// Stores a unit's public key. A key that the unit has already is answered with its record,
    /// whatever the time.
    @discardableResult
    public func recordKey(
        spki: [UInt8], unit: String, now: @autoclosure () -> Instant
    ) throws(LedgerError) -> SigningKeyRecord {
        guard Secp256k1PublicKey(spkiDER: spki) != nil else {
            throw .unfit(table: "signing_key", column: "spki")
        }
        return try store.write { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            let known = try db.first(KeySQL.idBySPKI, [.blob(spki)]) { $0.integer(0) }
            let now = known == nil ? try Self.time(now(), db) : now()
            var book = CertificateBook(db: db, log: try LogWriter(db), now: now)
            let id = try book.key(spki, unitID: unitID)
            guard let key = try KeySQL.keys(unitID: unitID, db).first(where: { $0.id == id }) else {
                throw .badRow(table: "signing_key", id: id, column: "id")
            }
            return key
        }
    }

    /// A unit's keys, in the order in which they were recorded.
    public func signingKeys(unit: String) throws(LedgerError) -> [SigningKeyRecord] {
        try store.read { db throws(LedgerError) in
            try KeySQL.keys(unitID: Self.unitID(unit, db), db)
        }
    }

    /// Stores a request before it is sent.
    ///
    /// While nobody knows what came of a unit's request for a certificate, nothing more of its
    /// enrolment begins: two enrolments at once would each leave certificates of the other without
    /// a use. Documents are reported and cleared all the same, since they have a time limit.
    ///
    /// - Throws: ``LedgerError/attemptOpen(id:unit:endpoint:since:)`` in that case.
    public func beginAttempt(
        _ attempt: NewAttempt, now: @autoclosure () -> Instant
    ) throws(LedgerError) -> AttemptRecord {
        let endpoint = try attempt.checked()
        return try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            let unitID = try Self.unitID(attempt.unit, db)
            if endpoint.isOfEnrolment {
                if let open = try AttemptSQL.open(unitID: unitID, db) {
                    throw .attemptOpen(
                        id: open.id, unit: attempt.unit, endpoint: open.endpoint,
                        since: open.recordedAt)
                }
            }
            let keyID = try attempt.keyID(unitID: unitID, db)
            try attempt.checkReferences(unitID: unitID, db)
            try db.step(
                AttemptSQL.insert,
                [
                    .integer(unitID), .text(endpoint.rawValue), SQLValue(keyID),
                    SQLValue(attempt.certificateID), SQLValue(attempt.complianceDocumentID),
                    SQLValue(attempt.documentID), .integer(Int64(attempt.profile)),
                    .text(now.description), .blob(attempt.request),
                ])
            let id = db.lastInsertedRowID
            var log = try LogWriter(db)
            try log.appendRow(.attempt, id: id)
            return try AttemptSQL.record(id: id, db)
        }
    }

    /// A unit's requests about certificates with what came of each, the oldest first, without their
    /// bytes. Those about documents may be many: see ``submission(of:)``.
    public func attempts(unit: String) throws(LedgerError) -> [AttemptRecord] {
        try store.read { db throws(LedgerError) in
            try AttemptSQL.records(unitID: Self.unitID(unit, db), db)
        }
    }

    /// A unit's requests of any kind of which nobody knows what came.
    public func openAttempts(unit: String) throws(LedgerError) -> [AttemptRecord] {
        try store.read { db throws(LedgerError) in
            try AttemptSQL.records(unitID: Self.unitID(unit, db), open: true, db)
        }
    }

    /// - Throws: ``LedgerError/unknownAttempt(id:)``
    public func attempt(id: Int64) throws(LedgerError) -> AttemptRecord {
        try store.read { db throws(LedgerError) in try AttemptSQL.record(id: id, db) }
    }

    /// The stored bytes of a request.
    public func requestBytes(attempt id: Int64) throws(LedgerError) -> [UInt8] {
        try store.perform { db throws(LedgerError) in
            let bytes = try db.first("SELECT request FROM attempt WHERE id = :id", [.integer(id)]) {
                $0.blob(0)
            }
            guard let bytes else { throw .unknownAttempt(id: id) }
            return bytes
        }
    }

    /// The stored bytes of the answer; `nil` if there is no answer or nothing came.
    public func responseBytes(attempt id: Int64) throws(LedgerError) -> [UInt8]? {
        try store.read { db throws(LedgerError) in
            _ = try AttemptSQL.record(id: id, db)
            return try db.first(
                "SELECT response FROM answer WHERE attempt_id = :id", [.integer(id)]
            ) { $0.isNull(0) ? nil : $0.blob(0) }
        }
    }
}

/// The authority's addresses, by the words of the column `endpoint`.
enum Endpoint: String {
    case complianceCSID = "compliance-csid"
    case complianceCheck = "compliance-check"
    case productionCSID = "production-csid"
    case renewal, reporting, clearance

    var givesCertificate: Bool {
        switch self {
        case .complianceCSID, .productionCSID, .renewal: true
        case .complianceCheck, .reporting, .clearance: false
        }
    }

    var isOfEnrolment: Bool { givesCertificate || self == .complianceCheck }

    /// Whether an answer from here may bring a certificate of this class. A renewal may be told to
    /// pass the compliance checks anew; then it brings a compliance certificate.
    func mayBring(_ class: CertificateClass) -> Bool {
        switch self {
        case .complianceCSID: `class` == .compliance
        case .productionCSID: `class` == .production
        case .renewal: true
        case .complianceCheck, .reporting, .clearance: false
        }
    }
}

extension NewAttempt {
    /// The longest request and response that are stored.
    static let longestBytes = 20_971_520

    /// What the schema states, so that a bad value is named and no transaction begins.
    fileprivate func checked() throws(LedgerError) -> Endpoint {
        func unfit(_ column: String) -> LedgerError { .unfit(table: "attempt", column: column) }
        guard let endpoint = Endpoint(rawValue: endpoint) else { throw unfit("endpoint") }
        guard (spki != nil) == endpoint.givesCertificate else { throw unfit("signing_key_id") }
        let mayBeNone = endpoint == .complianceCSID || endpoint == .productionCSID
        guard certificateID == nil ? mayBeNone : endpoint != .complianceCSID else {
            throw unfit("certificate_id")
        }
        guard (complianceDocumentID != nil) == (endpoint == .complianceCheck) else {
            throw unfit("compliance_document_id")
        }
        guard (documentID != nil) == (endpoint == .reporting || endpoint == .clearance) else {
            throw unfit("document_id")
        }
        guard profile >= 1 else { throw unfit("profile") }
        guard (1...Self.longestBytes).contains(request.count) else { throw unfit("request") }
        return endpoint
    }

    fileprivate func keyID(unitID: Int64, _ db: Database) throws(LedgerError) -> Int64? {
        guard let spki else { return nil }
        let id = try db.first(KeySQL.idBySPKI, [.blob(spki)]) { row in
            row.integer(1) == unitID ? row.integer(0) : nil
        }
        guard let id else { throw .unfit(table: "attempt", column: "signing_key_id") }
        return id
    }

    /// What it names is there, and is of the same unit.
    fileprivate func checkReferences(unitID: Int64, _ db: Database) throws(LedgerError) {
        func check(_ id: Int64?, _ column: String, _ sql: String) throws(LedgerError) {
            guard let id else { return }
            let owner = try db.first(sql, [.integer(id)]) { $0.integer(0) }
            guard owner == unitID else { throw .unfit(table: "attempt", column: column) }
        }
        try check(
            certificateID, "certificate_id",
            """
            SELECT signing_key.unit_id
            FROM certificate
            JOIN signing_key ON signing_key.id = certificate.signing_key_id
            WHERE certificate.id = :id
            """)
        try check(
            complianceDocumentID, "compliance_document_id",
            """
            SELECT signing_key.unit_id
            FROM compliance_document
            JOIN certificate ON certificate.id = compliance_document.certificate_id
            JOIN signing_key ON signing_key.id = certificate.signing_key_id
            WHERE compliance_document.id = :id
            """)
        try check(
            documentID, "document_id",
            """
            SELECT chain.unit_id
            FROM document
            JOIN chain ON chain.id = document.chain_id
            WHERE document.id = :id
            """)
    }
}
