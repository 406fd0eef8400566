import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct ReissueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Issue the successor of a document that the authority rejected.",
        usage: """
            sijil reissue NUMBER DRAFT [--ledger <ledger>] [--passphrase-file <passphrase-file>]
            sijil reissue --unchanged [NUMBER ...] [--same-certificate]
            """,
        discussion: """
            The rejected document keeps its counter and its place. The successor is a new document \
            with the next revision; it may keep number and key, and is linked by them.

            DRAFT is the corrected draft: a JSON file, or - for standard input. `sijil draft \
            NUMBER --as successor` writes one to begin with.

            With --unchanged the successors say what the rejected documents say. That is for \
            documents that were rejected for their stamp alone, mostly because of its \
            certificate: get the unit another one first. Without a number, all such documents; \
            the others that were rejected are listed as not attempted. Each stands alone, and a \
            result is printed only when its document is safely stored.
            """)

    @Argument(help: "NUMBER DRAFT, or with --unchanged any numbers.")
    var words: [String] = []

    @Flag(name: .long, help: "With the content of the rejected documents, and no draft.")
    var unchanged = false

    @Flag(
        name: .long,
        help: "Also where the unit has still the certificate whose stamp was not taken.")
    var sameCertificate = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if unchanged { return }
        if sameCertificate { throw ValidationError("--same-certificate goes with --unchanged") }
        guard words.count == 2 else {
            throw ValidationError(
                "give the rejected document's number and the corrected draft, or --unchanged")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        if !unchanged, words[1] != "-" { try Files.requireReadable(words[1]) }
        let secret = try passphrase.read(console)
        if unchanged {
            let reissue = try UnchangedReissue(
                workplace, passphrase: secret, keepsCertificate: sameCertificate)
            var counts = IssueCommand.Counts()
            try reissue.run(numbers: words) { results in
                for result in results {
                    counts.add(result)
                    tell(result, console)
                }
                console.progress(
                    counts.total, of: nil, Bilingual(en: "documents", ar: "مستندات"))
            }
            console.endProgress()
            if !console.isJSON { console.note(counts.summary) }
            try finish(
                workplace, console, isDone: counts.refused + counts.notAttempted == 0)
        } else {
            let result = try workplace.reissue(
                number: words[0], path: words[1], passphrase: secret)
            tell(result, console)
            try finish(workplace, console, isDone: result.status != .refused)
        }
    }

    private func tell(_ result: IssueResult, _ console: Console) {
        if console.isJSON { console.out(result.json) } else { IssueCommand.tell(result, console) }
    }

    private func finish(_ workplace: Workplace, _ console: Console, isDone: Bool) throws {
        // What is still open, now that this is not.
        LedgerOption.warn(of: workplace, console)
        if !isDone { throw ExitStatus.no }
    }
}
