import Cryptography
import EGS
import Encoding
import GRDB
import Glibc
import Invoicing
import StampCheck
import UBL

/// Appends documents to one chain, each with its two entries in the log, each read back from the
/// file.
struct DocumentWriter {
    private let db: Database
    private let chainID: Int64
    private let unit: String
    private let epoch: Int
    private let certificate: StoredCertificate
    /// What the next document gets.
    private(set) var position: ChainPosition
    private var last: Instant
    private var log: LogWriter
    private let readBack: ReadBack
    private let insertDocument: PreparedSQL

    private static let insertSQL = """
        INSERT INTO document
          (chain_id, certificate_id, recorded_at, key, revision, draft_sha256, warnings, icv,
           pih, hash, uuid, number, kind, type, issued_at, buyer_name, buyer_vat, currency,
           total, vat, xml)
        VALUES
          (:chain_id, :certificate_id, :recorded_at, :key, :revision, :draft_sha256, :warnings,
           :icv, :pih, :hash, :uuid, :number, :kind, :type, :issued_at, :buyer_name, :buyer_vat,
           :currency, :total, :vat, :xml)
        """

    init(
        db: Database, chainID: Int64, head: ChainHead, certificate: StoredCertificate,
        sellerVAT: VATNumber
    ) throws(LedgerError) {
        self.db = db
        self.chainID = chainID
        self.certificate = certificate
        unit = head.unit
        epoch = head.epoch
        position = head.next
        last = try Ledger.lastRecordedAt(db)
        log = try LogWriter(db)
        readBack = try ReadBack(
            db: db, certificate: certificate.certificate, sellerVAT: sellerVAT)
        insertDocument = try PreparedSQL(Self.insertSQL, db)
    }

    /// Takes the clock's answer for the next document.
    mutating func time(_ now: Instant) throws(LedgerError) -> Instant {
        guard now >= last else { throw .clockBehind(now: now, last: last) }
        let stamping = certificate.certificate
        guard stamping.isValid(at: now) else {
            throw .certificateNotValid(
                unit: unit, serial: stamping.serialDecimal,
                notBefore: Instant(secondsSince1970: stamping.certificate.notBefore),
                notAfter: Instant(secondsSince1970: stamping.certificate.notAfter), now: now)
        }
        last = now
        return now
    }

    /// Stores a stamped document at `position` and reads it back.
    mutating func add(
        _ request: IssueRequest, _ document: ExaminedDocument, at now: Instant
    ) throws(LedgerError) -> Issuance {
        let recordedAt = now.description
        let warnings = Warnings.text(request.warnings)
        let sealed = document.sealed
        try insert(request, sealed, recordedAt: recordedAt, warnings: warnings)
        let id = db.lastInsertedRowID
        try log.append(.document, id: id, payload: document.payload)
        let issuance = issuancePayload(
            request, document: document.payload, recordedAt: recordedAt, warnings: warnings)
        try log.append(.issuance, id: id, payload: SHA256.hash(issuance))
        let receipt = try readBack.check(
            id: id, request, document, position: position, recordedAt: now, logSize: log.size)
        position = ChainPosition(icv: position.icv.next, pih: .hash(sealed.hash))
        return receipt
    }

    private func insert(
        _ request: IssueRequest, _ sealed: SealedInvoice, recordedAt: String, warnings: String
    ) throws(LedgerError) {
        let invoice = request.invoice
        try db.step(
            insertDocument,
            [
                .integer(chainID),
                .integer(certificate.id),
                .text(recordedAt),
                .text(request.key.text),
                .integer(Int64(request.revision)),
                .blob(request.draftDigest.bytes),
                .text(warnings),
                .integer(position.icv.rawValue),
                .text(position.pih.text),
                .blob(sealed.hash.bytes),
                .text(request.uuid.description),
                .text(invoice.number.text),
                .text(invoice.kind.rawValue),
                .text(invoice.type.code),
                .text(invoice.issuedAt.description),
                SQLValue(invoice.buyer?.name),
                SQLValue(invoice.buyer?.vat?.text),
                .text(invoice.currency),
                .integer(invoice.totals.taxInclusive.hundredths),
                .integer(invoice.totals.tax.hundredths),
                .blob(sealed.xml),
            ])
    }

    /// RFC 8785 JSON of the issuance, as the comment of table `entry` defines it.
    private func issuancePayload(
        _ request: IssueRequest, document: SHA256Digest, recordedAt: String, warnings: String
    ) -> [UInt8] {
        let value: JSONValue = .object([
            JSONValue.Member("document_sha256", .string(Base64.encode(document.bytes))),
            JSONValue.Member("draft_sha256", .string(Base64.encode(request.draftDigest.bytes))),
            JSONValue.Member("epoch", JSONValue(epoch)),
            JSONValue.Member("icv", JSONValue(position.icv.rawValue)),
            JSONValue.Member("key", .string(request.key.text)),
            JSONValue.Member("recorded_at", .string(recordedAt)),
            JSONValue.Member("revision", JSONValue(request.revision)),
            JSONValue.Member("unit", .string(unit)),
            JSONValue.Member("warnings", .array(request.warnings.map { .string($0) })),
        ])
        return CanonicalJSON.encode(value)
    }
}

/// Reads a row back and derives everything anew from the stored bytes, by the parser and never by
/// the writer's code.
struct ReadBack {
    let db: Database
    let certificate: StampingCertificate
    let sellerVAT: VATNumber
    private let row: PreparedSQL
    private let entries: PreparedSQL

    private static let entriesSQL = """
        SELECT kind, payload_sha256, row_id
        FROM entry
        WHERE seq > :seq
        ORDER BY seq
        """

    init(
        db: Database, certificate: StampingCertificate, sellerVAT: VATNumber
    ) throws(LedgerError) {
        self.db = db
        row = try PreparedSQL(DocumentSQL.byIDWithXML, db)
        entries = try PreparedSQL(Self.entriesSQL, db)
        self.certificate = certificate
        self.sellerVAT = sellerVAT
    }

    /// What was found in the sealed bytes holds for the stored ones, if they are the same.
    ///
    /// - Returns: The receipt, made of the row as it was read.
    func check(
        id: Int64, _ request: IssueRequest, _ document: ExaminedDocument,
        position: ChainPosition, recordedAt: Instant, logSize: Int64
    ) throws(LedgerError) -> Issuance {
        func same(_ equal: Bool, _ what: String) throws(LedgerError) {
            guard equal else { throw .readBack(what: what, icv: position.icv) }
        }
        let (sealed, report) = (document.sealed, document.report)
        let stored = try db.first(row, [.integer(id)], DocumentSQL.recordWithXML)
        guard let (row, xml) = stored else {
            throw .readBack(what: "document", icv: position.icv)
        }
        try same(Self.equal(xml, sealed.xml), "xml")
        try same(row.icv == position.icv, "icv")
        try same(row.pih == position.pih, "pih")
        try same(row.key == request.key, "key")
        try same(row.revision == request.revision, "revision")
        try same(row.draftDigest == request.draftDigest, "draft_sha256")
        try same(row.warnings == request.warnings, "warnings")
        try same(row.recordedAt == recordedAt, "recorded_at")
        try checkStamp(report, same)
        guard let facts = report.document?.facts else {
            throw .readBack(what: "markup", icv: position.icv)
        }
        try same(report.hash == row.hash, "hash")
        try checkColumns(row, facts, same)
        let qr = facts.qr ?? ""
        try same(qr == sealed.qr, "qr")
        try checkEntries(id: id, logSize: logSize, payload: document.payload, same)
        return Issuance(record: row, qr: qr)
    }

    /// `==` of arrays compares byte by byte, and costs more than reading the row.
    private static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return a.withUnsafeBytes { left in
            b.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return true
                }
                return memcmp(left, right, a.count) == 0
            }
        }
    }

    typealias Check = (Bool, String) throws(LedgerError) -> Void

    func checkStamp(_ report: StampReport, _ same: Check) throws(LedgerError) {
        let checks = report.checks
        try same(report.faults.isEmpty, "markup")
        try same(checks.invoiceDigest == true, "invoice_digest")
        try same(checks.signedProperties == true, "signed_properties")
        try same(checks.certDigest == true, "cert_digest")
        try same(checks.signature == true, "signature")
        try same(checks.issuer == true, "issuer")
        try same(checks.serial == true, "serial")
        try same(checks.qr == true, "qr")
        try same(
            Bytes.areEqual(report.certificate?.certificate.der ?? [], certificate.certificate.der),
            "certificate")
    }

    /// Each derived column against the value in the stored document.
    private func checkColumns(
        _ row: DocumentRecord, _ facts: DocumentFacts, _ same: Check
    ) throws(LedgerError) {
        try same(facts.holds(.uuid, row.uuid.description.utf8), "uuid")
        try same(facts.holds(.number, row.number.text.utf8), "number")
        try same(facts.holds(.icv, row.icv.description.utf8), "icv")
        try same(facts.holds(.pih, row.pih.text.utf8), "pih")
        try same(facts.isSimplified == (row.kind == .simplified), "kind")
        try same(facts.holds(.typeCode, row.type.code.utf8), "type")
        try same(facts.holds(.issueDate, row.issuedAt.date.description.utf8), "issued_at")
        try same(facts.holds(.issueTime, row.issuedAt.timeText.utf8), "issued_at")
        try same(facts.buyerName == row.buyerName, "buyer_name")
        try same(facts.buyerVAT == row.buyerVAT, "buyer_vat")
        try same(facts.holds(.currency, row.currency.utf8), "currency")
        try same(facts.holds(.taxInclusive, row.total.description.utf8), "total")
        try same(facts.vat == row.vat.description, "vat")
        try same(facts.holds(.sellerVAT, sellerVAT.text.utf8), "seller")
    }

    /// The last two entries of the log are the document's.
    private func checkEntries(
        id: Int64, logSize: Int64, payload: SHA256Digest, _ same: Check
    ) throws(LedgerError) {
        var kinds: [String] = []
        var first: [UInt8] = []
        try db.each(
            entries, [.integer(logSize - 2)]
        ) { row throws(LedgerError) in
            if kinds.isEmpty { first = row.blob(1) }
            kinds.append(row.text(0) ?? "")
            try same(row.integer(2) == id, "entry")
            return true
        }
        try same(kinds == ["document", "issuance"], "entry")
        try same(first == payload.bytes, "entry")
    }
}
