import Encoding
import Fatoora
import Invoicing

/// The documents that the authority wants to see before it gives a production certificate: one of
/// each kind and type that the unit will issue, made from the firm's own data. They are no
/// invoices.
struct ComplianceDrafts {
    let seller: Party
    /// The seller as its file has it.
    let sellerJSON: JSONValue
    /// Which enrolment of this ledger it is; part of the numbers.
    let attempt: Int64
    let now: IssueTime

    /// - Throws: ``SijilError/sellerRefused(path:problems:)`` where the firm's data make no valid
    ///   document.
    func invoice(for step: ComplianceStep) throws -> Invoice {
        let json = draft(for: step)
        let draft: InvoiceDraft
        switch InvoiceDraft.read(json) {
        case .success(let value): draft = value
        case .failure(let problems):
            throw SijilError.sellerRefused(path: "compliance", problems: problems.all)
        }
        switch draft.checked(seller: seller, defaultIssuedAt: now, now: now) {
        case .success(let checked): return checked.invoice
        case .failure(let problems):
            throw SijilError.sellerRefused(path: "compliance", problems: problems.all)
        }
    }

    private func number(_ step: ComplianceStep) -> String {
        "CHECK-\(attempt)-"
            + step.rawValue.split(separator: "-").compactMap(\.first).map(String.init)
            .joined().uppercased()
    }

    private func draft(for step: ComplianceStep) -> JSONValue {
        let isNote = step.draftType != "invoice"
        let original: ComplianceStep = step.isStandard ? .standardInvoice : .simplifiedInvoice
        var members: [JSONValue.Member] = [
            .init("kind", step.isStandard ? "standard" : "simplified"),
            .init("type", .string(step.draftType)), .init("number", .string(number(step))),
            .init("supply_date", .string(now.date.description)),
            .init(
                "lines",
                [
                    [
                        "name": "فحص الالتزام | Compliance check", "quantity": "1",
                        "unit": "PCE", "price": "100.00",
                        "vat": ["category": "S", "rate": "15"],
                    ]
                ]),
        ]
        if step.isStandard { members.append(.init("buyer", buyer)) }
        if isNote {
            members.append(.init("references", [["number": .string(number(original))]]))
            members.append(.init("reason", "فحص الالتزام | Compliance check"))
            members.append(.init("payment_means", "10"))
        }
        return .object(members)
    }

    /// An invented customer at the firm's own address.
    private var buyer: JSONValue {
        [
            "name": "مشتر لفحص الالتزام | Compliance check buyer",
            "ids": [["scheme": "OTH", "value": "0000000000"]],
            "address": sellerJSON["address"] ?? .null,
        ]
    }
}
