import GRDB
public import Invoicing

/// What came of a request, before it is stored.
public struct NewAnswer: Sendable {
    /// Sijil's word for it: 1 to 40 small letters and hyphens.
    public var outcome: String
    /// HTTP status; `nil` if none came.
    public var status: Int?
    /// Bytes of the request that left, its secret lines included; 0: it never left. `nil`: nobody
    /// knows, the program was cut short.
    public var bytesSent: Int?
    public var startedAt: Instant
    public var finishedAt: Instant
    /// The authority's id of an enrolment, up to 20 digits.
    public var requestID: String?
    /// Head and body as they came, each secret replaced; up to 20 MiB. `nil` if nothing came.
    public var response: [UInt8]?

    public init(
        outcome: String, status: Int?, bytesSent: Int?, startedAt: Instant, finishedAt: Instant,
        requestID: String? = nil, response: [UInt8]?
    ) {
        self.outcome = outcome
        self.status = status
        self.bytesSent = bytesSent
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.requestID = requestID
        self.response = response
    }
}

/// A certificate that the authority gave, and what it is for.
public struct NewCertificate: Sendable {
    public var der: [UInt8]
    public var `class`: CertificateClass
    public var occasion: Ledger.Occasion
    /// From when it is used; usually now.
    public var effectiveAt: Instant

    public init(
        der: [UInt8], class: CertificateClass, occasion: Ledger.Occasion, effectiveAt: Instant
    ) {
        self.der = der
        self.class = `class`
        self.occasion = occasion
        self.effectiveAt = effectiveAt
    }
}

/// The authority's copy of a document, as its answer brought it.
public struct NewCleared: Sendable {
    public var document: DocumentRecord
    /// The bytes as they came. Their hash is the document's.
    public var xml: [UInt8]

    public init(document: DocumentRecord, xml: [UInt8]) {
        self.document = document
        self.xml = xml
    }
}

/// What came of a request, without its bytes.
public struct AnswerRecord: Hashable, Sendable {
    public let id: Int64
    public let outcome: String
    public let status: Int?
    public let bytesSent: Int?
    public let startedAt: Instant
    public let finishedAt: Instant
    public let requestID: String?
    /// The certificate that it brought.
    public let certificateID: Int64?
    public let recordedAt: Instant
}

extension Ledger {
    /// Stores what came of a request and, in the same transaction, the certificate that it brought
    /// with all that follows: see
    /// ``installCertificate(der:class:unit:spki:for:effectiveAt:now:)``. When a production
    /// certificate comes, the compliance certificate that asked for it is superseded.
    ///
    /// On any error nothing is stored, and the request stays without an answer. A certificate that
    /// is refused can be left out; the answer is then stored without it.
    ///
    /// A cleared document is stored with the answer that brings it: a document that is settled is
    /// never sent again, so its copy would be lost to a crash between the two.
    ///
    /// An answer is never turned away for the time: what the authority said cannot be asked for
    /// again. Where the clock was set back meanwhile it is recorded at the newest time that the
    /// ledger has, so that times still never go back; the answer's own times stay as they are.
    ///
    /// - Throws: ``LedgerError/attemptSettled(id:outcome:)`` if the answer is known: the call may
    ///   have been made before.
    @discardableResult
    public func settle(
        _ attempt: Int64, with answer: NewAnswer, bringing certificate: NewCertificate? = nil,
        clearing cleared: NewCleared? = nil, now: Instant
    ) throws(LedgerError) -> AttemptRecord {
        try answer.check()
        return try store.write { db throws(LedgerError) in
            let last = try Self.lastRecordedAt(db)
            let time = max(now, last)
            let known = try AttemptSQL.record(id: attempt, db)
            if let earlier = known.answer {
                throw .attemptSettled(id: attempt, outcome: earlier.outcome)
            }
            var book = CertificateBook(db: db, log: try LogWriter(db), now: time)
            let certificateID = try certificate.map { given throws(LedgerError) in
                var given = given
                // In use no earlier than what was recorded before it.
                if now < last { given.effectiveAt = max(given.effectiveAt, last) }
                return try install(given, from: known, &book)
            }
            try db.step(
                """
                INSERT INTO answer
                  (attempt_id, outcome, status, bytes_sent, started_at, finished_at, request_id,
                   certificate_id, recorded_at, response)
                VALUES
                  (:attempt_id, :outcome, :status, :bytes_sent, :started_at, :finished_at,
                   :request_id, :certificate_id, :recorded_at, :response)
                """,
                [
                    .integer(attempt), .text(answer.outcome),
                    SQLValue(answer.status.map { Int64($0) }),
                    SQLValue(answer.bytesSent.map { Int64($0) }),
                    .text(answer.startedAt.description), .text(answer.finishedAt.description),
                    SQLValue(answer.requestID), SQLValue(certificateID), .text(time.description),
                    SQLValue(answer.response),
                ])
            let id = db.lastInsertedRowID
            try book.log.appendRow(.answer, id: id)
            if let cleared {
                try Self.insert(cleared, answer: id, now: time, db: db, log: &book.log)
            }
            return try AttemptSQL.record(id: attempt, db)
        }
    }

    private func install(
        _ given: NewCertificate, from attempt: AttemptRecord, _ book: inout CertificateBook
    ) throws(LedgerError) -> Int64 {
        guard let endpoint = Endpoint(rawValue: attempt.endpoint), endpoint.mayBring(given.class),
            let keyID = attempt.signingKeyID
        else { throw .certificateUnasked(endpoint: attempt.endpoint, class: given.class) }
        let unitID = try Self.unitID(attempt.unit, book.db)
        let key = try KeySQL.keys(unitID: unitID, book.db).first { $0.id == keyID }
        guard let key else {
            throw .badRow(table: "attempt", id: attempt.id, column: "signing_key_id")
        }
        let certificate = try examine(given, spki: key.spki)
        try Self.checkNew(certificate, book.db)
        let id = try book.install(given, keyID: keyID, unitID: unitID)
        if given.class == .production, let asked = attempt.certificateID {
            let login = try Self.certificate(id: asked, book.db)
            if login.class == .compliance, !login.isEnded {
                try book.event(.superseded, asked, at: given.effectiveAt, note: nil)
            }
        }
        return id
    }
}

extension CertificateRecord {
    /// Whether anything that ends a certificate has happened to it.
    public var isEnded: Bool { ending != nil }

    /// The event that ended it, if any; after that it stamps and asks for nothing more.
    var ending: Event? {
        let since = history.lastIndex { $0.event == .activated } ?? history.startIndex
        return history[since...].first { $0.event.ends }?.event
    }
}

extension NewAnswer {
    /// What the schema states, so that a bad value is named and no transaction begins.
    fileprivate func check() throws(LedgerError) {
        func unfit(_ column: String) -> LedgerError { .unfit(table: "answer", column: column) }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard (1...40).contains(outcome.utf8.count),
            outcome.utf8.allSatisfy({ letters.contains($0) || $0 == UInt8(ascii: "-") })
        else { throw unfit("outcome") }
        if let status, !(100...999).contains(status) { throw unfit("status") }
        if let bytesSent, bytesSent < 0 { throw unfit("bytes_sent") }
        if let requestID {
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            guard (1...20).contains(requestID.utf8.count),
                requestID.utf8.allSatisfy(digits.contains)
            else { throw unfit("request_id") }
        }
        if let response, response.count > NewAttempt.longestBytes { throw unfit("response") }
    }
}
