public import Cryptography
public import Invoicing
import KeyStore
import Ledger

/// Sends what the authority has not judged yet, one document of a unit at a time.
///
/// What is to be sent follows from the ledger's rows. Each request is stored before it leaves and
/// each answer before the next request, so a pass may be cut short at any point and begun again: a
/// document whose outcome is unknown is sent with the very same bytes, which the authority knows
/// again for 24 hours. After that nobody can tell, and a person decides.
public struct Outbox {
    /// One document after its turn.
    public struct Item: Sendable {
        public let number: String
        public let unit: String
        public let kind: String
        public let icv: Int64
        public let issuedAt: String
        public let state: SubmissionState
        /// What the authority said, or why nothing was sent; `nil` where there is nothing to add.
        public let message: Bilingual?
        public let remedy: Bilingual?
        let documentID: Int64
    }

    /// How a pass ended.
    public enum End: Hashable, Sendable {
        /// Every document had its turn.
        case done
        /// The line or the authority is down. `until`: not before, as the authority asked.
        case down(until: Instant?)
        /// The authority refused the login: nothing can be sent.
        ///
        /// - Parameter isRenewalUnsettled: A renewal whose answer was lost has replaced the
        ///   certificate, as far as one can tell.
        case loginRefused(isRenewalUnsettled: Bool)
        /// Somebody wanted it to stop; what was under way is stored.
        case stopped
    }

    /// What a pass is to do.
    public struct Order: Sendable {
        /// Only this document.
        public var number: String?
        /// Send again what the authority no longer knows, although it may then count twice.
        public var resends = false
        /// Rounds until a pass gives up for now.
        var rounds = 4
        /// Documents whose turn has not come, by their rows.
        var waiting: Set<Int64> = []
        /// Asked before each request.
        public var isStopped: @Sendable () -> Bool = { false }

        public init(number: String? = nil, resends: Bool = false) {
            self.number = number
            self.resends = resends
        }
    }

    let desk: AuthorityDesk

    public init(
        _ workplace: Workplace, unit name: String?, passphrase: SecretBytes, line: AuthorityLine
    ) throws {
        let store = try workplace.keyStore()
        try workplace.prove(passphrase, in: store)
        self.init(try workplace.desk(unit: name, store: store, passphrase: passphrase, line: line))
    }

    init(_ desk: AuthorityDesk) { self.desk = desk }

    public var unit: String { desk.unit.name }

    /// One pass over everything that is due, the oldest first.
    ///
    /// - Parameter tell: Given each document once, when it is done with for this pass.
    /// - Throws: ``LineTaken`` while another run is at work for the unit;
    ///   ``SijilError/ledgerRolledBack(unit:missing:)`` for a file that is older than what was
    ///   issued: its answers would be missing in the right one.
    @discardableResult
    public func pass(_ order: Order = Order(), _ tell: (Item) -> Void) throws -> End {
        try TipGuard.checkAll(desk.ledger, desk.store, unit: desk.unit.name)
        try desk.settleInterrupted()
        var pass = try OutboxPass(desk, order)
        return try pass.run(tell)
    }
}

/// Another run is sending for the unit at this moment.
public struct LineTaken: ExplainedError {
    public let unit: String

    public init(unit: String) { self.unit = unit }

    public var code: String { "line-taken" }
    public var mayRetry: Bool { true }

    public var problem: Bilingual {
        Bilingual(
            en: "another run of sijil is speaking with the authority for unit \(unit)",
            ar: "تشغيل آخر لبرنامج sijil يتصل بالهيئة الآن للوحدة \(unit)")
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "it sends everything that is due; run the command again when it has ended",
            ar: "سيرسل ذاك كل ما حان إرساله؛ أعد الأمر بعد أن ينتهي")
    }
}

extension Workplace {
    /// The units whose documents a run of `submit` is about.
    public func unitsToSubmit(number: String?, unit name: String?) throws -> [String] {
        if let name { return [try unit(named: name).name] }
        guard let number else { return try ledger.units().map(\.name) }
        guard let parsed = InvoiceNumber(number), let found = try ledger.document(number: parsed)
        else { throw SijilError.documentUnknown(number: number) }
        return [found.unit]
    }
}
