import Cryptography
import EGS
import Glibc
public import Invoicing
import KeyStore
import Ledger
public import Verifier

/// Puts a copy of a ledger in the ledger's place.
///
/// The copy is audited, held against everything that this computer still knows of the ledger (the
/// tip in the key folder, the file in place as far as it can be read, exported documents), and
/// finished beside its place: it names in a row of its own what it lacks, and the certificates that
/// would give those counters again are retired in it. Then it takes the ledger's name in one step;
/// the file that had it is kept under another. Until that step nothing was changed, and after a
/// crash the same call finishes.
public struct Restoring {
    public struct Retired: Sendable, Equatable {
        public let unit: String
        public let serial: String
    }

    public struct Result: Sendable {
        public let path: String
        /// Where the file is now that had the place; `nil` if there was none.
        public let movedAside: String?
        /// Entries in the copy's log, and its documents.
        public let size: Int64
        public let documents: Int64
        public let missing: [RestoringGap]
        /// Where the checkpoints of what was given up are now; `nil` if there were none.
        public fileprivate(set) var checkpointsAside: String?
        /// Certificates that stamp no more, each of a unit that lacks documents.
        public let retired: [Retired]
        /// The copy was in place already: an earlier run was cut short after its last step.
        public let wasInPlace: Bool
        /// What else a person should know.
        public fileprivate(set) var notes: [Bilingual]
        /// What to do now, in order.
        public let next: [Bilingual]
        /// How to go back to the file that was there; `nil` if there was none.
        public let undo: Undo?
    }

    /// The way back from a restore.
    public struct Undo: Sendable, Equatable {
        public let command: String
        /// The key folder, which a restore never changes; `nil` where there is none.
        public let keys: String?
    }

    private let source: String
    private let path: String
    private let exports: String?
    private let replacesNewer: Bool
    private let surroundings: Surroundings
    private let audit: AuditOptions

    /// - Parameters:
    ///   - source: The copy.
    ///   - ledger: The ledger's name; its file may be damaged or missing.
    ///   - exports: A folder that `export` wrote, or with other copies of documents.
    ///   - replacesNewer: Whether a sound file may give way that holds more than the copy.
    public init(
        from source: String, to ledger: String, exports: String?, replacesNewer: Bool = false,
        surroundings: Surroundings = .real, audit: AuditOptions = AuditOptions()
    ) throws {
        self.source = source
        path = try FilePath.resolve(ledger)
        self.exports = exports
        self.replacesNewer = replacesNewer
        self.surroundings = surroundings
        self.audit = audit
        var place = stat()
        var copy = stat()
        guard stat(path, &place) == 0 else { return }
        guard place.st_mode & S_IFMT == S_IFREG else { throw RestoringError.notAFile(path: path) }
        if stat(source, &copy) == 0, copy.st_ino == place.st_ino, copy.st_dev == place.st_dev {
            throw RestoringError.itself(path: source)
        }
    }

    /// Where the copy is finished; what a crash left of it is thrown away.
    private var staged: String { beside("restoring") }
    /// Where the file in place is read, if it is of an older version.
    private var reading: String { beside("reading") }

    private func beside(_ ending: String) -> String {
        let (folder, name) = FilePath.split(path)
        return "\(folder)/.\(name).\(ending)"
    }

    public func run() throws -> Result {
        let report = try Audit.run(source, audit)
        guard report.verdict != .findings else {
            throw RestoringError.unsound(
                path: source, codes: report.findings.map(\.code.rawValue))
        }
        let place = try OldLedger(path)
        // From here on no program can write to the file in place.
        let lock = try place.map { _ in try RestoringLock(path) }
        defer { lock?.release() }
        for name in [staged, reading] { try RestoringCopy.remove(name) }
        defer { try? RestoringCopy.remove(reading) }
        let old = try place?.brought(upToDateAt: reading, now: surroundings.now())
        try RestoringCopy.make(of: source, at: staged)
        do {
            let prepared = try prepare(report, old)
            guard case .ready(let result) = prepared else {
                try RestoringCopy.remove(staged)
                return try inPlace(report)
            }
            // SQLite leaves an empty journal beside what it wrote.
            if !RestoringCopy.isFilled(staged + "-journal") { unlink(staged + "-journal") }
            let final = try Audit.run(staged, audit)
            guard final.verdict != .findings else {
                throw RestoringError.resultUnsound(
                    path: path, codes: final.findings.map(\.code.rawValue))
            }
            return try put(result)
        } catch {
            try? RestoringCopy.remove(staged)
            throw error
        }
    }

    // MARK: The copy

    private enum Prepared {
        case ready(Result)
        case inPlaceAlready
    }

    /// Compares the copy with what is known, and writes into it what it lacks.
    private func prepare(_ report: AuditReport, _ old: OldLedger?) throws -> Prepared {
        let now = surroundings.now()
        let copy = try RestoringCopy.open(staged, now: now)
        try checkIdentity(copy, old)
        let aside = old.map { _ in
            FilePath.unused("\(path).replaced-\(FilePath.time(now.description))")
        }
        var comparison = try RestoringComparison(copy)
        try comparison.takeTips(of: try keyStore(copy))
        if let old { try comparison.take(old, keptAs: aside ?? path) }
        if let exports { try comparison.takeExports(exports) }
        let gaps = comparison.gaps
        if let old, try old.isRestored(from: report, gaps: gaps) { return .inPlaceAlready }
        if let newer = comparison.newerInPlace, !replacesNewer {
            throw RestoringError.newerInPlace(source: source, path: path, newer)
        }
        let nothingLost = try old?.isCopied(by: copy) ?? false
        let waiting = nothingLost ? 0 : try Self.waiting(copy)
        let ended = try comparison.certificatesToRetire()
        try copy.recordRestore(
            missing: try gaps.map { try $0.record }, retiring: ended.map(\.id),
            note: nothingLost ? RestoreRecord.nothingLost : nil, now: now)
        let retired = try ended.map {
            Retired(unit: $0.unit, serial: try Certificate(der: $0.der).serialDecimal)
        }
        return .ready(
            Result(
                path: path, movedAside: aside, size: report.size,
                documents: report.checked.documents, missing: gaps, retired: retired,
                wasInPlace: false,
                notes: comparison.notes(locking: Set(retired.map(\.unit))),
                next: RestoringSteps(
                    gaps: gaps, retired: retired, hasKeys: hasKeys, movedAside: aside, path: path,
                    waiting: waiting, hasUnits: try hasActive(copy)
                ).lines, undo: undo(aside, old, comparison)))
    }

    /// A damaged file is nothing to go back to.
    private func undo(
        _ aside: String?, _ old: OldLedger?, _ comparison: RestoringComparison
    ) -> Undo? {
        guard let aside, old?.ledger != nil, !comparison.isOldDamaged else { return nil }
        let names = "\(ShellText.quoted(aside)) --ledger \(ShellText.quoted(path))"
        return Undo(
            command: "sijil restore \(names) --replace",
            keys: hasKeys ? Setup.keysFolder(of: path) : nil)
    }

    /// Documents that may have been sent since the copy was made.
    private static func waiting(_ copy: Ledger) throws -> Int64 {
        copy.header.sendsNothing ? 0 : try copy.unjudgedCount()
    }

    private func hasActive(_ copy: Ledger) throws -> Bool {
        try copy.units().contains { try copy.activeCertificate(unit: $0.name) != nil }
    }

    private func checkIdentity(_ copy: Ledger, _ old: OldLedger?) throws {
        let uuid = copy.header.uuid.description
        if let known = old?.uuid, known != uuid {
            throw RestoringError.otherLedger(
                source: source, ledger: uuid, place: path, found: known)
        }
    }

    private var hasKeys: Bool { access(Setup.keysFolder(of: path), F_OK) == 0 }

    /// The key folder, even a copied one: what it remembers is true all the same.
    private func keyStore(_ copy: Ledger) throws -> KeyStore? {
        guard hasKeys else { return nil }
        let folder = Setup.keysFolder(of: path)
        let store = try KeyStore.open(directory: folder, ledger: copy.header.uuid)
        do {
            try store.checkPlace()
        } catch KeyStoreError.keysCopied {
            return store
        } catch KeyStoreError.keysOfAnotherLedger(_, let ledger, let found) {
            throw RestoringError.otherLedger(
                source: source, ledger: ledger.description, place: folder,
                found: found.description)
        }
        return store
    }

    // MARK: The step

    private func put(_ result: Result) throws -> Result {
        if let aside = result.movedAside {
            // What is left of a write that a crash cut belongs to the damaged file alone.
            let journal = path + "-journal"
            if RestoringCopy.isFilled(journal) {
                try Exchange.place(journal, at: aside + "-journal")
            }
            try Exchange.replace(path, by: staged, aside: aside)
        } else {
            unlink(path + "-journal")
            try Exchange.place(staged, at: path)
        }
        return try withAnchors(result)
    }

    private func withAnchors(_ result: Result) throws -> Result {
        var result = result
        do {
            let anchors = try RestoringAnchors(ledger: Ledger(opening: path))
            result.checkpointsAside = try anchors.setAside(now: surroundings.now())
        } catch {
            // The ledger is in place; what is wrong beside it is told, and keeps nothing up.
            guard let told = error as? any ExplainedError else { throw error }
            result.notes.append(RestoringNotes.anchorsLeft(told))
        }
        return result
    }

    /// What an earlier run did, told from the row that it wrote.
    private func inPlace(_ report: AuditReport) throws -> Result {
        let ledger = try Ledger(opening: path)
        let last = try ledger.restores().last
        let gaps = last?.missing.map { RestoringGap($0) } ?? []
        let units = Set(gaps.map(\.unit))
        let retired = try ledger.certificates()
            .filter { units.contains($0.unit) && $0.history.last?.event == .retired }
            .map { Retired(unit: $0.unit, serial: try Certificate(der: $0.der).serialDecimal) }
        let result = Result(
            path: path, movedAside: nil, size: report.size, documents: report.checked.documents,
            missing: gaps, retired: retired, wasInPlace: true, notes: [],
            next: RestoringSteps(
                gaps: gaps, retired: retired, hasKeys: hasKeys, movedAside: nil, path: path,
                waiting: last?.note == RestoreRecord.nothingLost ? 0 : try Self.waiting(ledger),
                hasUnits: try hasActive(ledger)
            ).lines, undo: nil)
        return try withAnchors(result)
    }
}
