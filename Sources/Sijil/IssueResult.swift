public import Encoding
public import Invoicing

/// What a buyer or a script is told of one issued document; made only after its row is safely
/// stored.
public struct Receipt: Sendable, Equatable {
    public let key: String
    public let number: String
    public let unit: String
    public let epoch: Int
    public let icv: Int64
    public let uuid: String
    /// Base64, 44 characters.
    public let hash: String
    public let pih: String
    /// Riyadh civil time without suffix.
    public let issuedAt: String
    /// UTC with `Z`.
    public let recordedAt: String
    /// BT-112 and BT-110, in `currency`.
    public let total: String
    public let vat: String
    public let currency: String
    public let qr: String
}

/// What became of one draft.
public struct IssueResult: Sendable {
    public enum Status: String, Sendable {
        case issued
        /// The same content was issued before; the first receipt again.
        case existing
        case refused
        /// Another draft of an all-or-nothing group was refused.
        case notAttempted = "not-attempted"
        /// Only checked, and nothing stands in its way.
        case valid
    }

    /// From 1: the line in JSON Lines, the place in an array.
    public let place: Int
    public let key: String?
    public let number: String?
    public let status: Status
    public let receipt: Receipt?
    /// Only of a draft that was checked and is valid.
    public var amounts: Amounts?
    public let problems: [Problem]

    /// What a draft would come to, if it were issued now.
    public struct Amounts: Sendable {
        public let issuedAt: String
        public let total: String
        public let vat: String
        public let currency: String

        init(_ invoice: Invoice) {
            issuedAt = invoice.issuedAt.description
            total = invoice.totals.taxInclusive.description
            vat = invoice.totals.tax.description
            currency = invoice.currency
        }
    }

    /// Something to call the draft by.
    public var name: String { number ?? key ?? "#\(place)" }

    /// The result line of the contract.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", JSONValue(receipt?.key ?? key)),
            .init("number", JSONValue(receipt?.number ?? number)),
            .init("status", .string(status.rawValue)),
        ]
        if let receipt {
            members += [
                .init("unit", .string(receipt.unit)), .init("epoch", JSONValue(receipt.epoch)),
                .init("icv", JSONValue(receipt.icv)), .init("uuid", .string(receipt.uuid)),
                .init("hash", .string(receipt.hash)), .init("pih", .string(receipt.pih)),
                .init("issued_at", .string(receipt.issuedAt)),
                .init("recorded_at", .string(receipt.recordedAt)),
                .init("total", .string(receipt.total)), .init("vat", .string(receipt.vat)),
                .init("qr", .string(receipt.qr)),
            ]
        }
        if let amounts {
            members += [
                .init("issued_at", .string(amounts.issuedAt)),
                .init("total", .string(amounts.total)), .init("vat", .string(amounts.vat)),
            ]
        }
        members.append(.init("problems", .array(problems.map(\.json))))
        return .object(members)
    }
}
