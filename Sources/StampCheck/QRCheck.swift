import Cryptography
import Encoding
import UBL

/// The QR code against the document and its stamp (F2, F4).
extension Examination {
    /// Which tags must be there: the first five always; with a stamp those of the stamp; on a
    /// simplified document also the authority's signature on the certificate.
    private func isRequired(_ tag: QRCode.Tag) -> Bool {
        switch tag {
        case .sellerName, .vatNumber, .issuedAt, .total, .vatTotal: true
        case .invoiceHash, .signature, .publicKey: facts.hasSignature
        case .certificateSignature: facts.hasSignature && facts.isSimplified
        }
    }

    mutating func checkQR() {
        guard let stored = facts.bytes(.qr) else { return }
        let text = trimmed(stored)
        guard !text.isEmpty else { return }
        let code: QRCode
        do throws(QRError) {
            code = try QRCode.decode(Array(text))
        } catch {
            checks.qr = false
            findings.append(StampFinding(.qr, "unreadable", found: "\(error)"))
            return
        }
        var isTrue = true
        for (tag, value) in code.fields where !agrees(tag, value) { isTrue = false }
        for tag in QRCode.Tag.allCases where isRequired(tag) && code.value(tag) == nil {
            findings.append(StampFinding(.qr, "tag \(tag.rawValue)", expected: "present"))
            isTrue = false
        }
        checks.qr = isTrue
    }

    private mutating func agrees(_ tag: QRCode.Tag, _ value: [UInt8]) -> Bool {
        switch tag {
        case .sellerName: return compare(tag, value, facts.bytes(.sellerName))
        case .vatNumber: return compare(tag, value, facts.bytes(.sellerVAT))
        case .issuedAt: return agreesOnTime(value)
        // BT-115. In every genuine sample where the two totals differ this is the one (F3); no
        // document with BT-112 instead is known to have passed the official validator.
        case .total: return compare(tag, value, facts.bytes(.payable))
        case .vatTotal:
            let first = facts.groups.first { $0.kind == .taxTotal && $0.parent == nil }
            return compare(tag, value, first.flatMap { facts.bytes(.taxAmount, in: $0) })
        case .invoiceHash: return compare(tag, value, hashText[...])
        case .signature: return compare(tag, value, facts.bytes(.signatureValue))
        case .publicKey: return compare(tag, value, entry?.certificate.map { $0.spkiDER[...] })
        case .certificateSignature:
            return compare(tag, value, entry?.certificate.map { $0.signature[...] })
        }
    }

    /// Date, `T`, time, as in the document. A `Z` behind it, which the document has not, was the
    /// form of older official software; the validator only warns of it, so it is noted and does not
    /// fail.
    private mutating func agreesOnTime(_ value: [UInt8]) -> Bool {
        var expected: [UInt8] = []
        expected.append(contentsOf: facts.bytes(.issueDate) ?? [])
        expected.append(UInt8(ascii: "T"))
        expected.append(contentsOf: facts.bytes(.issueTime) ?? [])
        if value == expected + [UInt8(ascii: "Z")] {
            findings.append(
                StampFinding(
                    .qr, "tag 3", expected: string(expected), found: string(value), isNote: true))
            return true
        }
        return compare(.issuedAt, value, expected[...])
    }

    private mutating func compare(
        _ tag: QRCode.Tag, _ found: [UInt8], _ expected: ArraySlice<UInt8>?
    ) -> Bool {
        if let expected, Bytes.areEqual(expected, found) { return true }
        let isText = tag.rawValue <= QRCode.Tag.signature.rawValue
        let show = { (bytes: ArraySlice<UInt8>) in isText ? string(bytes) : Hex.encode(Array(bytes))
        }
        findings.append(
            StampFinding(
                .qr, "tag \(tag.rawValue)", expected: expected.map(show), found: show(found[...])))
        return false
    }
}
