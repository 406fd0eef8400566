import ArgumentParser
import Encoding
import Invoicing
import Sijil
import Verifier

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check e-invoice documents from anybody.")

    /// Larger documents are refused unread.
    static let documentLimitBytes = 10 << 20

    @Argument(help: "E-invoice XML files.")
    var documents: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        var allPass = true
        for file in documents where try !Self.tell(file, console) { allPass = false }
        if !allPass { throw ExitStatus.no }
    }

    /// Checks one document and says what was found.
    ///
    /// - Returns: Whether it passes.
    static func tell(_ file: String, _ console: Console) throws -> Bool {
        let bytes = try Files.read(file, limitBytes: documentLimitBytes + 1)
        let verdict = Verify.document(bytes, name: file, at: Surroundings.real.now())
        if console.isJSON {
            console.out(verdict.json)
        } else {
            Console.write(verdict.text(console.reportLanguage), to: 1)
        }
        return verdict.passes
    }
}
