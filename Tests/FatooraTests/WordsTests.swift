import Cryptography
import EGS
import HTTP
import Invoicing
import Testing

@testable import Fatoora

@Suite("every outcome, failure and refusal speaks both languages")
struct WordsTests {
    private static let messages = [
        FatooraMessage(severity: .error, code: "BR-KSA-98", text: "late"),
        FatooraMessage(severity: .error, code: nil, text: ""),
        FatooraMessage(severity: .error, code: "a", text: String(repeating: "x", count: 5_000)),
        FatooraMessage(severity: .error, code: "b", text: "fourth"),
    ]

    private static let failures: [HTTPFailure] =
        [
            .invalidRequest(part: "proxy"), .authorityFileUnusable(path: "ca.pem"),
            .nameNotFound(host: "gw"), .proxyNameNotFound, .notReachable(systemError: 0),
            .notReachable(systemError: 101), .notReachable(systemError: 110),
            .notReachable(systemError: 111), .notReachable(systemError: 5),
            .connectDeadline(milliseconds: 1_500), .proxyRefused(status: nil),
            .proxyRefused(status: 407), .deadline(milliseconds: 90_000), .closedWithoutAnswer,
            .connectionLost(systemError: 104), .answerCut, .answerTooLarge(limitBytes: 9),
            .headersTooLarge(limitBytes: 9), .answerNotHTTP, .other(code: 9, text: "odd"),
        ]
        + [
            TLSFailure.notTrusted, .expired, .notYetValid, .revoked, .wrongName,
            .certificate(number: 24), .handshake(detail: "alert"),
        ].map(HTTPFailure.tls)

    private static let kinds: [UnreadableKind] = [
        .empty, .page, .text, .brokenJSON(offset: 3), .noObject, .member("secret"), .contradiction,
    ]

    private static let outcomes: [FatooraOutcome] =
        [
            .csidIssued, .csidNeedsCompliance, .csidRefused([]), .accepted,
            .acceptedWithWarnings([]), .acceptedWithWarnings(messages), .alreadyAccepted,
            .clearedWithoutCopy, .stepAlreadyPassed, .rejected([]), .rejected(messages),
            .clearanceOff, .requestRefused(messages), .unauthorised, .forbidden, .versionRefused,
            .tooLarge, .tooManyRequests(nil), .tooManyRequests(.seconds(9)),
            .tooManyRequests(.at(Samples.instant)), .serverTrouble(status: 503, nil),
            .redirected(status: 302), .unexpectedStatus(404),
        ] + failures.map(FatooraOutcome.neverSent)
        + failures.map { .unknown(.transport($0)) }
        + kinds.map { .unknown(.unreadable(status: 200, $0)) }
        + CSIDTests.refusals.map { .csidRefused([$0.2]) }

    private static func errors() throws -> [FatooraError] {
        let vat = try #require(VATNumber("399999999900003"))
        return [
            .oneTimeCodeMalformed, .endpointMissing,
            .endpointNotAllowed(.production, endpoint: "x"), .endpointMalformed("x"),
            .endpointNotSafe(host: "x"), .endpointIsAuthority(host: "x"),
            .tokenNotBase64(layer: .outer), .tokenNotBase64(layer: .inner), .tokenEncodedOnce,
            .tokenNoCertificate(.notSecp256k1), .certificateForOtherKey(ours: "a", found: "b"),
            .certificateForOtherVAT(ours: vat, found: nil),
            .certificateEnded(at: Samples.instant, now: Samples.instant),
            .failed(.reporting, .unauthorised),
        ]
    }

    private func check(_ text: Bilingual) {
        #expect(!text.en.isEmpty)
        #expect(text.en.unicodeScalars.allSatisfy { $0.isASCII }, "\(text.en)")
        let letters = text.ar.unicodeScalars.filter { (0x620...0x64A).contains($0.value) }
        #expect(letters.count >= 5, "\(text.ar)")
        #expect(text.en.count < 1_200)
    }

    @Test("outcomes", arguments: outcomes)
    func everyOutcome(outcome: FatooraOutcome) {
        // A refusal without a reason cannot be made from an answer.
        guard outcome != .csidRefused([]) else { return }
        check(outcome.message)
        check(outcome.remedy)
        #expect(outcome.code.allSatisfy { $0.isLowercase || $0 == "-" })
    }

    @Test("errors")
    func everyError() throws {
        let all = try Self.errors()
        for error in all {
            check(error.problem)
            check(error.remedy)
        }
        #expect(Set(all.map(\.code)).count == all.count - 1)
        let failed = FatooraError.failed(.reporting, .serverTrouble(status: 503, nil))
        #expect(failed.mayRetry)
        #expect(!FatooraError.failed(.reporting, .rejected([])).mayRetry)
    }

    @Test("no two causes share their words")
    func distinct() {
        let refusals = CSIDTests.refusals.map(\.2)
        #expect(Set(refusals.map(\.message)).count == refusals.count)
        #expect(Set(Self.failures.map(\.message)).count == Self.failures.count)
        #expect(Set(Self.kinds.map(\.message)).count == Self.kinds.count)
        #expect(Set(ComplianceStep.allCases.map(\.name)).count == 6)
    }

    @Test("the missing compliance steps are named in both languages")
    func steps() {
        let refusal = CSIDRefusal.missingComplianceSteps([.standardCreditNote, .simplifiedInvoice])
        #expect(refusal.message.en.hasSuffix("standard credit note, simplified invoice"))
        #expect(refusal.message.ar.hasSuffix("إشعار دائن لفاتورة ضريبية، فاتورة مبسطة"))
    }

    @Test("a rejection names the first three errors and counts the rest")
    func rejection() {
        let words = FatooraOutcome.rejected(Self.messages).message.en
        #expect(words.hasPrefix("the authority rejected the document: BR-KSA-98 late, "))
        #expect(words.hasSuffix(" and 1 more"))
    }

    /// The codes of section C4.
    @Test(
        "each code of the authority's own checks is explained",
        arguments: [
            "XSD_ZATCA_INVALID", "invalid-invoice-hash", "InvoiceHash-Errors", "QRCODE_INVALID",
            "invoiceHash_QRCODE_INVALID", "invoiceTotal_QRCODE_INVALID",
            "invoiceTimeStamp_QRCODE_INVALID", "publicKey_QRCODE_INVALID",
            "CERTIFICATE_SIGNATURE_QRCODE_INVALID", "invalid-digital-signature", "signatureValue",
            "signed-properties-hashing", "certificate-hashing", "invalid-signing-certificate",
            "Duplicate-Invoice", "certificate-permissions",
        ])
    func explained(code: String) throws {
        let message = FatooraMessage(severity: .error, code: code, text: "")
        let explanation = try #require(message.explanation)
        check(explanation.message)
        check(explanation.remedy)
    }

    /// Codes and categories of section C4 and of the rules.
    @Test(
        "a fault of the stamp is told from one of the content",
        arguments: [
            ("invalid-signing-certificate", "CERTIFICATE_ERRORS", .stamp),
            ("certificate-permissions", "CERTIFICATE_ERRORS", .stamp),
            ("X509SerialNumber", "CERTIFICATE_ERRORS", .stamp),
            ("invalid-digital-signature", "SIGNATURE_ERRORS", .stamp),
            ("signatureValue", nil, .stamp), (nil, "CERTIFICATE_ERRORS", .stamp),
            ("invalid-invoice-hash", "INVOICE_HASHING_ERRORS", .stamp),
            ("CERTIFICATE_SIGNATURE_QRCODE_INVALID", "QRCODE_VALIDATION", .stamp),
            ("KSA-13", "PIH", .previousHash),
            ("invoiceTotal_QRCODE_INVALID", "QRCODE_VALIDATION", nil),
            ("invoiceTimeStamp_QRCODE_INVALID", "QRCODE_VALIDATION", nil),
            ("BR-KSA-81", "KSA", nil), ("BR-S-08", "EN_16931", nil),
            ("XSD_ZATCA_INVALID", "XSD validation", nil), ("certificate", nil, nil),
            ("Duplicate-Invoice", nil, nil), (nil, nil, nil),
        ] as [(String?, String?, FatooraMessage.StampFault?)])
    func stampFault(code: String?, category: String?, fault: FatooraMessage.StampFault?) {
        let message = FatooraMessage(severity: .error, code: code, category: category, text: "")
        #expect(message.stampFault == fault)
    }

    @Test(
        "only what is called a duplicate is explained as one (C4)",
        arguments: [
            ("Invoice-Errors", "Duplicate-Invoice", true), (nil, "Duplicate-Invoice", true),
            ("Duplicate-Invoice", nil, true), ("Invoice-Errors", "Invalid-Invoice-Type", false),
            ("Invoice-Errors", nil, false),
        ] as [(String?, String?, Bool)])
    func duplicate(code: String?, category: String?, isOne: Bool) {
        let message = FatooraMessage(severity: .error, code: code, category: category, text: "")
        let says = message.explanation?.message.en == "the authority has this document already"
        #expect(says == isOne)
        #expect(isOne || message.explanation == nil)
    }

    @Test("a rule, an unknown code and no code have no explanation here")
    func unexplained() {
        for code in ["BR-KSA-98", "XSD_ZATCA_VALID", "qrcode_invalid", nil] {
            let message = FatooraMessage(severity: .error, code: code, text: "")
            #expect(message.explanation == nil)
        }
    }
}
