import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct CertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cert", abstract: "The certificates (CSIDs) of the units.",
        subcommands: [CertInstallCommand.self, CertListCommand.self])
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
        let secret = try passphrase.source.read(
            prompt: Prompts.passphrase(console.language), repeatPrompt: nil)
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
                console.out([
                    "unit": .string(certificate.unit), "serial": .string(certificate.serial),
                    "class": .string(certificate.className), "state": .string(certificate.state),
                    "not_before": .string(certificate.notBefore.description),
                    "not_after": .string(certificate.notAfter.description),
                ])
            } else {
                console.out(
                    "\(certificate.unit)  \(certificate.className)  \(certificate.state)  "
                        + "\(certificate.notBefore) … \(certificate.notAfter)  "
                        + "\(certificate.serial)"
                )
            }
        }
    }
}
