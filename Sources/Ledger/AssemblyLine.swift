import Crew
import Cryptography
import Invoicing
import StampCheck
import UBL

/// The way of new documents into the chain.
///
/// A document names the hash of the one before, so places are given and hashes made one after the
/// other. What follows from them, the stamp, the rules and the examination of the final bytes, is
/// done on every core, while this thread stores what is ready.
final class AssemblyLine {
    /// A request whose turn it is.
    private struct Piece: Sendable {
        let index: Int
        let request: IssueRequest
        let time: Instant
    }

    /// A document that has its place, and waits to be stamped.
    private struct Begun: Sendable {
        let piece: Piece
        let stamp: @Sendable () throws -> Stamping
    }

    private enum Finished: Sendable {
        case examined(ExaminedDocument, warnings: [String])
        case refused([Problem])
    }

    private typealias Work = Crew<Begun, Result<Finished, LedgerError>>

    private struct Run {
        let pieces: [Piece]
        let work: Work
    }

    typealias Seal = (IssueRequest, ChainPosition, Instant) throws -> Sealing
    typealias Tell = (Int, Result<Issuance, IssueRefusal>) -> Void

    /// Documents that are stamped at a time: enough for every core, few enough that their bytes
    /// take little memory.
    private static let runSize = 32

    private var writer: DocumentWriter
    private let clock: () -> Instant
    private let seal: Seal
    private let tell: Tell
    /// What the next document gets if none before it is refused.
    private var next: ChainPosition
    private var waiting: [Piece] = []
    private var running: Run?
    private let examiners = ToolShed { CertificateCache() }

    /// - Parameter tell: Called once for each request: its document is stored, or it is refused.
    init(
        _ writer: DocumentWriter, clock: @escaping () -> Instant, seal: @escaping Seal,
        tell: @escaping Tell
    ) {
        self.writer = writer
        self.clock = clock
        self.seal = seal
        self.tell = tell
        next = writer.position
    }

    func take(_ request: IssueRequest, index: Int) throws(LedgerError) {
        let time = try writer.time(clock())
        waiting.append(Piece(index: index, request: request, time: time))
        if waiting.count == Self.runSize { try turn() }
    }

    /// Stores everything that was taken.
    func finish() throws(LedgerError) {
        try turn()
        guard let last = running else { return }
        running = nil
        try store(last)
    }

    /// Begins what waits, and stores what was begun before.
    private func turn() throws(LedgerError) {
        guard !waiting.isEmpty else { return }
        let before = running
        let run = try begin(waiting)
        running = run
        waiting.removeAll(keepingCapacity: true)
        guard let before, try !store(before) else { return }
        run.work.abandon()
        running = try begin(run.pieces)
    }

    deinit { running?.work.abandon() }

    private func begin(_ pieces: [Piece]) throws(LedgerError) -> Run {
        var begun: [Begun] = []
        begun.reserveCapacity(pieces.count)
        for piece in pieces {
            let position = next
            switch try Ledger.outside({ try seal(piece.request, position, piece.time) }) {
            case .refused(let problems): tell(piece.index, .failure(.rulesBroken(problems)))
            case .written(let hash, let stamp):
                begun.append(Begun(piece: piece, stamp: stamp))
                next = ChainPosition(icv: position.icv.next, pih: .hash(hash))
            }
        }
        let work = Work(begun, share: 4) { [examiners] begun in
            Result { () throws(LedgerError) in try Self.finish(begun, examiners) }
        }
        return Run(pieces: begun.map(\.piece), work: work)
    }

    /// Done on any core.
    private static func finish(
        _ begun: Begun, _ examiners: ToolShed<CertificateCache>
    ) throws(LedgerError) -> Finished {
        switch try Ledger.outside(begun.stamp) {
        case .refused(let problems): return .refused(problems)
        case .stamped(let sealed, let warnings):
            let report = examiners.lend { StampCheck.examine(sealed.xml, certificates: &$0) }
            return .examined(
                ExaminedDocument(
                    sealed: sealed, payload: SHA256.hash(sealed.xml), report: report),
                warnings: warnings)
        }
    }

    /// - Returns: Whether all of them took the places they were begun with. After a refusal, those
    ///   behind it are begun anew: they name a document that is not there.
    @discardableResult
    private func store(_ run: Run) throws(LedgerError) -> Bool {
        var isWhole = true
        var again: [Piece] = []
        for (piece, result) in zip(run.pieces, run.work.finish()) {
            switch try result.get() {
            case .refused(let problems):
                tell(piece.index, .failure(.rulesBroken(problems)))
                isWhole = false
            case .examined(let document, let warnings):
                guard isWhole else {
                    again.append(piece)
                    continue
                }
                var request = piece.request
                request.warnings += warnings
                let receipt = try writer.add(request, document, at: piece.time)
                tell(piece.index, .success(receipt))
            }
        }
        if isWhole { return true }
        next = writer.position
        if !again.isEmpty { try store(try begin(again)) }
        return false
    }
}

/// A stamped document with what the examination of its bytes found.
struct ExaminedDocument: Sendable {
    let sealed: SealedInvoice
    /// Digest of the bytes.
    let payload: SHA256Digest
    let report: StampReport
}
