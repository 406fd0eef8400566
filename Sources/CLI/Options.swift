import ArgumentParser
import Cryptography
import Glibc
import Sijil

extension Language: ExpressibleByArgument {}

/// Options of every command.
struct CommonOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON for scripts.")
    var json = false

    @Option(name: .long, help: "Speak English or Arabic: en, ar.")
    var lang: Language?

    @Flag(name: .long, help: "Show no progress on the terminal.")
    var noProgress = false
}

/// Which ledger a command works on.
struct LedgerOption: ParsableArguments {
    @Option(
        name: .long, help: "The ledger; else $SIJIL_LEDGER, else the only *.sijil in this folder.")
    var ledger: String?

    /// Opens it, and warns on standard error of documents that are late at the authority, or
    /// nearly, and of certificates that end soon.
    func open(_ console: Console) throws -> Workplace {
        let workplace = try Workplace(opening: path())
        Self.warn(of: workplace, console)
        return workplace
    }

    /// The same warnings by themselves: for what changes how the documents stand, behind it.
    static func warn(of workplace: Workplace, _ console: Console) {
        if let late = try? workplace.dueWarning() { console.note(late) }
        console.warn(of: workplace)
    }

    /// The ledger, or none where nothing names one and the folder has none or several.
    func pathIfAny() throws(SijilError) -> String? {
        if let named { return named }
        let found = try inThisFolder()
        return found.count == 1 ? found[0] : nil
    }

    private var named: String? {
        if let ledger { return ledger }
        guard let value = getenv("SIJIL_LEDGER"), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private func inThisFolder() throws(SijilError) -> [String] {
        try Files.names(in: ".").filter {
            $0.hasSuffix(".sijil") && !Workplace.isNameOfCopy($0)
        }
    }

    func path() throws(SijilError) -> String {
        if let named { return named }
        let found = try inThisFolder()
        guard found.count == 1 else { throw .ledgerNotNamed(found: found) }
        return found[0]
    }
}

/// Where the passphrase comes from, for commands that open a key.
struct PassphraseOptions: ParsableArguments {
    @Option(name: .long, help: "Read the passphrase from a file.")
    var passphraseFile: String?

    @Option(name: .long, help: "Read the passphrase from an open descriptor.")
    var passphraseFd: Int32?

    func validate() throws {
        if passphraseFile != nil, passphraseFd != nil {
            throw ValidationError("give --passphrase-file or --passphrase-fd, not both")
        }
    }

    /// The passphrase that the keys have.
    func read(_ console: Console) throws -> SecretBytes {
        try source.read(prompt: Prompts.passphrase(console.language), repeatPrompt: nil)
    }

    /// A passphrase that is chosen now; on a terminal it is asked for twice.
    func readNew(_ console: Console) throws -> SecretBytes {
        try source.read(
            prompt: Prompts.newPassphrase(console.language),
            repeatPrompt: Prompts.repeated(console.language))
    }

    var source: PassphraseSource {
        if let passphraseFile { return .file(passphraseFile) }
        if let passphraseFd { return .descriptor(passphraseFd) }
        return .terminal
    }
}
