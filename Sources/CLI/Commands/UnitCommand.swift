import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit", abstract: "The EGS units: each numbers and stamps as one sequence.",
        subcommands: [
            UnitAddCommand.self, UnitListCommand.self, UnitShowCommand.self,
            UnitPassphraseCommand.self,
        ])
}

struct UnitAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a unit, such as a new computer; then: cert enrol.",
        discussion: """
            On a computer without the ledger's keys the unit is this computer's: a key folder is
            made beside the ledger, with a passphrase of its own.
            """)

    @Argument(help: "The unit, a JSON file (see `sijil schema unit`).")
    var file: String

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let unit = try workplace.readUnit(Files.read(file, limitBytes: 1 << 20), path: file)
        let added = try workplace.addUnit(unit) {
            try passphrase.readNew(console)
        }
        guard !console.isJSON else {
            return console.out([
                "unit": .string(added.name), "serial": .string(added.serial),
                "keys": JSONValue(added.madeKeys),
            ])
        }
        console.out(
            Bilingual(
                en: "added unit \(added.name), serial \(added.serial)",
                ar: "أُضيفت الوحدة \(added.name)، الرقم التسلسلي \(added.serial)"))
        if let keys = added.madeKeys {
            console.out(
                Bilingual(
                    en: "its key is in \(keys), for this computer alone",
                    ar: "مفتاحها في \(keys)، وهو لهذا الحاسوب وحده"))
        }
        console.note(
            Bilingual(
                en: "next: a one-time code from the portal, then sijil cert enrol --unit "
                    + ShellText.quoted(added.name),
                ar: "التالي: رمز لمرة واحدة من البوابة ثم sijil cert enrol --unit "
                    + ShellText.quoted(added.name)))
    }
}

struct UnitListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Each unit with its chain's head.")

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        for unit in try workplace.units() {
            if console.isJSON {
                console.out([
                    "unit": .string(unit.name), "serial": .string(unit.serial),
                    "documents": .string(unit.documents),
                    "epoch": unit.epoch.map { JSONValue($0) } ?? nil,
                    "icv": JSONValue(unit.issued),
                ])
            } else {
                let epoch = unit.epoch.map { String($0) } ?? "-"
                console.out(
                    Bilingual(
                        en: "\(unit.name)  serial \(unit.serial)  documents \(unit.documents)  "
                            + "epoch \(epoch)  counter \(unit.issued)",
                        ar:
                            "\(unit.name)  الرقم التسلسلي \(unit.serial)  المستندات "
                            + "\(unit.documents)  "
                            + "الحقبة \(epoch)  العداد \(unit.issued)"))
            }
        }
    }
}

struct UnitShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One unit: its texts, certificates, epochs, and what is left to do.")

    @Argument(help: "Its name, where the ledger has several.")
    var name: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let unit = try workplace.unitView(name)
        guard !console.isJSON else { return console.out(unit.json) }
        for (label, value) in unit.facts {
            console.out("\(label(console.language)): \(Visible.text(value(console.language)))")
        }
        for certificate in unit.certificates { console.out(certificate.line) }
        for line in unit.lines { console.out(line) }
        console.warn(of: workplace, from: .notice)
    }
}

struct UnitPassphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Change the passphrase of this computer's keys: of all of them or none.")

    @Option(name: .long, help: "Read the new passphrase from a file.")
    var newPassphraseFile: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        try workplace.requireKeys()
        let old = try passphrase.read(console)
        let source = newPassphraseFile.map { PassphraseSource.file($0) } ?? .terminal
        let new = try source.read(
            prompt: Prompts.newPassphrase(console.language),
            repeatPrompt: Prompts.repeated(console.language))
        let count = try workplace.changePassphrase(from: old, to: new)
        guard !console.isJSON else { return console.out(["files": JSONValue(count)]) }
        console.out(
            Bilingual(
                en: "\(count) files of the key folder have the new passphrase",
                ar: "ملفات مجلد المفاتيح وعددها \(count) صارت بعبارة المرور الجديدة"))
        console.note(
            Bilingual(
                en: "copies of the key folder, if there are any, still open with the old one",
                ar: "نسخ مجلد المفاتيح إن وُجدت ما زالت تُفتح بالعبارة القديمة"))
    }
}
