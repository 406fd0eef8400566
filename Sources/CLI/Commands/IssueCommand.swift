import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct IssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Number, stamp and store drafts.",
        discussion: """
            An object or an array is issued all or nothing. In JSON Lines each line stands \
            alone: refused ones are reported, the others issued. A result is \
            printed only when its document is safely stored.
            """)

    @Argument(help: "A JSON file, a JSON Lines file, or - for standard input.")
    var file: String

    @Option(name: .long, help: "The unit, where the ledger has several and a draft names none.")
    var unit: String?

    @Flag(name: .long, help: "Issue all lines or none.")
    var atomic = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var afterwards: CheckpointAfterwards
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        if file != "-" { try Files.requireReadable(file) }
        let secret = try passphrase.read(console)
        let issuing = try Issuing(
            workplace, passphrase: secret, unit: unit, isAtomic: atomic, from: file)
        var counts = Counts()
        try issuing.run { results in
            for result in results {
                counts.add(result)
                if console.isJSON { console.out(result.json) } else { Self.tell(result, console) }
            }
            console.progress(counts.total, of: nil, Bilingual(en: "drafts", ar: "مسودات"))
        }
        console.endProgress()
        if !console.isJSON { console.note(counts.summary) }
        if counts.issued > 0 { afterwards.run(workplace, secret, console) }
        if counts.refused + counts.notAttempted > 0 { throw ExitStatus.no }
    }

    static func tell(_ result: IssueResult, _ console: Console) {
        console.endProgress()
        switch result.status {
        case .issued, .existing:
            guard let receipt = result.receipt else { return }
            let isNew = result.status == .issued
            console.out(
                Bilingual(
                    en:
                        "\(isNew ? "issued" : "issued before") \(receipt.number) as counter "
                        + "\(receipt.icv), "
                        + "total \(receipt.total) \(receipt.currency), VAT \(receipt.vat)",
                    ar: "\(isNew ? "صدر" : "صدر من قبل") \(receipt.number) بالعداد \(receipt.icv)، "
                        + "الإجمالي \(receipt.total) \(receipt.currency)، الضريبة \(receipt.vat)"))
        case .valid: preconditionFailure("issuing never only checks")
        case .refused:
            console.out(
                Bilingual(
                    en: "refused \(result.name) (draft \(result.place))",
                    ar: "رُفضت \(result.name) (المسودة \(result.place))"))
        case .notAttempted where result.problems.contains { $0.severity == .error }:
            console.out(
                Bilingual(en: "left out \(result.name)", ar: "تُرك \(result.name)"))
        case .notAttempted:
            console.out(
                Bilingual(
                    en:
                        "not attempted \(result.name) (draft \(result.place)): another draft "
                        + "was refused",
                    ar: "لم تُصدر \(result.name) (المسودة \(result.place)): رُفضت مسودة أخرى"))
        }
        for problem in result.problems { Explain.tell(problem, console) }
    }

    struct Counts {
        var issued = 0
        var existing = 0
        var refused = 0
        var notAttempted = 0

        var total: Int { issued + existing + refused + notAttempted }

        mutating func add(_ result: IssueResult) {
            switch result.status {
            case .issued: issued += 1
            case .existing: existing += 1
            case .refused: refused += 1
            case .valid: preconditionFailure("issuing never only checks")
            case .notAttempted: notAttempted += 1
            }
        }

        var summary: Bilingual {
            Bilingual(
                en: "\(issued) issued, \(existing) issued before, \(refused) refused, "
                    + "\(notAttempted) not attempted",
                ar:
                    "صدر \(issued)، صدر من قبل \(existing)، رُفض \(refused)، لم يُحاوَل "
                    + "\(notAttempted)"
            )
        }
    }
}

/// How a problem is shown to a person.
enum Explain {
    static func tell(_ problem: Problem, _ console: Console) {
        let label: Bilingual =
            problem.severity == .error
            ? Bilingual(en: "error", ar: "خطأ") : Bilingual(en: "warning", ar: "تنبيه")
        let place = problem.path.isEmpty ? "/" : problem.path
        let value = problem.value.map { " (\(Visible.text($0)))" } ?? ""
        console.out("  \(label(console.language)) \(problem.rule) \(Visible.text(place))\(value)")
        console.out("    " + Visible.text(problem.message(console.language)))
        console.out("    → " + Visible.remedy(problem.remedy(console.language)))
    }
}
