import Cryptography
import EGS
import GRDB
public import Invoicing
import StampCheck
public import UBL

/// The row of a document that was made only to pass the authority's compliance checks, without its
/// XML. It is no invoice.
public struct ComplianceDocumentRecord: Hashable, Sendable {
    public let id: Int64
    /// The compliance certificate that it is stamped with.
    public let certificateID: Int64
    /// The authority's word for the check, such as `simplified-credit-note-compliant`.
    public let step: String
    /// From 1 for each certificate.
    public let icv: InvoiceCounterValue
    public let pih: PreviousInvoiceHash
    public let hash: InvoiceHash
    public let uuid: DocumentUUID
    public let recordedAt: Instant
}

extension Ledger {
    /// Gives a compliance document the next counter of its certificate, has it sealed, stores it,
    /// and derives everything anew from the stored bytes, all in one write transaction.
    ///
    /// On any error nothing is stored and no counter is used.
    ///
    /// - Parameters:
    ///   - certificateID: A compliance certificate that nothing has ended.
    ///   - step: One of the six checks; the document's kind and type follow from it.
    ///   - seal: Called once, inside the transaction. It must not wait on anything but the
    ///     processor: other writers are held off.
    public func addComplianceDocument(
        certificateID: Int64, step: String, now: @autoclosure () -> Instant,
        seal: (ChainPosition) throws -> SealedInvoice
    ) throws(LedgerError) -> ComplianceDocumentRecord {
        guard let check = ComplianceStep(rawValue: step) else {
            throw .unfit(table: "compliance_document", column: "step")
        }
        return try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            let certificate = try Self.complianceCertificate(id: certificateID, now: now, db)
            let last = try ComplianceSQL.records(certificateID: certificateID, db).last
            let position = ChainPosition(
                icv: last?.icv.next ?? .first, pih: last.map { .hash($0.hash) } ?? .initial)
            let sealed = try Self.outside { try seal(position) }
            try db.step(
                ComplianceSQL.insert,
                [
                    .integer(certificateID), .text(step), .integer(position.icv.rawValue),
                    .text(position.pih.text), .blob(sealed.hash.bytes),
                    .text(sealed.uuid.description), .text(now.description), .blob(sealed.xml),
                ])
            let id = db.lastInsertedRowID
            var log = try LogWriter(db)
            try log.appendRow(.complianceDocument, id: id)
            let readBack = try ReadBack(
                db: db, certificate: certificate, sellerVAT: header.vat)
            return try readBack.check(complianceDocument: id, sealed, step: check, at: position)
        }
    }

    /// The documents stamped with a compliance certificate, in the order of their counters.
    public func complianceDocuments(
        certificateID: Int64
    ) throws(LedgerError) -> [ComplianceDocumentRecord] {
        try store.perform { db throws(LedgerError) in
            try ComplianceSQL.records(certificateID: certificateID, db)
        }
    }

    /// The stored bytes of a compliance document, exactly as they were sealed.
    public func complianceXML(id: Int64) throws(LedgerError) -> [UInt8] {
        try store.perform { db throws(LedgerError) in try ComplianceSQL.xml(id: id, db) }
    }

    private static func complianceCertificate(
        id: Int64, now: Instant, _ db: Database
    ) throws(LedgerError) -> StampingCertificate {
        let known = try db.first("SELECT id FROM certificate WHERE id = :id", [.integer(id)]) {
            $0.integer(0)
        }
        guard known != nil else { throw .unknownCertificate(id: id) }
        let record = try Self.certificate(id: id, db)
        let stamping: StampingCertificate
        do { stamping = try StampingCertificate(der: record.der) } catch {
            throw .badRow(table: "certificate", id: id, column: "der")
        }
        let serial = stamping.serialDecimal
        guard record.class == .compliance else {
            throw .certificateNotForCompliance(serial: serial)
        }
        if let event = record.ending { throw .certificateEnded(serial: serial, by: event) }
        guard stamping.isValid(at: now) else {
            throw .certificateNotValid(
                unit: record.unit, serial: serial,
                notBefore: Instant(secondsSince1970: stamping.certificate.notBefore),
                notAfter: Instant(secondsSince1970: stamping.certificate.notAfter), now: now)
        }
        return stamping
    }
}

/// The authority's compliance checks, by the words of the column `step`.
private enum ComplianceStep: String {
    case standard = "standard-compliant"
    case standardCreditNote = "standard-credit-note-compliant"
    case standardDebitNote = "standard-debit-note-compliant"
    case simplified = "simplified-compliant"
    case simplifiedCreditNote = "simplified-credit-note-compliant"
    case simplifiedDebitNote = "simplified-debit-note-compliant"

    var isSimplified: Bool {
        switch self {
        case .standard, .standardCreditNote, .standardDebitNote: false
        case .simplified, .simplifiedCreditNote, .simplifiedDebitNote: true
        }
    }

    /// BT-3.
    var typeCode: String {
        switch self {
        case .standard, .simplified: "388"
        case .standardCreditNote, .simplifiedCreditNote: "381"
        case .standardDebitNote, .simplifiedDebitNote: "383"
        }
    }
}

extension ReadBack {
    fileprivate func check(
        complianceDocument id: Int64, _ sealed: SealedInvoice, step: ComplianceStep,
        at position: ChainPosition
    ) throws(LedgerError) -> ComplianceDocumentRecord {
        func same(_ equal: Bool, _ what: String) throws(LedgerError) {
            guard equal else { throw .readBack(what: what, icv: position.icv) }
        }
        guard let row = try ComplianceSQL.record(id: id, db) else {
            throw .readBack(what: "compliance_document", icv: position.icv)
        }
        let xml = try ComplianceSQL.xml(id: id, db)
        try same(xml == sealed.xml, "xml")
        try same(row.icv == position.icv, "icv")
        try same(row.pih == position.pih, "pih")
        let report = StampCheck.examine(xml)
        try checkStamp(report, same)
        guard let facts = report.document?.facts else {
            throw .readBack(what: "markup", icv: position.icv)
        }
        try same(report.hash == row.hash, "hash")
        try same(facts.holds(.uuid, row.uuid.description.utf8), "uuid")
        try same(facts.holds(.icv, row.icv.description.utf8), "icv")
        try same(facts.holds(.pih, row.pih.text.utf8), "pih")
        try same(facts.isSimplified == step.isSimplified, "kind")
        try same(facts.holds(.typeCode, step.typeCode.utf8), "type")
        try same(facts.holds(.sellerVAT, sellerVAT.text.utf8), "seller")
        return row
    }
}

/// The queries over `compliance_document`.
private enum ComplianceSQL {
    static let insert = """
        INSERT INTO compliance_document
          (certificate_id, step, icv, pih, hash, uuid, recorded_at, xml)
        VALUES
          (:certificate_id, :step, :icv, :pih, :hash, :uuid, :recorded_at, :xml)
        """

    private static let rows = """
        SELECT id, certificate_id, step, icv, pih, hash, uuid, recorded_at
        FROM compliance_document
        """

    private static let byID = """
        \(rows)
        WHERE id = :id
        """

    private static let byCertificate = """
        \(rows)
        WHERE certificate_id = :certificate_id
        ORDER BY icv
        """

    static func record(
        id: Int64, _ db: Database
    ) throws(LedgerError) -> ComplianceDocumentRecord? {
        try db.first(byID, [.integer(id)], record)
    }

    static func records(
        certificateID: Int64, _ db: Database
    ) throws(LedgerError) -> [ComplianceDocumentRecord] {
        var records: [ComplianceDocumentRecord] = []
        try db.each(byCertificate, [.integer(certificateID)]) { row throws(LedgerError) in
            if let record = try record(row) { records.append(record) }
            return true
        }
        return records
    }

    static func xml(id: Int64, _ db: Database) throws(LedgerError) -> [UInt8] {
        let xml = try db.first(
            "SELECT xml FROM compliance_document WHERE id = :id", [.integer(id)]
        ) { $0.blob(0) }
        guard let xml else { throw .unknownComplianceDocument(id: id) }
        return xml
    }

    private static func record(_ row: SQLRow) throws(LedgerError) -> ComplianceDocumentRecord? {
        let id = row.integer(0)
        func known<T>(_ value: T?, _ column: String) throws(LedgerError) -> T {
            guard let value else {
                throw .badRow(table: "compliance_document", id: id, column: column)
            }
            return value
        }
        return ComplianceDocumentRecord(
            id: id, certificateID: row.integer(1), step: row.text(2) ?? "",
            icv: try known(InvoiceCounterValue(row.integer(3)), "icv"),
            pih: try known(PreviousInvoiceHash(text: row.text(4) ?? ""), "pih"),
            hash: try known(InvoiceHash(row.blob(5)), "hash"),
            uuid: try known(DocumentUUID(row.text(6) ?? ""), "uuid"),
            recordedAt: try known(Instant(row.text(7) ?? ""), "recorded_at"))
    }
}
