public import ArgumentParser
import Encoding
import Invoicing
import MerkleLog
import Sijil
public import Verifier

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check a whole ledger from its stored bytes; anybody's, read only.",
        discussion: "Never changes a byte in or beside the file, and needs no key.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonl }

    @Argument(help: "The ledgers.")
    var files: [String]

    @Option(name: .long, help: "text, json or jsonl.")
    var format: Format?

    @Option(name: .long, help: "stamps, or rules: every business rule on every document too.")
    var level: AuditOptions.Level = .stamps

    @Option(
        name: .long,
        help: "A folder with checkpoints and receipts that you kept, to hold the ledger against.")
    var anchors: String?

    @Option(name: .long, help: "Whom you trust to vouch for them (C2SP tlog-policy).")
    var policy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What must be proven beside soundness, else exit 3: submitted, anchored.",
            valueName: "submitted,anchored"))
    var require: Requirements?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if policy != nil, anchors == nil {
            throw ValidationError("--policy judges anchors: give --anchors too")
        }
    }

    func run() throws {
        let console = Console(common)
        let format = format ?? (console.isJSON ? .json : .text)
        var isSound = true
        var isProven = true
        var options = AuditOptions.shown(on: console)
        options.level = level
        options.requires = require?.all ?? []
        options.anchors = try anchors.map { try Anchors.read(folder: $0) } ?? []
        options.policy = try policy.map { try TrustPolicy.read(path: $0) }
        for file in files {
            let report = try Audit.run(file, options)
            console.endProgress()
            switch format {
            case .text: Console.write(report.text(console.reportLanguage), to: 1)
            case .json: console.out(report.json)
            case .jsonl: Console.write(report.jsonLines, to: 1)
            }
            if report.verdict == .findings { isSound = false }
            if report.verdict == .unproven { isProven = false }
        }
        if !isSound { throw ExitStatus.no }
        if !isProven, require != nil || anchors != nil { throw ExitStatus.unproven }
    }
}

/// Words separated by commas.
struct Requirements: ExpressibleByArgument {
    let all: Set<AuditRequirement>

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        let known = words.compactMap { AuditRequirement(rawValue: String($0)) }
        guard known.count == words.count else { return nil }
        all = Set(known)
    }
}

extension AuditOptions.Level: ExpressibleByArgument {}

extension AuditOptions {
    /// Every core, with progress on a terminal.
    static func shown(on console: Console) -> AuditOptions {
        guard console.showsProgress else { return AuditOptions() }
        return AuditOptions { done, total in
            // Once in a while is enough for eyes, and the workers wait less for the terminal.
            guard done % 256 == 0 || done == total else { return }
            console.progress(
                Int(done), of: Int(total), Bilingual(en: "checking", ar: "جارٍ التدقيق"))
        }
    }
}

extension Console {
    var reportLanguage: ReportLanguage { language == .ar ? .arabic : .english }
}
