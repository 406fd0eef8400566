import Cryptography
import Encoding
import Invoicing

/// A row of the table `document`, every column by its exact type. A class: it has many columns and
/// is handed from check to check.
final class DocumentRow {
    static let largestDocument: Int64 = 10_485_760

    static let range: StaticString = """
        SELECT id, chain_id, certificate_id, recorded_at, key, revision, draft_sha256, warnings,
          icv, pih, hash, uuid, number, kind, type, issued_at, buyer_name, buyer_vat, currency,
          total, vat, length(xml),
          CASE WHEN length(xml) <= 10485760 THEN xml END AS xml
        FROM document NOT INDEXED
        WHERE id BETWEEN ? AND ?
        ORDER BY id
        """

    /// The same without the bytes, whose pages are then not read.
    static let columns: StaticString = """
        SELECT id, chain_id, certificate_id, recorded_at, key, revision, draft_sha256, warnings,
          icv, pih, hash, uuid, number, kind, type, issued_at, buyer_name, buyer_vat, currency,
          total, vat, length(xml)
        FROM document NOT INDEXED
        WHERE id BETWEEN ? AND ?
        ORDER BY id
        """

    let id: Int64
    let chain: Int64
    let certificate: Int64
    let recordedAt: String
    let key: String
    let revision: Int64
    let draftDigest: [UInt8]
    let warnings: String
    let icv: Int64
    let pih: String
    let hash: [UInt8]
    let uuid: String
    let number: String
    let kind: String
    let type: String
    let issuedAt: String
    let buyerName: String?
    let buyerVAT: String?
    let currency: String
    let total: Int64
    let vat: Int64
    /// Empty if the document is larger than any may be.
    let xml: [UInt8]
    let xmlLength: Int64
    let malformed: [String]

    init(_ scan: RowScan) {
        id = scan.integer(0)
        chain = scan.integer(1)
        certificate = scan.integer(2)
        recordedAt = scan.text(3)
        if Instant(recordedAt) == nil { scan.note(3, recordedAt) }
        key = scan.text(4)
        revision = scan.number(5)
        draftDigest = scan.digest(6).bytes
        warnings = scan.text(7)
        icv = scan.number(8)
        pih = scan.text(9)
        hash = scan.digest(10).bytes
        uuid = scan.text(11)
        number = scan.text(12)
        kind = scan.text(13)
        type = scan.text(14)
        issuedAt = scan.text(15)
        buyerName = scan.optionalText(16)
        buyerVAT = scan.optionalText(17)
        currency = scan.text(18)
        total = scan.number(19)
        vat = scan.number(20)
        xmlLength = scan.integer(21)
        let hasDocument = scan.columnCount > 22 && xmlLength <= Self.largestDocument
        xml = hasDocument ? scan.blob(22) : []
        malformed = scan.malformed
    }

    /// SHA-256 of the RFC 8785 JSON that the log's `issuance` entry commits to; `nil` if `warnings`
    /// is no array of strings in that form.
    func issuancePayload(documentDigest: [UInt8], unit: String, epoch: Int64)
        -> SHA256Digest?
    {
        guard warnings == "[]" || Self.isCanonicalArray(warnings) else { return nil }
        var json = IssuanceText()
        json.member("document_sha256", text: Base64.encodeToBytes(documentDigest))
        json.member("draft_sha256", text: Base64.encodeToBytes(draftDigest))
        json.member("epoch", number: epoch)
        json.member("icv", number: icv)
        json.member("key", string: key)
        json.member("recorded_at", string: recordedAt)
        json.member("revision", number: revision)
        json.member("unit", string: unit)
        json.member("warnings", raw: Array(warnings.utf8))
        return SHA256.hash(json.finished)
    }

    private static func isCanonicalArray(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let value = try? JSONReader.read(bytes), case .array(let items) = value else {
            return false
        }
        let areStrings = items.allSatisfy { item in if case .string = item { true } else { false } }
        return areStrings && CanonicalJSON.encode(value) == bytes
    }
}

/// One flat JSON object written straight to bytes, its members in the order given: this runs once a
/// document.
private struct IssuanceText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }

    private mutating func name(_ name: StaticString) {
        bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func member(_ name: StaticString, number: Int64) {
        self.name(name)
        bytes += String(number).utf8
    }

    mutating func member(_ name: StaticString, raw: [UInt8]) {
        self.name(name)
        bytes += raw
    }

    mutating func member(_ name: StaticString, text: [UInt8]) {
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        bytes += text
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func member(_ name: StaticString, string: String) {
        // Whatever needs an escape takes the general way.
        let needsEscape = string.utf8.contains {
            $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }
        if needsEscape {
            member(name, raw: CanonicalJSON.encode(.string(string)))
        } else {
            member(name, text: Array(string.utf8))
        }
    }
}
