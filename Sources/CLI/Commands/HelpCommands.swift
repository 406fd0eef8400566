import ArgumentParser
import Emulator
import Encoding
import Invoicing
import Sijil
import Verifier

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "What a finding of the audit or a rule means and what to do.")

    @Argument(help: "A code such as pih-mismatch or BR-KSA-40; without one, all findings' codes.")
    var code: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        guard let code else {
            for finding in FindingCode.allCases {
                console.out("\(finding.rawValue)  \(finding.text.title(console.language))")
            }
            for topic in HelpTopic.allCases {
                console.out("\(topic.rawValue)  \(topic.title(console.language))")
            }
            return
        }
        if let topic = HelpTopic(rawValue: code) { return console.out(topic) }
        guard let finding = FindingCode(rawValue: code) else {
            guard let rule = RuleShown(named: code) else { throw SijilError.codeUnknown(code) }
            if console.isJSON { return console.out(rule.json) }
            for line in rule.lines(console.language) { console.out(line) }
            return
        }
        let text = finding.text
        if console.isJSON {
            console.out([
                "code": .string(finding.rawValue), "ref": .string(text.ref),
                "severity": .string(text.severity.rawValue), "title": text.title.json,
                "cause": text.cause.json, "about": text.about.json,
                "expected": text.expected.json, "found": text.found.json, "next": text.next.json,
                "example": finding.example?.json ?? .null,
            ])
            return
        }
        let comma = console.language == .ar ? "،" : ","
        console.out(
            "\(finding.rawValue) (\(text.severity.words(console.language))\(comma) \(text.ref))")
        console.out(text.title)
        let rows: [(Bilingual, Bilingual?)] = [
            (Bilingual(en: "cause", ar: "السبب"), text.cause),
            (Bilingual(en: "example", ar: "مثال"), finding.example),
            (Bilingual(en: "about", ar: "الشرح"), text.about),
            (Bilingual(en: "expected", ar: "المتوقع"), text.expected),
            (Bilingual(en: "found", ar: "الموجود"), text.found),
            (Bilingual(en: "next", ar: "ما العمل"), text.next),
        ]
        for case (let label, let words?) in rows {
            console.out("\(label(console.language)): \(words(console.language))")
        }
    }
}

extension FindingSeverity {
    fileprivate var words: Bilingual {
        switch self {
        case .fail: Bilingual(en: rawValue, ar: "إخفاق")
        case .corrupt: Bilingual(en: rawValue, ar: "تلف")
        case .unproven: Bilingual(en: rawValue, ar: "غير مثبت")
        case .warning: Bilingual(en: rawValue, ar: "تنبيه")
        }
    }
}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "The JSON Schema of a file that Sijil reads or a line it prints.")

    enum Name: String, CaseIterable, ExpressibleByArgument { case draft, seller, unit, issue }

    @Argument(help: "draft, seller, unit or issue.")
    var name: Name

    func run() throws {
        let text =
            switch name {
            case .draft: DraftSchema.draft
            case .seller: DraftSchema.seller
            case .unit: UnitFile.schema
            case .issue: DraftSchema.issueResult
            }
        Console.write(text.hasSuffix("\n") ? text : text + "\n", to: 1)
    }
}

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "The whole story in a temporary folder: enrolment, 40 documents, submission, renewals, "
            + "an audit."
    )

    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let authority = try Authority(statePath: nil, clock: Surroundings.real.now)
        let server = try EmulatorServer(authority)
        defer { server.stop() }
        let demo = try Demo(
            DemoAuthority(
                endpoint: server.baseURL,
                code: { vat in
                    guard let vat = VATNumber(vat) else { preconditionFailure("not a VAT number") }
                    return try authority.issueCode(for: vat).text
                },
                answerRenewals: { renewal in
                    let scenario: JSONValue = ["renewal": .string(renewal.rawValue)]
                    authority.use(try Scenario.read(Array(scenario.serialized().utf8)))
                }))
        try demo.run { text in console.out(text) }
        let report = try Audit.run(demo.ledgerPath, .shown(on: console))
        console.endProgress()
        Console.write(report.text(console.reportLanguage), to: 1)
        for line in demo.whatToTryNext { console.out(line) }
        if report.verdict == .findings { throw ExitStatus.no }
    }
}
