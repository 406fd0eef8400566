import Encoding
import Invoicing

/// A draft that was read and checked, or why it was not.
struct PreparedDraft: Sendable {
    let place: Int
    let key: String?
    let number: String?
    /// `nil` where the draft is refused.
    let content: (draft: InvoiceDraft, invoice: Invoice)?
    /// Why it is refused, or what its writer should know.
    var problems: [Problem]

    /// - Parameters:
    ///   - issuedAt: The time of issue where the draft names none; now if `nil`.
    ///   - refusal: Why these surroundings do not take the draft, whatever it says else.
    init(
        _ item: DraftSource.Item, seller: Party, issuedAt: IssueTime? = nil, now: IssueTime,
        refusal: (InvoiceDraft) -> Problem? = { _ in nil }
    ) {
        let json: JSONValue
        switch item.json {
        case .success(let value): json = value
        case .failure(let error):
            self.init(refused: item.place, nil, [error.problem(line: item.place)])
            return
        }
        let draft: InvoiceDraft
        switch InvoiceDraft.read(json) {
        case .success(let value): draft = value
        case .failure(let problems):
            self.init(refused: item.place, json, problems.all)
            return
        }
        if let refusal = refusal(draft) {
            self.init(refused: item.place, json, [refusal])
            return
        }
        switch draft.checked(seller: seller, defaultIssuedAt: issuedAt ?? now, now: now) {
        case .failure(let problems): self.init(refused: item.place, json, problems.all)
        case .success(let checked):
            self.init(
                place: item.place, key: draft.key, number: draft.number,
                content: (draft, checked.invoice), problems: checked.warnings)
        }
    }

    private init(refused place: Int, _ json: JSONValue?, _ problems: [Problem]) {
        let number: String? = if case .string(let text) = json?["number"] { text } else { nil }
        let key: String? = if case .string(let text) = json?["key"] { text } else { number }
        self.init(place: place, key: key, number: number, content: nil, problems: problems)
    }

    private init(
        place: Int, key: String?, number: String?,
        content: (draft: InvoiceDraft, invoice: Invoice)?, problems: [Problem]
    ) {
        self.place = place
        self.key = key
        self.number = number
        self.content = content
        self.problems = problems
    }

    var notAttempted: IssueResult { result(.notAttempted) }

    func result(
        _ status: IssueResult.Status, receipt: Receipt? = nil, amounts: Invoice? = nil,
        problems more: [Problem] = []
    ) -> IssueResult {
        IssueResult(
            place: place, key: key, number: number, status: status, receipt: receipt,
            amounts: amounts.map { IssueResult.Amounts($0) }, problems: problems + more)
    }
}
