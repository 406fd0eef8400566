import Dispatch
import Invoicing
import Rules
import Synchronization
import UBL
import Verifier

/// Every rule on the documents that a sheet would become, before any is stamped: what passes here
/// is not refused by a rule when it is issued.
struct FinalBytes {
    private struct Desk: Sendable {
        let seller: Party
        let uuid: DocumentUUID
        let now: Instant

        func judge(
            _ document: (invoice: Invoice, known: [String]), _ rules: DocumentRules
        ) -> [Problem] {
            rules.judgeUnstamped(
                document.invoice, seller: seller, uuid: uuid, known: document.known, at: now)
        }
    }

    private let desk: Desk
    /// As many documents one core takes at a time.
    private static let share = 32
    private let alone = DocumentRules()

    /// - Parameter uuid: Stands in the documents, which are judged and thrown away.
    init(seller: Party, uuid: DocumentUUID, now: Instant) {
        desk = Desk(seller: seller, uuid: uuid, now: now)
    }

    /// - Parameter documents: Invoices, and the ids of the rules that their drafts warned of.
    /// - Returns: The problems of each, in the places of its draft.
    func problems(_ documents: [(invoice: Invoice, known: [String])]) -> [[Problem]] {
        if documents.count <= Self.share { return documents.map { desk.judge($0, alone) } }
        let shares = (documents.count + Self.share - 1) / Self.share
        let found = Mutex([Int: [[Problem]]]())
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(shares, Processors.count)) { [desk] _ in
            let rules = DocumentRules()
            while true {
                let number = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard number < shares else { return }
                let first = number * Self.share
                let own = documents[first..<min(first + Self.share, documents.count)]
                let problems = own.map { desk.judge($0, rules) }
                found.withLock { $0[number] = problems }
            }
        }
        return found.withLock { found in (0..<shares).flatMap { found[$0] ?? [] } }
    }
}

extension DocumentRules {
    /// What the rules say of an invoice before it is stamped; those on the stamp and the QR code
    /// are left out.
    func judgeUnstamped(
        _ invoice: Invoice, seller: Party, uuid: DocumentUUID, known: [String], at now: Instant
    ) -> [Problem] {
        let document = UBLWriter.write(
            invoice, seller: seller, uuid: uuid, at: ChainPosition(icv: .first, pih: .initial))
        let verdict = judge(
            document.stamped(extension: [], qr: []), of: invoice, known: known, at: now)
        return verdict.problems.filter { !(RuleID(rawValue: $0.rule)?.isOfStamp ?? false) }
    }
}
