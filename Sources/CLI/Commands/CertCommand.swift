public import ArgumentParser
import Encoding
import Invoicing
public import Sijil

struct CertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cert",
        abstract: "The certificates (CSIDs) of the units, from request to retirement.",
        subcommands: [
            CertRequestCommand.self, CertEnrolCommand.self, CertRenewCommand.self,
            CertInstallCommand.self, CertListCommand.self, CertShowCommand.self,
            CertRetireCommand.self,
        ])
}

struct CertInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Take a key and a production certificate obtained elsewhere into use.")

    @Option(name: .long, help: "The private key: PEM or DER, PKCS#8 or SEC 1.")
    var key: String

    @Option(name: .long, help: "The certificate: PEM, DER, or the authority's token.")
    var cert: String

    @Option(name: .long, help: "A file with the API secret that came with it.")
    var secretFile: String?

    @Option(name: .long, help: "The unit it is for, where the ledger has several.")
    var unit: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let secret = try passphrase.read(console)
        let installed = try workplace.installCertificate(
            keyPath: key, certificatePath: cert, secretPath: secretFile, unit: unit,
            passphrase: secret)
        guard !console.isJSON else {
            console.out([
                "unit": .string(installed.unit), "epoch": JSONValue(installed.epoch),
                "serial": .string(installed.serial),
                "not_after": .string(installed.notAfter.description),
            ])
            return
        }
        console.out(
            Bilingual(
                en: "unit \(installed.unit) stamps with certificate \(installed.serial) until "
                    + "\(installed.notAfter), epoch \(installed.epoch)",
                ar: "الوحدة \(installed.unit) تختم بالشهادة \(installed.serial) حتى "
                    + "\(installed.notAfter)، الحقبة \(installed.epoch)"))
    }
}

struct CertListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every certificate this ledger ever had.")

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        for certificate in try workplace.certificates() {
            if console.isJSON {
                console.out(certificate.json)
            } else {
                let language = console.language
                console.out(
                    "\(certificate.unit)  \(certificate.classWords(language))  "
                        + "\(certificate.stateWords(language))  "
                        + "\(certificate.notBefore) … \(certificate.notAfter)  "
                        + "\(certificate.serial)"
                )
            }
        }
        for standing in try workplace.enrolmentStandings() { console.note(standing) }
        console.warn(of: workplace, from: .notice)
    }
}

struct CertShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One certificate: its key, its history, the documents it stamped.")

    @Argument(help: "Its serial number, in decimal; else the one in use.")
    var serial: String?

    @Option(name: .long, help: "The unit, where the ledger has several.")
    var unit: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let certificate = try workplace.certificate(serial: serial, unit: unit)
        guard !console.isJSON else { return console.out(certificate.json) }
        for (label, value) in certificate.facts {
            console.out("\(label(console.language)): \(value(console.language))")
        }
        for event in certificate.events {
            console.out(event.text)
        }
        for use in certificate.uses {
            console.out(
                Bilingual(
                    en: "stamped \(use.documents) documents of epoch \(use.epoch): counters "
                        + "\(use.first) to \(use.last)",
                    ar: "ختمت \(use.documents) مستندًا من الحقبة \(use.epoch): العدادات من "
                        + "\(use.first) إلى \(use.last)"))
        }
        console.warn(of: workplace, from: .notice)
    }
}

struct CertRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Record that a certificate was ended on the portal; it stamps no more.",
        discussion: """
            The authority has no interface for this: end it on the portal first (list of solutions
            and devices), then say so here. What it stamped before stays what it was.
            """)

    @Argument(help: "Its serial number, in decimal; else the one in use.")
    var serial: String?

    @Option(name: .long, help: "The unit, where the ledger has several.")
    var unit: String?

    @Option(name: .long, help: "What happened: retired, revoked or compromised.")
    var `as`: Workplace.Retirement = .retired

    @Option(name: .long, help: "When it took effect, in UTC: 2026-05-03T09:00:00Z; else now.")
    var effectiveAt: String?

    @Option(name: .long, help: "Why, in your words.")
    var reason: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let effectiveAt, Instant(effectiveAt) == nil {
            throw ValidationError("--effective-at wants 2026-05-03T09:00:00Z, not \(effectiveAt)")
        }
        if let reason, reason.unicodeScalars.count > 1_000 {
            throw ValidationError("--reason has more than 1,000 characters")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let ended = try workplace.retire(
            serial: serial, unit: unit, as: `as`, effectiveAt: effectiveAt.flatMap { Instant($0) },
            note: reason)
        guard !console.isJSON else { return console.out(ended.json) }
        console.out(
            Bilingual(
                en: "certificate \(ended.serial) of unit \(ended.unit) stamps no more",
                ar: "لم تعد الشهادة \(ended.serial) للوحدة \(ended.unit) تختم شيئًا"))
        console.note(
            Bilingual(
                en: "next: a one-time code from the portal, then sijil cert enrol --unit "
                    + ShellText.quoted(ended.unit),
                ar: "التالي: رمز لمرة واحدة من البوابة ثم sijil cert enrol --unit "
                    + ShellText.quoted(ended.unit)))
    }
}

extension Workplace.Retirement: ExpressibleByArgument {}
