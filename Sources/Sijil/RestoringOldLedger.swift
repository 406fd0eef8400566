import Cryptography
import Glibc
import Invoicing
import Ledger
import MerkleLog
import Verifier

/// The file that has the ledger's place, as far as it can be read.
struct OldLedger {
    let path: String
    /// `nil` where not even that can be read.
    let uuid: String?
    /// `nil` for a damaged file, and for one of an older version until it was read.
    let ledger: Ledger?
    /// Unit, epoch and last counter, from a file that cannot be opened as it should.
    let salvaged: [(unit: String, epoch: Int, icv: Int64)]
    /// Cannot be opened as it is, but a copy of it that was brought up to date.
    private let isOlder: Bool

    /// - Returns: `nil` where there is no file.
    /// - Throws: `LedgerError` for a file that is not damaged, but cannot be judged: from a newer
    ///   version, in use, or in a place where no ledger can be.
    init?(_ path: String) throws {
        guard access(path, F_OK) == 0 else { return nil }
        self.path = path
        do {
            let ledger = try Ledger(opening: path)
            self.ledger = ledger
            uuid = ledger.header.uuid.description
            salvaged = []
            isOlder = false
            return
        } catch {
            switch error {
            case .newer, .busy, .networkFileSystem, .notPermitted: throw error
            case .older: isOlder = true
            default: isOlder = false
            }
        }
        ledger = nil
        let report = try? Audit.run(path)
        uuid = report?.ledger
        salvaged = report.map(Self.heads) ?? []
    }

    private init(_ older: OldLedger, read ledger: Ledger) {
        path = older.path
        uuid = older.uuid
        self.ledger = ledger
        salvaged = []
        isOlder = false
    }

    /// A file of an older version as a copy of it tells, which is brought up to date.
    ///
    /// - Parameter place: Where the copy is made; the caller removes it.
    func brought(upToDateAt place: String, now: Instant) throws(SijilError) -> OldLedger {
        guard isOlder else { return self }
        try RestoringCopy.make(of: path, at: place)
        // One that cannot be brought up to date is damaged.
        guard let ledger = try? RestoringCopy.open(place, now: now) else { return self }
        return OldLedger(self, read: ledger)
    }

    /// What an audit could still make out.
    static func heads(_ report: AuditReport) -> [(unit: String, epoch: Int, icv: Int64)] {
        report.units.flatMap { unit in
            unit.epochs.compactMap { epoch in
                epoch.last.map { (unit.name, Int(epoch.epoch), $0) }
            }
        }
    }

    /// Whether the copy has all that it has.
    func isCopied(by copy: Ledger) throws -> Bool {
        guard let ledger else { return false }
        do {
            guard try ledger.logSize() == copy.logSize() else { return false }
            return try ledger.logTree()?.root() == copy.logTree()?.root()
        } catch {
            guard case .corrupt = error else { throw error }
            return false
        }
    }

    /// Whether it is that copy already, put there by an earlier run, with nothing new since.
    func isRestored(from report: AuditReport, gaps: [RestoringGap]) throws -> Bool {
        guard let ledger, let last = try ledger.restores().last, last.size == report.size,
            last.root.bytes == report.checked.root?.bytes
        else { return false }
        let known = Set(last.missing.map { RestoringGap($0).span })
        guard gaps.allSatisfy({ known.contains($0.span) }) else { return false }
        var documents: Int64 = 0
        for unit in try ledger.units() {
            for head in try ledger.chainHeads(unit: unit.name) {
                documents += head.icv?.rawValue ?? 0
            }
        }
        return documents == report.checked.documents
    }
}
