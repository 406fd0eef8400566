import ArgumentParser
import Encoding
import Invoicing
import Sijil
import Verifier

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check drafts, or anybody's e-invoices, against every rule; nothing is issued.",
        discussion: """
            A draft is checked as it would be issued by the ledger here, which is only read; no \
            passphrase and no key are needed. An XML document is checked as `verify` checks it.
            """)

    @Argument(help: "JSON and JSON Lines files of drafts, UBL XML files, or - for drafts.")
    var files: [String]

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        // Made for the first draft: an XML document needs no ledger.
        var checking: Checking?
        var counts = Counts()
        for file in files {
            if file != "-", Checking.isXML(try Files.beginning(of: file)) {
                counts.add(try VerifyCommand.tell(file, console).passes)
                continue
            }
            let drafts = try checking ?? Checking(ledger: try ledger.pathIfAny())
            checking = drafts
            try drafts.run(file) { result in
                counts.add(result.status != .refused)
                if console.isJSON {
                    console.out(json(result, drafts.notChecked))
                } else {
                    tell(result, console)
                }
            }
        }
        if !console.isJSON {
            if let checking {
                let list = checking.notChecked.map { $0(console.language) }
                let label = Bilingual(en: "not checked: ", ar: "لم يُفحص: ")
                console.note(
                    label(console.language)
                        + list.joined(separator: console.language == .ar ? "؛ " : "; "))
            }
            console.note(counts.summary)
        }
        if counts.refused > 0 { throw ExitStatus.no }
    }

    private func json(_ result: IssueResult, _ notChecked: [Bilingual]) -> JSONValue {
        guard case .object(let members) = result.json else {
            preconditionFailure("a result is an object")
        }
        return .object(members + [.init("not_checked", .array(notChecked.map(\.json)))])
    }

    private func tell(_ result: IssueResult, _ console: Console) {
        if let amounts = result.amounts {
            console.out(
                Bilingual(
                    en: "valid \(result.name) (draft \(result.place)), total \(amounts.total) "
                        + "\(amounts.currency), VAT \(amounts.vat)",
                    ar: "سليمة \(result.name) (المسودة \(result.place))، الإجمالي \(amounts.total) "
                        + "\(amounts.currency)، الضريبة \(amounts.vat)"))
        } else if let receipt = result.receipt {
            console.out(
                Bilingual(
                    en: "valid \(result.name) (draft \(result.place)), issued before as counter "
                        + "\(receipt.icv) of \(receipt.unit)",
                    ar: "سليمة \(result.name) (المسودة \(result.place))، صدرت من قبل بالعداد "
                        + "\(receipt.icv) للوحدة \(receipt.unit)"))
        } else {
            console.out(
                Bilingual(
                    en: "refused \(result.name) (draft \(result.place))",
                    ar: "رُفضت \(result.name) (المسودة \(result.place))"))
        }
        for problem in result.problems { Explain.tell(problem, console) }
    }

    private struct Counts {
        var valid = 0
        var refused = 0

        mutating func add(_ isValid: Bool) {
            if isValid { valid += 1 } else { refused += 1 }
        }

        var summary: Bilingual {
            Bilingual(
                en: "\(valid) valid, \(refused) refused", ar: "سليم \(valid)، رُفض \(refused)")
        }
    }
}
