import Encoding
import Invoicing
import StampCheck
import UBL

/// What an examination of a document's bytes found, in the words of findings.
struct StampEvidence {
    struct Item {
        let code: FindingCode
        let expected: String?
        let found: String?
        /// True where a standard document may have it, since the authority stamps that one anew.
        let isInStamp: Bool
        /// True for a byte order mark, which the official validator reads over.
        var isTolerated = false

        /// True where the certificate itself is no good, whoever stamped with it.
        var isOfCertificate: Bool {
            switch code {
            case .certificateEncoding, .certificateKey, .certificateProfile: true
            default: false
            }
        }
    }

    private(set) var items: [Item] = []
    private let report: StampReport

    init(_ report: StampReport) {
        self.report = report
        for fault in report.faults {
            items.append(
                Item(
                    code: fault.kind.code, expected: fault.expected, found: fault.words,
                    isInStamp: fault.isInStamp, isTolerated: fault.kind == .byteOrderMark))
        }
        guard let document = report.document else { return }
        if !document.facts.hasSignature { add(.stampMissing, expected: "ds:Signature", found: nil) }
        if !document.facts.hasQR { add(.qrMissing, expected: "QR", found: nil) }
        for finding in report.findings where !finding.isNote && finding.check != .qr {
            add(finding)
        }
        addQR()
    }

    private mutating func add(
        _ code: FindingCode, expected: String?, found: String?, isInStamp: Bool = true
    ) {
        items.append(Item(code: code, expected: expected, found: found, isInStamp: isInStamp))
    }

    /// All tags that differ are one finding.
    private mutating func addQR() {
        let parts = report.findings.filter { $0.check == .qr && !$0.isNote }
        guard let first = parts.first else { return }
        if first.cause == "unreadable" {
            add(.qrMalformed, expected: first.expected, found: first.found)
            return
        }
        func words(_ value: (StampFinding) -> String?) -> String {
            parts.map { "\($0.cause): \(value($0) ?? "–")" }.joined(separator: "; ")
        }
        add(.qrMismatch, expected: words(\.expected), found: words(\.found))
    }

    private mutating func add(_ finding: StampFinding) {
        switch finding.check {
        case .invoiceDigest:
            add(.hashMismatch, expected: finding.expected, found: finding.found, isInStamp: false)
        case .signedProperties:
            add(.signedPropertiesMismatch, expected: finding.expected, found: finding.found)
        case .certDigest:
            add(.certificateDigestMismatch, expected: finding.expected, found: finding.found)
        case .issuer: add(.issuerMismatch, expected: finding.expected, found: finding.found)
        case .serial: add(.serialMismatch, expected: finding.expected, found: finding.found)
        case .signature: addSignature(finding)
        case .certificate: addCertificate(finding)
        case .qr: break
        }
    }

    private mutating func addSignature(_ finding: StampFinding) {
        guard let text = finding.found, !text.isEmpty else {
            add(.signatureMalformed, expected: "ds:SignatureValue", found: nil)
            return
        }
        guard let der = Base64.decode(text) else {
            add(.signatureMalformed, expected: "base64", found: text)
            return
        }
        if let fault = StrictSignature.fault(in: der) {
            add(.signatureMalformed, expected: "DER", found: "\(text) (\(fault))")
        } else {
            add(.signatureInvalid, expected: report.hash?.base64, found: text)
        }
    }

    private mutating func addCertificate(_ finding: StampFinding) {
        guard let text = report.document?.facts.text(.certificate), !text.isEmpty else {
            add(.certificateEncoding, expected: "ds:X509Certificate", found: nil)
            return
        }
        let bare = text.utf8.filter { $0 > 0x20 }
        guard let der = Base64.decode(bare) else {
            add(.certificateEncoding, expected: "base64", found: text)
            return
        }
        let fault = CertificateFault(der: der)
        add(fault?.code ?? .certificateKey, expected: nil, found: fault?.found ?? finding.cause)
    }
}
