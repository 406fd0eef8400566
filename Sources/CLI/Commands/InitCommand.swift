public import ArgumentParser
public import EGS
import Encoding
import Invoicing
public import Sijil

extension Environment: ExpressibleByArgument {}

extension RenewalPolicy: ExpressibleByArgument {}

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new ledger, its keys and its first unit.",
        discussion:
            "The keys go to FILE.keys beside it, encrypted with a passphrase. Keep both; share "
            + "neither."
    )

    @Argument(help: "The ledger to make, NAME.sijil.")
    var file: String

    @Option(name: .long, help: "The seller and the unit, a JSON file (see `sijil schema seller`).")
    var seller: String

    @Option(name: .long, help: "sandbox, simulation, production or emulator; it never changes.")
    var environment: Environment

    @Option(name: .long, help: "Where the authority is reached, if not at its usual address.")
    var endpoint: String?

    @Option(
        name: .long, help: "What the counters do at a renewal: restart in a new epoch, or continue."
    )
    var onRenewal: RenewalPolicy = .restart

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let sellerBytes = try Files.read(seller, limitBytes: 1 << 20)
        let profile = try Setup.readSeller(sellerBytes, path: seller)
        try Setup.requireNew(file)
        let secret = try passphrase.readNew(console)
        let made = try Setup.initialise(
            file, seller: profile, environment: environment, endpoint: endpoint,
            onRenewal: onRenewal, passphrase: secret)
        guard !console.isJSON else {
            console.out([
                "ledger": .string(made.path), "keys": .string(made.keys),
                "uuid": .string(made.uuid),
                "environment": .string(environment.rawValue), "vat": .string(made.vat),
                "unit": .string(made.unit),
            ])
            return
        }
        console.out(
            Bilingual(
                en:
                    "made \(made.path) for VAT number \(made.vat), unit \(made.unit), keys in "
                    + "\(made.keys)",
                ar:
                    "أُنشئ السجل \(made.path) للرقم الضريبي \(made.vat)، الوحدة \(made.unit)، "
                    + "والمفاتيح في \(made.keys)"
            ))
        let option = "--ledger \(ShellText.quoted(made.path))"
        if environment == .emulator, endpoint == nil {
            return console.note(
                Bilingual(
                    en: "no --endpoint was given: this ledger takes a certificate by sijil cert "
                        + "install and sends nothing",
                    ar: "لم يُعطَ ‎--endpoint: يأخذ هذا السجل شهادة بالأمر sijil cert install "
                        + "ولا يرسل شيئا"))
        }
        console.note(
            Bilingual(
                en: "next: a one-time code from the portal, then: sijil cert enrol \(option)",
                ar: "التالي: رمز لمرة واحدة من البوابة ثم: sijil cert enrol \(option)")
        )
    }
}

/// What is asked on the terminal.
enum Prompts {
    static func code(_ language: Language) -> String {
        language == .ar
            ? "الرمز لمرة واحدة من بوابة فاتورة (6 أرقام): "
            : "One-time code from the Fatoora portal (6 digits): "
    }

    static func newPassphrase(_ language: Language) -> String {
        language == .ar ? "عبارة مرور جديدة للمفاتيح: " : "New passphrase for the keys: "
    }

    static func repeated(_ language: Language) -> String {
        language == .ar ? "أعد عبارة المرور: " : "The same again: "
    }

    static func passphrase(_ language: Language) -> String {
        language == .ar ? "عبارة مرور المفاتيح: " : "Passphrase of the keys: "
    }
}
