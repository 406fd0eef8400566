public import ArgumentParser
import Encoding
import Invoicing
import MerkleLog
import Sijil
public import Verifier

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check a whole ledger, or a folder of e-invoices; anybody's, read only.",
        discussion: """
            Never changes a byte in or beside the file, and needs no key. In a folder the chains \
            that the documents make are found and followed; exit 3 where one is not complete.
            """)

    @Argument(help: "The ledgers, or folders of e-invoices (XML) from any system.")
    var files: [String]

    @Option(name: .long, help: "text, json, jsonl, sarif, or html: one page to print and sign.")
    var format: AuditReports.Format?

    @Option(name: .long, help: "stamps, or rules: every business rule on every document too.")
    var level: AuditOptions.Level = .stamps

    @Option(
        name: .long,
        help: "A folder with checkpoints, receipts and time stamps that you kept.")
    var anchors: String?

    @Option(name: .long, help: "Whom you trust to vouch for them (C2SP tlog-policy).")
    var policy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            A folder with what you trust: certificates of issuers and roots (.pem .crt .cer .der), \
            lists of revoked certificates (.crl), and a file algorithms with lines such as \
            "secp256k1 2035-01-01".
            """, valueName: "dir"))
    var trust: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take only time stamps made under this policy; may be given several times.",
            valueName: "oid"))
    var timestampPolicy: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The day or instant (UTC) that --trust judges for; now, if not given.",
            valueName: "2031-06-01"))
    var at: JudgementTime?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder with invoices and receipts that buyers showed, each to be found in the log.",
            valueName: "dir"))
    var documents: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What must be proven beside soundness, else exit 3: submitted, anchored, trusted.",
            valueName: "submitted,anchored,trusted"))
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
                + "chain; the same part each time, another for each word.",
            valueName: "n/m[:word]"))
    var sample: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if policy != nil, anchors == nil, documents == nil {
            throw ValidationError("--policy judges anchors: give --anchors too")
        }
        if trust == nil, at != nil || require?.all.contains(.trusted) == true {
            throw ValidationError("certificates are judged by what you trust: give --trust too")
        }
    }

    func run() throws {
        let console = Console(common)
        try refuseForFolders()
        let format = format ?? (console.isJSON ? .json : .text)
        var options = AuditOptions.shown(on: console)
        options.level = level
        options.requires = require?.all ?? []
        options.anchors = try anchors.map { try Anchors.read(folder: $0) } ?? []
        options.timestamps.stamps = try anchors.map { try Anchors.stamps(folder: $0) } ?? []
        options.timestamps.policies = Set(timestampPolicy)
        options.policy = try policy.map { try TrustPolicy.read(path: $0) }
        options.clock = Surroundings.real.now()
        options.since = try since.map { try checkpoint($0) }
        options.sample = try sample.map { text throws(AuditRefusal) in
            guard let sample = AuditSample(text) else { throw .sample(text) }
            return sample
        }
        options.judgement = try trust.map {
            Judgement(trust: try AuditFolders.trust($0), at: at?.instant ?? Surroundings.real.now())
        }
        if let documents {
            let shown = try AuditFolders.documents(documents)
            options.documents = shown.documents
            options.anchors += shown.anchors
        }
        var reports = AuditReports(format, console, count: files.count)
        for file in files {
            options.ownAnchors = AuditFolders.ownAnchors(ledger: file)
            try reports.audit(file, options)
        }
        reports.finish()
        let verdicts = reports.reports.map(\.verdict)
        if verdicts.contains(.findings) { throw ExitStatus.no }
        let asksForProof = require != nil || anchors != nil || trust != nil
        // Of a folder it is asked that its chains be whole.
        let isUnproven = reports.reports.contains {
            $0.verdict == .unproven && (asksForProof || $0.folder != nil)
        }
        if isUnproven { throw ExitStatus.unproven }
    }

    /// What only a log can answer is not asked of a folder.
    private func refuseForFolders() throws {
        guard let folder = files.first(where: FolderAudit.isFolder) else { return }
        let given = [
            ("--anchors", anchors != nil), ("--policy", policy != nil),
            ("--require", require != nil), ("--since", since != nil),
            ("--sample", sample != nil), ("--trust", trust != nil), ("--at", at != nil),
            ("--documents", documents != nil), ("--timestamp-policy", !timestampPolicy.isEmpty),
        ]
        for (option, isGiven) in given where isGiven {
            throw AuditRefusal.folderOption(option, path: folder)
        }
    }

    /// The checkpoint, or the one in a receipt, to go on from.
    private func checkpoint(_ path: String) throws -> Anchor {
        if require?.all.contains(.submitted) ?? false {
            throw AuditRefusal.sinceLeavesOut("--require submitted")
        }
        // Both look at every document.
        if trust != nil { throw AuditRefusal.sinceLeavesOut("--trust") }
        if documents != nil { throw AuditRefusal.sinceLeavesOut("--documents") }
        let bytes = try Files.read(path, limitBytes: SignedNote.limitBytes)
        do {
            return try Anchor(name: path, bytes: bytes)
        } catch {
            throw AuditRefusal.sinceFile(path: path)
        }
    }
}

/// A day, which stands for its first moment in UTC, or an instant.
struct JudgementTime: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        let day = CivilDate(argument).map {
            Instant(secondsSince1970: Int64($0.daysSince1970) * 86_400)
        }
        guard let instant = day ?? Instant(argument) else { return nil }
        self.instant = instant
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
