import Cryptography
import Encoding
import Glibc
import Ledger
import MerkleLog
import TestSupport
import Testing
import Verifier

extension JSONValue {
    var string: String? { if case .string(let text) = self { text } else { nil } }
}

@Suite("clean ledgers")
struct CleanLedgerTests {
    /// Every trait that a ledger's documents can have must come up.
    private static let traits = [
        "standard", "simplified", "invoice", "credit-note", "debit-note", "prepayment", "SAR",
        "USD", "EUR", "AED", "S 15", "S 5", "Z", "E", "O", "allowance", "PCE", "KGM", "HUR",
        "warnings", "enrolment", "installed by hand", "renewal", "submission", "restore",
        "import", "checkpoint", "rejection", "reissue", "closing",
        "settlement",
    ]

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }

    @Test("ledgers with any number of units, renewals and documents have no findings")
    func none() throws {
        let count = Self.number("SIJIL_TRIALS") ?? 40
        let seed = Self.number("SIJIL_SEED") ?? 20_260_301
        var drafts = try RandomDrafts(SplitMix64(seed: seed))
        let folder = try TemporaryFolder()
        var documents: Int64 = 0
        var epochs = 0
        for number in 0..<count {
            let path = folder.file("\(number).sijil")
            let anchors = try make(path, &drafts)
            let before = try File.read(path)
            var options = AuditOptions(temporaryFolder: folder.path)
            options.anchors = anchors
            let report = try Audit.run(path, options)
            #expect(report.anchoredTo?.size == anchors.last?.checkpoint.checkpoint.size)
            #expect(report.findings.map(\.words) == [], "ledger \(number) of seed \(seed)")
            #expect(report.verdict == .sound)
            #expect(report.checked.soundDocuments == report.checked.documents)
            #expect(try File.read(path) == before)
            // No draft that is taken yields a document that the authority refuses, but that these
            // ledgers are recorded on one day, whatever day their documents bear (BR-KSA-04).
            options.level = .rules
            let ruled = try Audit.run(path, options)
            let broken = ruled.findings.filter { $0.code == .ruleError }.compactMap(\.expected)
            #expect(broken.filter { $0 != "BR-KSA-04" } == [])
            #expect(ruled.checked.ruled == ruled.checked.documents)
            documents += report.checked.documents
            epochs += report.units.map(\.epochs.count).reduce(0, +)
            unlink(path)
        }
        for trait in Self.traits { #expect((drafts.seen[trait] ?? 0) > 0, "no \(trait)") }
        print("\(count) clean ledgers of seed \(seed): \(documents) documents in \(epochs) epochs")
    }

    /// - Returns: Checkpoints that were kept outside meanwhile, the oldest first.
    private func make(_ path: String, _ drafts: inout RandomDrafts) throws -> [Anchor] {
        let names = (1...drafts.number(1...3)).map { "Unit-\($0)" }
        let maker = try LedgerMaker(
            path: path, units: names, onRenewal: drafts.isOne(in: 2) ? .restart : .continue)
        var enrolled: Set<String> = []
        var anchors: [Anchor] = []
        for _ in 0..<drafts.number(0...6) {
            let unit = names[drafts.number(0...names.count - 1)]
            if !enrolled.contains(unit) {
                enrolled.insert(unit)
                try enrol(maker, unit, &drafts)
            } else if drafts.isOne(in: 3) {
                try renew(maker, unit, &drafts)
            } else if drafts.isOne(in: 3) {
                // What the computer remembers beyond the copy that is put back.
                let epoch = try maker.epoch(of: unit)
                try maker.restore([(unit, epoch.number, epoch.next, epoch.next + 2)])
                drafts.note("restore")
                try enrol(maker, unit, &drafts)
            }
            let count = drafts.number(1...5)
            let requests = try (0..<count).map { _ in try drafts.request() }
            if drafts.isOne(in: 4) {
                try maker.importSheet(requests, unit: unit)
                drafts.note("import")
            } else {
                try maker.issue(requests, unit: unit)
            }
            if drafts.isOne(in: 2) {
                try maker.report(drafts.number(1...3), unit: unit)
                drafts.note("submission")
            }
            if drafts.isOne(in: 2) { try reject(maker, unit, &drafts) }
            if drafts.isOne(in: 4), try maker.settleAll() > 0 { drafts.note("settlement") }
            if drafts.isOne(in: 3) {
                anchors.append(try anchor(maker))
                drafts.note("checkpoint")
            }
        }
        return anchors
    }

    /// Has documents rejected; of all that are, some wait, some are issued anew, and the sales of
    /// some are called off.
    private func reject(
        _ maker: LedgerMaker, _ unit: String, _ drafts: inout RandomDrafts
    ) throws {
        try maker.reject(drafts.number(0...2), unit: unit)
        drafts.note("rejection")
        for number in maker.rejected.removeValue(forKey: unit) ?? [] {
            switch drafts.number(1...3) {
            case 1: maker.rejected[unit, default: []].append(number)
            case 2:
                try maker.close(number, reason: "أُلغي البيع \(number)")
                drafts.note("closing")
            default:
                try maker.reissue(number, unit: unit)
                drafts.note("reissue")
            }
        }
    }

    private func anchor(_ maker: LedgerMaker) throws -> Anchor {
        let tree = try #require(try maker.ledger.logTree())
        let origin = try #require(KeyName(maker.ledger.header.origin))
        let checkpoint = Checkpoint(origin: origin, size: tree.size, root: tree.root())
        return Anchor(
            name: "\(tree.size).checkpoint",
            checkpoint: SignedCheckpoint(checkpoint, by: maker.logKey))
    }

    private func enrol(_ maker: LedgerMaker, _ unit: String, _ drafts: inout RandomDrafts) throws {
        if drafts.isOne(in: 3) {
            try maker.enrol(unit, key: .generate(), for: .enrolment)
            drafts.note("installed by hand")
        } else {
            try maker.enrolWithAuthority(unit, for: .enrolment)
            drafts.note("enrolment")
        }
    }

    private func renew(_ maker: LedgerMaker, _ unit: String, _ drafts: inout RandomDrafts) throws {
        switch drafts.number(1...4) {
        case 1: try maker.enrol(unit, key: .generate(), for: .renewal)
        case 2: try maker.renewWithAuthority(unit)
        case 3: try maker.renewWithAuthority(unit, withChecks: true)
        default: try maker.enrolWithAuthority(unit, for: .enrolment)
        }
        drafts.note("renewal")
    }
}
