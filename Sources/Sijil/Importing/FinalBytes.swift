import Crew
import Invoicing
import Rules
import UBL

/// Every rule on the documents that a sheet would become, before any is stamped: what passes here
/// is not refused by a rule when it is issued.
struct FinalBytes {
    private let seller: Party
    private let uuid: DocumentUUID
    private let now: Instant
    private let rules = ToolShed { DocumentRules() }

    /// - Parameter uuid: Stands in the documents, which are judged and thrown away.
    init(seller: Party, uuid: DocumentUUID, now: Instant) {
        self.seller = seller
        self.uuid = uuid
        self.now = now
    }

    /// - Parameter documents: Invoices, and the ids of the rules that their drafts warned of.
    /// - Returns: The problems of each, in the places of its draft.
    func problems(_ documents: [(invoice: Invoice, known: [String])]) -> [[Problem]] {
        Crew.map(documents, share: 32) { [seller, uuid, now, rules] document in
            rules.lend {
                $0.judgeUnstamped(
                    document.invoice, seller: seller, uuid: uuid, known: document.known, at: now)
            }
        }
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
