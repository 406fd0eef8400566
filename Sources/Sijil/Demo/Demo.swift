import Cryptography
import EGS
import Encoding
import Glibc
public import Invoicing
import TestCA

/// The whole story in a temporary folder: a ledger, a certificate by a real request, forty
/// documents.
public struct Demo {
    public let folder: String
    public var ledgerPath: String { folder + "/demo.sijil" }
    private var passphrasePath: String { folder + "/passphrase" }
    private var draftsPath: String { folder + "/drafts.jsonl" }
    private let surroundings: Surroundings

    public init(surroundings: Surroundings = .real) throws {
        self.surroundings = surroundings
        var template = Array("/tmp/sijil-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SijilError.fileUnwritable(path: "/tmp", reason: .current)
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Runs the story up to the audit, which the caller makes and shows.
    public func run(_ tell: (Bilingual) -> Void) throws {
        let now = surroundings.now()
        let passphrase = try makePassphrase()
        let seller = try Setup.readSeller(
            Array(DemoDrafts.seller.serialized().utf8), path: "demo seller")
        let made = try Setup.initialise(
            ledgerPath, seller: seller, environment: .emulator, endpoint: nil,
            passphrase: passphrase, surroundings: surroundings)
        tell(
            Bilingual(
                en: "1. A ledger: \(made.path), for VAT number \(made.vat), unit \(made.unit).",
                ar: "١. سجل: \(made.path) للرقم الضريبي \(made.vat)، الوحدة \(made.unit)."))
        let installed = try certify(seller, now: now, passphrase: passphrase)
        tell(
            Bilingual(
                en:
                    "2. A certificate: a key was made, a request signed, a test authority "
                    + "answered; "
                    + "good until \(installed.notAfter).",
                ar:
                    "٢. شهادة: أُنشئ مفتاح ووُقّع طلب وأجابت جهة اختبار؛ صالحة حتى "
                    + "\(installed.notAfter)."
            ))
        let results = try issue(passphrase, lastDay: IssueTime(now).date)
        tell(summary(of: results))
        tell(
            Bilingual(
                en: "4. The audit, from the stored bytes alone:",
                ar: "٤. التدقيق، من البايتات المخزونة وحدها:"))
    }

    /// What a person may do with the folder now.
    public var whatToTryNext: [Bilingual] {
        let ledger = "--ledger \(ledgerPath)"
        let commands: [(String, String, String)] = [
            ("sijil list \(ledger)", "all documents", "كل المستندات"),
            ("sijil show SIM-101 \(ledger)", "one of them", "مستند واحد"),
            (
                "sijil qr SIM-101 --format svg --out \(folder)/qr.svg \(ledger)", "its QR code",
                "رمز الاستجابة السريعة"
            ),
            ("sijil export --to \(folder)/xml \(ledger)", "the XML files", "ملفات XML"),
            (
                "sijil issue \(draftsPath) \(ledger) --passphrase-file \(passphrasePath)",
                "the same drafts again: nothing is added", "المسودات نفسها مرة أخرى: لا يُضاف شيء"
            ),
            ("sijil audit \(ledgerPath) --json", "the audit for a script", "التدقيق لبرنامج"),
        ]
        return [Bilingual(en: "Try next:", ar: "جرّب الآن:")]
            + commands.map { command, en, ar in
                Bilingual(en: "  \(command)\n      \(en)", ar: "  \(command)\n      \(ar)")
            }
    }

    private func makePassphrase() throws -> SecretBytes {
        let text = Hex.encode(SecureRandom.bytes(16))
        try Files.writeNew(Array((text + "\n").utf8), to: passphrasePath)
        chmod(passphrasePath, 0o600)
        return try PassphraseSource.file(passphrasePath).read(prompt: "", repeatPrompt: nil)
    }

    /// A real request, a real certificate, and the same `cert install` that a person would use.
    private func certify(
        _ seller: SellerProfile, now: Instant, passphrase: SecretBytes
    ) throws -> Workplace.Installed {
        let key = Secp256k1PrivateKey.generate()
        let request = try CertificateSigningRequest.make(
            profile: seller.unit, vat: seller.vat, organization: seller.organization,
            environment: .emulator, key: key)
        let begin = Instant(secondsSince1970: now.secondsSince1970 - 3_600)
        let end = Instant(secondsSince1970: now.secondsSince1970 + 5 * 365 * 86_400)
        let authority = TestAuthority.generate(notBefore: begin, notAfter: end)
        let certificate = try authority.issue(csrDER: request.der, notBefore: begin, notAfter: end)
        let keyPath = folder + "/key.der"
        let certificatePath = folder + "/certificate.pem"
        let der = key.pkcs8().withBytes { Array($0) }
        try Files.writeNew(der, to: keyPath)
        // The clear key lives for these few lines only; the ledger keeps it encrypted.
        defer { unlink(keyPath) }
        chmod(keyPath, 0o600)
        try Files.writeNew(PEM.encode(certificate, label: "CERTIFICATE"), to: certificatePath)
        let workplace = try Workplace(opening: ledgerPath, surroundings: surroundings)
        return try workplace.installCertificate(
            keyPath: keyPath, certificatePath: certificatePath, secretPath: nil, unit: nil,
            passphrase: passphrase)
    }

    private func issue(_ passphrase: SecretBytes, lastDay: CivilDate) throws -> [IssueResult] {
        var lines: [UInt8] = []
        for draft in DemoDrafts(lastDay: lastDay).all {
            draft.write(into: &lines)
            lines.append(0x0A)
        }
        try Files.writeNew(lines, to: draftsPath)
        let workplace = try Workplace(opening: ledgerPath, surroundings: surroundings)
        var results: [IssueResult] = []
        let issuing = try Issuing(
            workplace, passphrase: passphrase, unit: nil, isAtomic: false, from: draftsPath)
        try issuing.run { results += $0 }
        return results
    }

    private func summary(of results: [IssueResult]) -> Bilingual {
        let issued = results.filter { $0.status == .issued }
        let refused = results.filter { $0.status == .refused }
        let last = issued.last?.receipt
        var en =
            "3. \(issued.count) documents issued, counters 1 to \(last?.icv ?? 0): invoices, "
            + "credit and "
        en += "debit notes, advances; standard and simplified; every VAT category."
        var ar =
            "٣. صدر \(issued.count) مستندًا بالعدادات من 1 إلى \(last?.icv ?? 0): فواتير وإشعارات "
            + "دائنة "
        ar += "ومدينة ودفعات مقدمة، ضريبية ومبسطة، بكل فئات الضريبة."
        for result in refused {
            for problem in result.problems {
                en += "\n   refused \(result.name): \(problem.path) \(problem.message.en)"
                ar += "\n   رُفضت \(result.name): \(problem.path) \(problem.message.ar)"
            }
        }
        return Bilingual(en: en, ar: ar)
    }
}
