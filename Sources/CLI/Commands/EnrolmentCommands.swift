import ArgumentParser
import Cryptography
import Encoding
import Glibc
import Invoicing
import Sijil

struct CertRequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Make the unit's certificate request and show what the portal must agree with.",
        discussion: """
            `cert enrol` makes and sends the same request by itself. This is for looking at it, or
            for handing it to somebody else; the key stays here.
            """)

    @Option(name: .long, help: "The unit, where the ledger has several.")
    var unit: String?

    @Option(name: .long, help: "Write the request, PEM, to this file instead of printing it.")
    var out: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let secret = try passphrase.read(console)
        let sheet = try workplace.certificateRequest(unit: unit, passphrase: secret)
        if let out { try Files.writeNew(sheet.pem, to: out) }
        let pem = String(decoding: sheet.pem, as: UTF8.self)
        guard !console.isJSON else {
            return console.out([
                "unit": .string(sheet.unit), "key": .string(sheet.keyID), "csr": .string(pem),
                "file": JSONValue(out),
                "facts": .array(
                    sheet.facts.map {
                        ["label": $0.label.json, "value": .string($0.value)]
                    }),
            ])
        }
        if out == nil { Console.write(pem, to: STDOUT_FILENO) }
        // The portal may stand in either language, whatever this terminal speaks.
        for fact in sheet.facts {
            console.note("\(fact.label.en) / \(fact.label.ar): \(fact.value)")
        }
        for line in sheet.portal {
            console.note(line.en)
            console.note(line.ar)
        }
    }
}

struct CertEnrolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Get the unit its production certificate, with a one-time code.",
        discussion: """
            Key, request, compliance certificate, the compliance documents, production certificate:
            each step is stored before the next. After a crash or a refusal the same command goes on
            where it stopped, and asks for a code only if one is needed.
            """)

    @Option(name: .long, help: "The unit, where the ledger has several.")
    var unit: String?

    @Flag(name: .long, help: "Enrol for production although no backup was ever made.")
    var noBackup = false

    @Flag(
        name: .long,
        help:
            "Begin with a fresh key folder: the passphrase is forgotten, the folder lost or copied."
    )
    var newKeys = false

    @OptionGroup var code: CodeOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        if !noBackup { try workplace.requireBackup() }
        if !newKeys { try workplace.requireKeys() }
        let secret =
            newKeys
            ? try passphrase.readNew(console)
            : try passphrase.read(console)
        if newKeys { try console.renewKeys(of: workplace, passphrase: secret) }
        let enrolment = try Enrolment(
            workplace, unit: unit, purpose: .enrol, passphrase: secret,
            line: authority.line(console.language))
        try console.run(enrolment, code: code)
    }
}

struct CertRenewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Renew the unit's certificate before it ends, with a one-time code.",
        discussion: """
            Documents that were not submitted are submitted first, with the certificate that stamped
            them. The old certificate stays in use until the new one is stored. After its end the
            authority renews no more, and this goes on as a new enrolment; so it does where an
            earlier renewal, whose answer was lost, has replaced the certificate.
            """)

    @Option(name: .long, help: "The unit, where the ledger has several.")
    var unit: String?

    @Flag(name: .long, help: "Renew although documents could not be submitted before.")
    var withPending = false

    @OptionGroup var code: CodeOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let secret = try passphrase.read(console)
        let line = authority.line(console.language)
        let enrolment = try Enrolment(
            workplace, unit: unit, purpose: .renew, passphrase: secret, line: line)
        try enrolment.drainOutbox(leavesRest: withPending)
        try console.run(enrolment, code: code)
    }
}

extension Console {
    /// Has a fresh key folder made, and tells where the old one is.
    fileprivate func renewKeys(of workplace: Workplace, passphrase: SecretBytes) throws {
        let renewed = try workplace.renewKeys(passphrase: passphrase)
        if let left = renewed.logKeyLeft {
            note(
                Bilingual(
                    en: "the key of the log did not come along: \(left.problem.en)",
                    ar: "لم يأتِ مفتاح السجل مع المجلد: \(left.problem.ar)"))
            note(
                Bilingual(
                    en: "to sign checkpoints on, copy log.p8 and log.p8.sha256 of this ledger, "
                        + "from the old folder or from beside the backups, into "
                        + "\(renewed.folder); their own passphrase opens them",
                    ar: "لمواصلة توقيع نقاط التحقق انسخ log.p8 وlog.p8.sha256 لهذا السجل، "
                        + "من المجلد القديم أو من جانب النسخ الاحتياطية، إلى \(renewed.folder)؛ "
                        + "وتفتحهما عبارة مرورهما"))
        }
        guard let aside = renewed.movedAside else { return }
        note(
            Bilingual(
                en: "the old key folder is now \(aside); should its passphrase be found before "
                    + "the new certificate comes, rename it back",
                ar: "مجلد المفاتيح القديم صار \(aside)؛ فإن وُجدت عبارة مروره قبل وصول الشهادة "
                    + "الجديدة فأعد إليه اسمه"))
    }

    /// Takes an enrolment to its end, telling each step, and prints what came of it.
    func run(_ enrolment: Enrolment, code: CodeOption) throws {
        let result = try enrolment.run(
            code: code.source(language), tell: { note($0.text) })
        guard let result else { return }
        guard !isJSON else {
            return out([
                "unit": .string(result.unit), "serial": .string(result.serial),
                "not_after": .string(result.notAfter.description),
                "epoch": JSONValue(result.epoch),
            ])
        }
        out(
            Bilingual(
                en: "unit \(result.unit) is connected until \(result.notAfter), epoch "
                    + "\(result.epoch), certificate \(result.serial)",
                ar: "الوحدة \(result.unit) متصلة حتى \(result.notAfter)، الحقبة \(result.epoch)، "
                    + "الشهادة \(result.serial)"))
    }
}
