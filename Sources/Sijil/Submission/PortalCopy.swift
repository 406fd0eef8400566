import Cryptography
import EGS
import Invoicing
import Ledger
import StampCheck
import UBL
import Verifier

/// A document as the authority cleared it, that somebody of the firm fetched from the portal.
struct PortalCopy {
    let xml: [UInt8]

    /// As large as a document may be.
    private static let limitBytes = 10_485_760

    /// - Throws: ``SettlementRefusal/copyDiffers(number:file:parts:)`` for what is another
    ///   document, ``SettlementRefusal/copyNotCleared(number:file:isOwn:)`` for what does not bear
    ///   the authority's stamp as far as that can be told.
    init(path: String, of document: DocumentRecord, in ledger: Ledger) throws {
        xml = try Files.read(path, limitBytes: Self.limitBytes)
        let number = document.number.text
        let report = StampCheck.examine(xml)
        let parts = Self.differences(report, document)
        guard parts.isEmpty else {
            throw SettlementRefusal.copyDiffers(number: number, file: path, parts: parts)
        }
        let environment = ledger.header.environment
        let isOwn = try Self.isOwn(report, in: ledger)
        guard report.document?.facts.hasSignature == true, !isOwn,
            environment == .production
                || report.isByKnownAuthority(isEmulator: environment == .emulator)
        else {
            throw SettlementRefusal.copyNotCleared(number: number, file: path, isOwn: isOwn)
        }
    }

    /// What of the copy is not the document's: its content, number and UUID, and the hash that its
    /// QR code states.
    private static func differences(
        _ report: StampReport, _ document: DocumentRecord
    ) -> [SettlementRefusal.Part] {
        let facts = report.document?.facts
        let pairs: [(String, String, String?)] = [
            ("KSA-1", document.uuid.description, facts?.uuid),
            ("BT-1", document.number.text, facts?.number),
            ("SHA-256", document.hash.base64, report.hash?.base64),
            ("QR 6", document.hash.base64, report.statedHash),
        ]
        return pairs.compactMap { name, expected, found in
            expected == found
                ? nil
                : SettlementRefusal.Part(
                    name: name, expected: expected, found: SafeText.shown(found ?? "–"))
        }
    }

    private static func isOwn(_ report: StampReport, in ledger: Ledger) throws -> Bool {
        guard let der = report.certificate?.certificate.der, report.checks.signature == true else {
            return false
        }
        return try ledger.certificates().contains { $0.der == der }
    }
}
