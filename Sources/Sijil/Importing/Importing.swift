public import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import Ledger
public import Mapping
import Sheets
import Signer
import UBL

/// One run of `import`: a sheet in, a preview out; and, if asked for, all of its invoices issued
/// or none.
///
/// The sheet is read once to understand it, once to check every invoice, and once more to issue
/// them, so that memory does not grow with it. A file that changes between is refused.
public struct Importing {
    public let path: String
    public let understanding: Understanding
    public let rulesPath: String
    /// Nobody has reviewed the rules yet: this run is the first.
    public let isFirstRun: Bool
    let book: Workbook
    let workplace: Workplace
    let unit: String?
    let seller: Party
    /// What the ledger keeps of it.
    private let file: ImportedSheet

    /// Reads the rules file, where there is one, and looks through the sheet. Writes nothing.
    ///
    /// - Throws: ``SheetError``; `RulesError`; ``SijilError``.
    public init(
        _ workplace: Workplace, file path: String, unit: String?, progress: (Int) -> Void
    ) throws {
        self.path = path
        self.workplace = workplace
        self.unit = unit
        rulesPath = path + ".rules"
        let (digest, size) = try Self.digest(of: path)
        var rules: Rules?
        var rulesText: [UInt8] = []
        if access(rulesPath, F_OK) == 0 {
            rulesText = try Files.read(rulesPath, limitBytes: 1 << 20)
            rules = try RulesReader.read(rulesText, file: rulesPath)
        }
        isFirstRun = rules == nil
        book = try Workbook(
            .file(path), encoding: rules?.encoding, separator: rules?.separator)
        understanding = try Understanding(book, rules: rules, progress: progress)
        seller = try workplace.sellerProfile().party
        if isFirstRun { rulesText = Array(understanding.rulesText.utf8) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        file = ImportedSheet(
            name: String(name.unicodeScalars.prefix(255)), size: size, digest: digest,
            rulesDigest: SHA256.hash(rulesText),
            sheet: String(understanding.sheet.unicodeScalars.prefix(1_000)),
            rows: understanding.dataRows)
    }

    /// Writes what was understood beside the sheet, to be reviewed and kept; a rules file that is
    /// there is never replaced.
    public func writeRules() throws {
        guard isFirstRun else { return }
        try Files.writeNew(Array(understanding.rulesText.utf8), to: rulesPath)
    }

    /// SHA-256 and size of the whole file, which is read piece by piece.
    static func digest(
        of path: String
    ) throws(SijilError) -> (digest: SHA256Digest, size: Int64) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw .fileUnreadable(path: path, reason: SystemReason.current)
        }
        defer { close(descriptor) }
        var stream = SHA256Stream()
        var size: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .fileUnreadable(path: path, reason: SystemReason.current)
            }
            if count == 0 { return (stream.finish(), size) }
            size += Int64(count)
            buffer.withUnsafeBytes { stream.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    // MARK: Issuing

    /// What a commit did.
    public struct Committed: Sendable {
        public let issued: Int
        public let existing: Int
        public let unit: String
        public let icvFirst: Int64?
        public let icvLast: Int64?
        /// Its record's place in the log, from 1; `nil` where nothing was new.
        public let entry: Int64?
        /// What the rules warn of in the final bytes.
        let warnings: FinalWarnings.Found

        /// What the rules warn of in the final bytes: these come to what the preview has.
        public var problems: [SheetProblem] { warnings.first.map(\.problem) }

        /// The preview of the same run with them.
        public func complete(_ preview: ImportPreview) -> ImportPreview {
            var preview = preview
            preview.add(warnings)
            preview.settle(issued: issued, existing: existing)
            return preview
        }
    }

    /// Issues every invoice of the sheet that is new, or none, and records the import with them.
    ///
    /// - Parameter preview: Of this run: the rejected documents that it names get their successors.
    /// - Throws: ``ImportError`` where one is refused after all, as when another program issued
    ///   its number meanwhile.
    public func commit(
        _ preview: ImportPreview, passphrase: SecretBytes, progress: (Int) -> Void
    ) throws -> Committed {
        let desk = try IssuingDesk(workplace, passphrase: passphrase, unit: try unitName())
        let warnings = FinalWarnings()
        var count = 0
        let whole = try desk.issueWhole(file, of: preview, warnings) { issue in
            _ = try forEachGroup(of: Issuing.groupSize) { group in
                guard !group.contains(where: { $0.problems.contains(where: \.isError) }) else {
                    throw ImportError.fileChanged(path: path)
                }
                try issue(group)
                count += group.count
                progress(count)
            }
            // What was checked is what is issued.
            guard try Self.digest(of: path).digest == file.digest else {
                throw ImportError.fileChanged(path: path)
            }
        }
        if let first = whole.refusals.first {
            throw ImportError.refused(
                place: first.index + 1, problem: first.refusal.problem,
                remedy: first.refusal.remedy)
        }
        return Committed(
            issued: whole.issued, existing: whole.existing, unit: desk.unit.name,
            icvFirst: whole.first?.rawValue, icvLast: whole.last?.rawValue,
            entry: whole.sheetImport?.entry, warnings: warnings.all)
    }

    /// The unit of the command line, else the one that the sheet's first invoice names, else the
    /// only one.
    func unitName() throws -> String? {
        if let unit { return unit }
        var named: String?
        try understanding.forEachDraft(in: book) { draft in
            if case .string(let name)? = draft.json["unit"] { named = name }
            return false
        }
        return named
    }
}

extension IssuingDesk {
    /// Issues drafts that come in batches, all or none; the tips are recorded after the commit.
    ///
    /// - Parameters:
    ///   - sheet: Where they come from.
    ///   - preview: Names the rejected documents that get successors, and numbers that come behind
    ///     the notes over them.
    ///   - warnings: Gets what the rules warn of in the final bytes.
    ///   - feed: Hands on batches of drafts that were checked before.
    func issueWhole(
        _ sheet: ImportedSheet, of preview: ImportPreview,
        _ warnings: FinalWarnings,
        _ feed: (@escaping (_ drafts: [MappedDraft]) throws -> Void) throws -> Void
    ) throws -> WholeIssue {
        var waiting: [DocumentUUID: MappedDraft] = [:]
        var broken: [DocumentUUID: [Problem]] = [:]
        let whole = try ledger.issueWhole(
            unit: unit.name, from: sheet, certificate: signer.certificate.certificate.der,
            clock: surroundings.now, guardTip: tip.check,
            seal: { request, position, now in
                let draft = waiting.removeValue(forKey: request.uuid)
                if let problems = broken[request.uuid] { return .refused(problems) }
                return try seal(request, at: position, now) { problems in
                    if let draft { warnings.add(problems, of: draft) }
                }
            },
            feed: { desk in
                try feed { drafts in
                    let items = drafts.map { draft in
                        DraftSource.Item(
                            place: draft.index, json: .success(draft.json),
                            succession: preview.replaced[draft.index].map { Succession(of: $0) })
                    }
                    let prepared = try prepare(
                        items, later: preview.foundLater, known: desk.knownDocuments)
                    broken.merge(Self.broken(prepared)) { $1 }
                    let requests = try zip(drafts, prepared).map { draft, prepared in
                        guard let request = prepared.request else {
                            throw ImportError.refused(place: draft.index, prepared.draft.problems)
                        }
                        waiting[request.uuid] = draft
                        return request
                    }
                    try desk.issue(requests)
                }
            })
        try tip.store.recordTips(of: whole.units, in: ledger)
        return whole
    }
}
