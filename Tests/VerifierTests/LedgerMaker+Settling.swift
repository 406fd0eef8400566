import Invoicing
import Ledger
import Testing
import UBL

extension LedgerMaker {
    /// Sends a document of which no answer comes.
    func lose(_ number: String, unit: String) throws {
        let index = try #require(
            unreported[unit]?.firstIndex { $0.sealed.invoice.number.text == number })
        guard let (id, sealed) = unreported[unit]?.remove(at: index) else { return }
        let certificate = try #require(try ledger.activeCertificate(unit: unit))
        let endpoint = sealed.invoice.kind == .standard ? "clearance" : "reporting"
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: unit, endpoint: endpoint, certificateID: certificate.id, documentID: id,
                profile: 1, request: document("/invoices/\(endpoint)/single", sealed)),
            now: tick())
        try end(attempt.id)
        lost[number] = sealed
    }

    /// Stores that nobody knows what came of a request.
    private func end(_ attempt: Int64) throws {
        let time = tick()
        _ = try ledger.settle(
            attempt,
            with: NewAnswer(
                outcome: "unknown", status: nil, bytesSent: nil, startedAt: time,
                finishedAt: time, response: nil), now: time)
    }

    /// Records that the portal shows a document whose answer was lost; a standard one with the
    /// authority's copy.
    func settle(_ number: String, seen: String) throws {
        let sealed = try #require(lost[number])
        lost[number] = nil
        let record = try #require(try ledger.document(number: sealed.invoice.number))
        let isStandard = sealed.invoice.kind == .standard
        let stamped = isStandard ? try copy(of: sealed, unit: record.unit) : nil
        let outcome = try ledger.recordSettlement(
            of: record, seen: seen, copy: stamped?.xml, now: tick())
        guard case .settled = outcome else {
            Issue.record("\(number) was not settled: \(outcome)")
            return
        }
    }

    /// Settles, a day later, every document of which nobody knows whether it arrived.
    ///
    /// - Returns: How many.
    func settleAll() throws -> Int {
        now = Instant(secondsSince1970: now.secondsSince1970 + 90_000)
        var count = 0
        for unit in units.keys.sorted() {
            for attempt in try ledger.openAttempts(unit: unit) where attempt.documentID != nil {
                try end(attempt.id)
            }
            for record in try ledger.unsubmitted(unit: unit, limit: 1_000)
            where record.last != nil && record.mayBeKnownSince != nil {
                try settle(record.document.number.text, seen: "في البوابة")
                count += 1
            }
        }
        return count
    }
}
