/// That the authority rejected a document, which is then no sale, and what became of the sale.
public enum Rejection: Hashable, Sendable {
    /// Nothing yet: it waits for its successor.
    case open
    /// It was called off.
    case closed
    /// A successor of another number has its place.
    case replaced(by: String)
}

/// What a ledger knows of the documents that a new one names, as far as it holds them.
public struct KnownDocuments: Hashable, Sendable {
    /// A document that is named: an invoice that a note corrects, an advance that is drawn on.
    public struct Named: Hashable, Sendable {
        /// BT-1.
        public var number: String
        public var type: InvoiceType
        /// BT-2.
        public var issuedOn: CivilDate
        public var currency: String
        /// BT-112.
        public var total: Money
        /// `nil` where the authority did not reject it.
        public var rejection: Rejection?

        public init(
            number: String, type: InvoiceType, issuedOn: CivilDate, currency: String, total: Money,
            rejection: Rejection? = nil
        ) {
            self.number = number
            self.type = type
            self.issuedOn = issuedOn
            self.currency = currency
            self.total = total
            self.rejection = rejection
        }
    }

    /// A credit or debit note that was issued before.
    public struct Note: Hashable, Sendable {
        /// BT-1.
        public var number: String
        public var type: InvoiceType
        /// BT-25, all of them.
        public var references: Set<String>
        public var currency: String
        /// BT-112.
        public var total: Money

        public init(
            number: String, type: InvoiceType, references: Set<String>, currency: String,
            total: Money
        ) {
            self.number = number
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
        /// BT-1 of the invoice that drew.
        public var invoice: String
        public var currency: String
        /// KSA-31 and KSA-32 together.
        public var amount: Money

        public init(number: String, invoice: String, currency: String, amount: Money) {
            self.number = number
            self.invoice = invoice
            self.currency = currency
            self.amount = amount
        }
    }

    /// Also the advances that an invoice drew on which a credit note names.
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

    /// Without the rejected ones, which are no sales.
    public var standing: KnownDocuments {
        KnownDocuments(
            named: named.filter { $0.rejection == nil }, notes: notes, draws: draws)
    }
}

extension Invoice {
    /// The numbers of the documents about which a ledger is asked; most documents name none.
    public var namedNumbers: Set<String> {
        Set((type.isNote ? references.map(\.number) : []) + prepayments.map(\.number))
    }
}

/// How much of some documents a credit note may take back still.
public struct CreditRoom: Hashable, Sendable {
    /// What they came to, debit notes included.
    public var whole: Money
    /// Credit notes over them, by their numbers.
    public var credited: Money
    public var notes: [String]
    /// Where they are advances: what invoices drew on them, which are credited in their place.
    /// Where they are invoices: what was credited over the advances that they drew on, or drawn by
    /// others beyond what was paid.
    public var settled: Money
    public var settledIn: [String]

    public var left: Money { whole - credited - settled }

    /// Where `settled` was counted; that more was drawn than paid, if nothing else tells.
    public var settledWords: Bilingual {
        guard !settledIn.isEmpty else {
            return Bilingual(
                en: "\(settled) drawn on advances beyond what was paid",
                ar: "و\(settled) خُصمت من دفعات مقدمة زيادة على ما دُفع")
        }
        return Bilingual(
            en: "\(settled) of advances counted in \(settledIn.joined(separator: ", "))",
            ar: "ودفعات مقدمة \(settled) محتسبة في \(settledIn.joined(separator: "، "))")
    }

    /// - Returns: `nil` where something of it is not known: the ledger does not hold all of them,
    ///   or amounts are in other currencies.
    public init?(over numbers: Set<String>, currency: String, _ known: KnownDocuments) {
        let named = known.named.filter { numbers.contains($0.number) }
        guard !numbers.isEmpty, named.count == numbers.count,
            named.allSatisfy({ $0.currency == currency })
        else { return nil }
        // A note that names other documents too may be over those.
        let own = known.notes.filter {
            $0.currency == currency && $0.references.isSubset(of: numbers)
        }
        let credits = own.filter { $0.type == .creditNote }
        let debits = own.filter { $0.type == .debitNote }
        whole = (named.map(\.total) + debits.map(\.total)).reduce(.zero, +)
        credited = credits.map(\.total).reduce(.zero, +)
        notes = credits.map(\.number)
        (settled, settledIn) = (.zero, [])
        for advance in known.named where advance.type == .prepayment {
            guard advance.currency == currency else { continue }
            let draws = known.draws.filter {
                $0.number == advance.number && $0.currency == currency
            }
            if numbers.contains(advance.number) {
                // Together with the invoice that drew, the advance is counted once all the same.
                add(draws)
            } else {
                addRefunds(of: advance, draws.filter { numbers.contains($0.invoice) }, draws, known)
            }
        }
    }

    private mutating func add(_ draws: [KnownDocuments.Draw]) {
        settled = settled + draws.map(\.amount).reduce(.zero, +)
        for draw in draws where !settledIn.contains(draw.invoice) {
            settledIn.append(draw.invoice)
        }
    }

    /// What was given back of an advance though an invoice had drawn it is not given back twice.
    private mutating func addRefunds(
        of advance: KnownDocuments.Named, _ own: [KnownDocuments.Draw],
        _ all: [KnownDocuments.Draw], _ known: KnownDocuments
    ) {
        let refunds = known.notes.filter {
            $0.type == .creditNote && $0.references == [advance.number]
                && $0.currency == advance.currency
        }
        let spent = all.map(\.amount).reduce(.zero, +)
        let given = refunds.map(\.total).reduce(spent, +) - advance.total
        let drawn = own.map(\.amount).reduce(.zero, +)
        let twice = min(given, drawn)
        guard twice > .zero else { return }
        settled = settled + twice
        settledIn += refunds.map(\.number)
        // Others had drawn what this one drew.
        if spent > advance.total {
            let others = Set(all.map(\.invoice)).subtracting(own.map(\.invoice))
            settledIn += others.sorted().filter { !settledIn.contains($0) }
        }
    }
}
