import Cryptography
import EGS
import Invoicing

/// When each certificate of a ledger could stamp, by its recorded events.
///
/// A certificate stamps from its activation (one of class compliance: from its installation) to the
/// first event that ends it. A document is too late if it was recorded after the time from which
/// the end holds, or logged after the end was.
struct CertificateLives: Sendable {
    private struct Period: Sendable {
        let event: RecordKey
        let start: Int64
        let startEntry: Int64?
        var end: End?
    }

    private struct End: Sendable {
        var event: RecordKey
        var word: String
        var time: Int64
        /// Of the first event that ended it.
        let entry: Int64?
    }

    struct Fault {
        let code: FindingCode
        let expected: String
        let found: String
        let follows: [CauseKey]
    }

    private var periods: [Int64: [Period]] = [:]
    /// The production certificate that each unit stamps with, as the events go by.
    private var inUse: [Int64: Int64] = [:]
    /// Events that the log names and the file does not have: each may be the one that is needed.
    private let missing: [CauseKey]

    init(records: LedgerRecords, log: LogIndex, missing: [RecordKey]) {
        self.missing = missing.filter { $0.kind == "certificate-event" }.map { .record($0) }
        for event in records.events.sorted(by: { $0.id < $1.id }) {
            let id = event.integer("certificate_id")
            guard let certificate = records.certificates[id],
                let effective = Instant(event.text("effective_at")),
                let recorded = Instant(event.text("recorded_at"))
            else { continue }
            let entry = log.records[event.key]?.seq
            switch event.text("kind") {
            case certificate.isCompliance ? "installed" : "activated":
                // It stamps from the moment that the ledger knows, whatever time was given.
                let start = min(effective, recorded).secondsSince1970
                if !certificate.isCompliance, let unit = records.unit(ofCertificate: id)?.id {
                    replace(inUse.updateValue(id, forKey: unit), by: id, event, effective, entry)
                }
                periods[id, default: []].append(
                    Period(event: event.key, start: start, startEntry: entry))
            case "superseded", "revoked", "compromised", "retired":
                end(id, event, at: effective.secondsSince1970, entry: entry)
            default: break
            }
        }
    }

    /// A unit stamps with the certificate that was activated last: that ends the one before, if no
    /// event of its own did.
    private mutating func replace(
        _ before: Int64?, by id: Int64, _ event: RecordRow, _ time: Instant, _ entry: Int64?
    ) {
        guard let before, before != id, let last = periods[before]?.indices.last,
            periods[before]?[last].end == nil
        else { return }
        periods[before]?[last].end = End(
            event: event.key, word: "superseded by certificate \(id)",
            time: time.secondsSince1970, entry: entry)
    }

    /// Why a certificate cannot have begun an epoch by the order of the log; `nil` if it can.
    func epochFault(of certificate: Int64, entry: Int64) -> String? {
        let begun = periods[certificate]?.last { ($0.startEntry ?? .max) < entry }
        guard let begun else { return "not in use" }
        guard let end = begun.end, let over = end.entry, over < entry else { return nil }
        return end.word
    }

    private mutating func end(_ id: Int64, _ event: RecordRow, at time: Int64, entry: Int64?) {
        guard let last = periods[id]?.indices.last else { return }
        let new = End(event: event.key, word: event.text("kind"), time: time, entry: entry)
        guard var end = periods[id]?[last].end else {
            periods[id]?[last].end = new
            return
        }
        // A compromise may be told long after the certificate was superseded.
        if new.time < end.time { (end.event, end.word, end.time) = (new.event, new.word, new.time) }
        periods[id]?[last].end = end
    }

    /// What is wrong with a stamp of this certificate; `nil` if it could stamp then.
    ///
    /// - Parameters:
    ///   - time: When the document was recorded, in seconds since 1970.
    ///   - entry: Number of its entry in the log, if it has one.
    func fault(of certificate: Int64, at time: Int64, entry: Int64?) -> Fault? {
        guard let all = periods[certificate], let first = all.first else {
            return early(certificate, "–", at: time, nil)
        }
        func isStarted(_ period: Period) -> Bool {
            if let entry, let start = period.startEntry, entry < start { return false }
            return period.start <= time
        }
        func isOver(_ end: End) -> Bool {
            if let entry, let over = end.entry, entry > over { return true }
            return time > end.time
        }
        guard let period = all.last(where: isStarted) else {
            return early(
                certificate, Instant(secondsSince1970: first.start).description, at: time,
                first.event)
        }
        guard let end = period.end, isOver(end) else { return nil }
        let ended = Instant(secondsSince1970: end.time)
        return Fault(
            code: .certificateEnded, expected: "≤ \(ended): \(end.word)",
            found: "certificate \(certificate): \(Instant(secondsSince1970: time))",
            follows: [.record(end.event), .record(period.event)])
    }

    private func early(
        _ certificate: Int64, _ start: String, at time: Int64, _ event: RecordKey?
    ) -> Fault {
        Fault(
            code: .certificateEarly, expected: "≥ \(start)",
            found: "certificate \(certificate): \(Instant(secondsSince1970: time))",
            follows: (event.map { [.record($0)] } ?? missing))
    }
}

/// Holds all documents of the chains against the lives of their certificates and against the
/// returns to older copies, and counts what each certificate stamped.
struct UseCheck {
    private(set) var symptoms: [Symptom] = []
    /// Documents by chain and certificate.
    private(set) var documents: [Int64: [Int64: Int64]] = [:]

    init(
        _ links: Pieces<DocumentLink>, records: LedgerRecords, log: LogIndex,
        lives: CertificateLives, restores: RestoreCheck
    ) {
        for link in links {
            symptoms += restores.symptoms(of: link, records: records, log: log)
            guard link.certificate != 0 else { continue }
            documents[link.chain, default: [:]][link.certificate, default: 0] += 1
            let fault = lives.fault(
                of: link.certificate, at: link.recordedAt, entry: log.entry(ofDocument: link.id))
            guard let fault else { continue }
            let row = RecordKey(kind: "certificate", id: link.certificate)
            symptoms.append(
                Symptom(
                    fault.code, at: records.place(link), expected: fault.expected,
                    found: fault.found,
                    key: .misuse(link.certificate),
                    follows: fault.follows + [
                        .record(.document(link.id)), .record(row), .clock, .file,
                    ]))
        }
    }

    /// The certificates that stamped in a chain, in the order of their rows.
    func certificates(chain: Int64, records: LedgerRecords) -> [AuditReport.Certificate] {
        (documents[chain] ?? [:]).sorted { $0.key < $1.key }.compactMap { id, count in
            guard let stamping = records.certificates[id]?.stamping else { return nil }
            let life = stamping.certificate
            return AuditReport.Certificate(
                serial: stamping.serialDecimal, class: stamping.class.rawValue,
                notBefore: Instant(secondsSince1970: life.notBefore),
                notAfter: Instant(secondsSince1970: life.notAfter), documents: count)
        }
    }
}
