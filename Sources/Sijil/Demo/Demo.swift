import Cryptography
import EGS
import Encoding
import Glibc
public import Invoicing

/// What the demo needs of an authority; the program gives it the emulator's.
public struct DemoAuthority {
    /// How a renewal ends.
    public enum Renewal: String, Sendable {
        case atOnce = "issued"
        case withChecks = "not-compliant"
    }

    let endpoint: String
    /// Fetches a one-time code, as a taxpayer does on the portal.
    let code: (_ vat: String) throws -> String
    let answerRenewals: (Renewal) throws -> Void

    public init(
        endpoint: String, code: @escaping (_ vat: String) throws -> String,
        answerRenewals: @escaping (Renewal) throws -> Void
    ) {
        self.endpoint = endpoint
        self.code = code
        self.answerRenewals = answerRenewals
    }
}

/// The whole story in a temporary folder: a ledger, enrolment, documents, submission, both kinds of
/// renewal.
public struct Demo {
    public let folder: String
    public var ledgerPath: String { folder + "/demo.sijil" }
    private var passphrasePath: String { folder + "/passphrase" }
    private var draftsPath: String { folder + "/drafts.jsonl" }
    private let surroundings: Surroundings
    private let authority: DemoAuthority

    public init(_ authority: DemoAuthority, surroundings: Surroundings = .real) throws {
        self.authority = authority
        self.surroundings = surroundings
        var template = Array("/tmp/sijil-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SijilError.fileUnwritable(path: "/tmp", reason: .current)
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Runs the story up to the audit, which the caller makes and shows.
    public func run(_ tell: (Bilingual) -> Void) throws {
        let passphrase = try makePassphrase()
        let seller = try Setup.readSeller(
            Array(DemoDrafts.seller.serialized().utf8), path: "demo seller")
        let made = try Setup.initialise(
            ledgerPath, seller: seller, environment: .emulator, endpoint: authority.endpoint,
            passphrase: passphrase, surroundings: surroundings)
        tell(
            Bilingual(
                en: "1. A ledger: \(made.path), for VAT number \(made.vat), unit \(made.unit).",
                ar: "١. سجل: \(made.path) للرقم الضريبي \(made.vat)، الوحدة \(made.unit)."))
        tell(
            Bilingual(
                en: "2. Enrolment with a one-time code, at an authority emulated on this computer:",
                ar: "٢. التسجيل برمز لمرة واحدة لدى هيئة محاكاة على هذا الحاسوب:"))
        try connect(.enrol, passphrase, vat: made.vat, tell)
        let drafts = DemoDrafts(lastDay: IssueTime(surroundings.now()).date).all
        try writeDrafts(drafts)
        let parts = [drafts.prefix(20), drafts.dropFirst(20).prefix(10), drafts.dropFirst(30)]
        tell(try issued(3, Array(parts[0]), passphrase))
        tell(try submitted(4, passphrase))
        tell(
            Bilingual(
                en: "5. Renewal; the authority gives the new certificate at once:",
                ar: "٥. التجديد، والهيئة تعطي الشهادة الجديدة مباشرة:"))
        try authority.answerRenewals(.atOnce)
        try connect(.renew, passphrase, vat: made.vat, tell)
        tell(try issued(6, Array(parts[1]), passphrase))
        tell(
            Bilingual(
                en: "7. Renewal once more; this time it wants the compliance checks again:",
                ar: "٧. تجديد آخر، وهذه المرة تطلب الهيئة فحوص الالتزام من جديد:"))
        try authority.answerRenewals(.withChecks)
        try connect(.renew, passphrase, vat: made.vat, tell)
        tell(try issued(8, Array(parts[2]), passphrase))
        tell(
            Bilingual(
                en: "9. The audit, from the stored bytes alone:",
                ar: "٩. التدقيق، من البايتات المخزونة وحدها:"))
    }

    /// The same verbs that `cert enrol` and `cert renew` are.
    private func connect(
        _ purpose: Enrolment.Purpose, _ passphrase: SecretBytes, vat: String,
        _ tell: (Bilingual) -> Void
    ) throws {
        let enrolment = try Enrolment(
            workplace(), unit: nil, purpose: purpose, passphrase: passphrase, line: AuthorityLine())
        if purpose == .renew { try enrolment.drainOutbox() }
        let result = try enrolment.run(code: .given(authority.code(vat))) { step in
            tell(Bilingual(en: "   " + step.text.en, ar: "   " + step.text.ar))
        }
        guard let result else { return }
        tell(
            Bilingual(
                en: "   connected until \(result.notAfter), epoch \(result.epoch)",
                ar: "   متصلة حتى \(result.notAfter)، الحقبة \(result.epoch)"))
    }

    private func workplace() throws -> Workplace {
        try Workplace(opening: ledgerPath, surroundings: surroundings)
    }

    private func writeDrafts(_ drafts: [JSONValue]) throws {
        var lines: [UInt8] = []
        for draft in drafts {
            draft.write(into: &lines)
            lines.append(0x0A)
        }
        try Files.writeNew(lines, to: draftsPath)
    }

    private func issued(
        _ step: Int, _ drafts: [JSONValue], _ passphrase: SecretBytes
    ) throws -> Bilingual {
        let items = drafts.enumerated().map { index, draft in
            DraftSource.Item(place: index + 1, json: .success(draft))
        }
        let desk = try IssuingDesk(workplace(), passphrase: passphrase, unit: nil)
        return summary(of: try desk.issue(items, allOrNothing: false), step: step)
    }

    private func submitted(_ step: Int, _ passphrase: SecretBytes) throws -> Bilingual {
        var counts: [SubmissionState: Int] = [:]
        try Outbox(workplace(), unit: nil, passphrase: passphrase, line: AuthorityLine())
            .pass { counts[$0.state, default: 0] += 1 }
        let parts = SubmissionState.allCases.compactMap { state in
            counts[state].map { (count: $0, name: state.name) }
        }
        return Bilingual(
            en: "\(step). Submission: "
                + parts.map { "\($0.count) \($0.name.en)" }.joined(separator: "; ") + ".",
            ar: "\(Self.arabicDigit(step)). الإرسال: "
                + parts.map { "\($0.count) \($0.name.ar)" }.joined(separator: "؛ ") + ".")
    }

    private static func arabicDigit(_ digit: Int) -> String {
        String(Character(Unicode.Scalar(0x660 + UInt32(digit)) ?? "0"))
    }

    /// What a person may do with the folder now.
    public var whatToTryNext: [Bilingual] {
        let ledger = "--ledger \(ledgerPath)"
        let commands: [(String, String, String)] = [
            ("sijil list \(ledger)", "all documents", "كل المستندات"),
            ("sijil cert list \(ledger)", "every certificate", "كل الشهادات"),
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

    private func summary(of results: [IssueResult], step: Int) -> Bilingual {
        let receipts = results.filter { $0.status == .issued }.compactMap(\.receipt)
        let first = receipts.first?.icv ?? 0
        let last = receipts.last?.icv ?? 0
        let epoch = receipts.last?.epoch ?? 0
        var en =
            "\(step). \(receipts.count) documents issued, counters \(first) to \(last) of epoch "
            + "\(epoch)."
        var ar =
            "\(Self.arabicDigit(step)). صدر \(receipts.count) مستندًا بالعدادات من \(first) إلى "
            + "\(last) من الحقبة \(epoch)."
        for result in results where result.status == .refused {
            for problem in result.problems {
                en += "\n   refused \(result.name): \(problem.path) \(problem.message.en)"
                ar += "\n   رُفضت \(result.name): \(problem.path) \(problem.message.ar)"
            }
        }
        return Bilingual(en: en, ar: ar)
    }
}
