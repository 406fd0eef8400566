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

    @Argument(help: "The ledgers.")
    var files: [String]

    @Option(name: .long, help: "text, json, jsonl, sarif, or html: one page to print and sign.")
    var format: AuditReports.Format?

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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Go on from a checkpoint at which an earlier audit passed; what lies under it is not "
                + "read again.",
            valueName: "checkpoint"))
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Read only this part of the documents in full, of the others the columns and the "
                + "chain; the same part each time.",
            valueName: "n/m"))
    var sample: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if policy != nil, anchors == nil {
            throw ValidationError("--policy judges anchors: give --anchors too")
        }
    }

    func run() throws {
        let console = Console(common)
        let format = format ?? (console.isJSON ? .json : .text)
        var options = AuditOptions.shown(on: console)
        options.level = level
        options.requires = require?.all ?? []
        options.anchors = try anchors.map { try Anchors.read(folder: $0) } ?? []
        options.policy = try policy.map { try TrustPolicy.read(path: $0) }
        options.since = try since.map { try checkpoint($0) }
        options.sample = try sample.map { text throws(AuditRefusal) in
            guard let sample = AuditSample(text) else { throw .sample(text) }
            return sample
        }
        var reports = AuditReports(format, console, count: files.count)
        for file in files { try reports.audit(file, options) }
        reports.finish()
        let verdicts = reports.reports.map(\.verdict)
        if verdicts.contains(.findings) { throw ExitStatus.no }
        if verdicts.contains(.unproven), require != nil || anchors != nil {
            throw ExitStatus.unproven
        }
    }

    /// The checkpoint, or the one in a receipt, to go on from.
    private func checkpoint(_ path: String) throws -> Anchor {
        if require?.all.contains(.submitted) ?? false { throw AuditRefusal.sinceSubmitted }
        let bytes = try Files.read(path, limitBytes: SignedNote.limitBytes)
        do {
            return try Anchor(name: path, bytes: bytes)
        } catch {
            throw AuditRefusal.since(path: path)
        }
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

extension AuditReports.Format: ExpressibleByArgument {}

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
