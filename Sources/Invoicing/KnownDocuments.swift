/// What a ledger knows of the documents that a new one names, as far as it holds them.
public struct KnownDocuments: Hashable, Sendable {
    /// A document that is named: an invoice that a note corrects, an advance that is drawn on.
    public struct Named: Hashable, Sendable {
        /// BT-1.
        public var number: String
        public var type: InvoiceType
        public var currency: String
        /// BT-112.
        public var total: Money

        public init(number: String, type: InvoiceType, currency: String, total: Money) {
            self.number = number
            self.type = type
            self.currency = currency
            self.total = total
        }
    }

    /// A credit or debit note that was issued before.
    public struct Note: Hashable, Sendable {
        public var type: InvoiceType
        /// BT-25, all of them.
        public var references: Set<String>
        public var currency: String
        /// BT-112.
        public var total: Money

        public init(type: InvoiceType, references: Set<String>, currency: String, total: Money) {
            self.type = type
            self.references = references
            self.currency = currency
            self.total = total
        }
    }

    /// What an invoice issued before drew on an advance.
    public struct Draw: Hashable, Sendable {
        /// KSA-26.
        public var number: String
        public var currency: String
        /// KSA-31 and KSA-32 together.
        public var amount: Money

        public init(number: String, currency: String, amount: Money) {
            self.number = number
            self.currency = currency
            self.amount = amount
        }
    }

    public var named: [Named]
    /// Those over any of `named`.
    public var notes: [Note]
    /// Those on any of `named`.
    public var draws: [Draw]

    public init(named: [Named] = [], notes: [Note] = [], draws: [Draw] = []) {
        self.named = named
        self.notes = notes
        self.draws = draws
    }

    public var isEmpty: Bool { named.isEmpty }
}

extension Invoice {
    /// The numbers of the documents about which a ledger is asked; most documents name none.
    public var namedNumbers: Set<String> {
        let advances = prepayments.map(\.number)
        return Set(type == .creditNote ? references.map(\.number) + advances : advances)
    }
}
