/// All arithmetic of a document (`zatca` section 9), exact, in one place.
///
/// Amounts are rounded half up to two decimals where a formula says so and nowhere else. Every
/// function gives `nil` for a result beyond `Money.limit`.
enum Totals {
    // MARK: One amount

    /// A VAT or percentage of an amount: round2(`amount` x `basisPoints` / 10,000).
    static func share(_ basisPoints: Int, of amount: Money) -> Money {
        Money(
            hundredths: Int64(
                roundedQuotient(Int128(amount.hundredths) * Int128(basisPoints), 10_000)))
    }

    /// What is left of an amount that includes VAT: round2(`gross` / (1 + rate)).
    static func net(of gross: Money, _ rateBasisPoints: Int) -> Money {
        if rateBasisPoints == 0 { return gross }
        return Money(
            hundredths: Int64(
                roundedQuotient(
                    Int128(gross.hundredths) * 10_000, 10_000 + Int128(rateBasisPoints))))
    }

    /// round2(quantity x price / base quantity), the first part of BT-131.
    static func extended(
        _ quantity: ExactDecimal, _ price: ExactDecimal, _ base: ExactDecimal?
    ) -> Money? {
        guard let product = quantity.multiplied(by: price) else { return nil }
        guard let base else { return product.money }
        return product.divided(by: base, scale: 2)?.money
    }

    static func sum(_ amounts: some Sequence<Money>) -> Money? {
        // A million lines of 14 digits pass 64 bits.
        var sum: Int128 = 0
        for amount in amounts { sum += Int128(amount.hundredths) }
        guard sum.magnitude <= UInt128(Money.limit.hundredths.magnitude) else { return nil }
        return Money(hundredths: Int64(sum))
    }

    /// Whether the official check BR-KSA-EN16931-03, which computes in binary64, agrees with
    /// percentage and base.
    ///
    /// Half-halala cases differ: 5 % of 43.10 is 2.155, for which the check demands 2.15.
    static func percentageHolds(_ amount: Money, _ basisPoints: Int, _ base: Money) -> Bool {
        guard share(basisPoints, of: base) == amount else { return false }
        let base = Double(base.hundredths) / 100
        let percentage = Double(basisPoints) / 100
        let demanded = (base * percentage / 100 * 100 + 0.5).rounded(.down)
        return demanded == Double(amount.hundredths)
    }

    // MARK: A line

    struct LineInput {
        var quantity: ExactDecimal
        var price: ExactDecimal
        var base: ExactDecimal?
        /// Whether price, allowances and charges include VAT.
        var includesVAT: Bool
        var rateBasisPoints: Int
        var allowancesCharges: [AllowanceCharge]
    }

    struct LineAmounts {
        /// BT-146 without VAT.
        var price: ExactDecimal
        /// BT-131, KSA-11.
        var net: Money
        var vat: Money
        /// BG-27, BG-28 without VAT.
        var allowancesCharges: [AllowanceCharge]
        /// What the line costs in the terms the draft was written in.
        var entered: Money
    }

    /// - Parameter move: What the solver adds to the net amount where prices include VAT.
    static func line(_ input: LineInput, move: Int64 = 0) -> LineAmounts? {
        guard let extended = extended(input.quantity, input.price, input.base) else { return nil }
        let parts = input.allowancesCharges
        guard let entered = sum([extended] + parts.map(\.signed)) else { return nil }
        guard input.includesVAT, input.rateBasisPoints != 0 else {
            return LineAmounts(
                price: input.price, net: entered, vat: share(input.rateBasisPoints, of: entered),
                allowancesCharges: parts, entered: entered)
        }
        // Section 9.5: the net of the whole line is what the formulas must reach; price, allowances
        // and charges without VAT are found backwards from it.
        let netParts = parts.map { $0.net(input.rateBasisPoints) }
        guard let partsSum = sum(netParts.map(\.signed)) else { return nil }
        var net = net(of: entered, input.rateBasisPoints) + Money(hundredths: move)
        // Allowances and charges can lose less to rounding than the whole line does.
        if net < partsSum { net = partsSum }
        guard let price = Solver.price(reaching: net - partsSum, input.quantity, input.base) else {
            return nil
        }
        return LineAmounts(
            price: price, net: net, vat: share(input.rateBasisPoints, of: net),
            allowancesCharges: netParts, entered: entered)
    }

    /// What is left for quantity times price where prices include VAT: the amount for which
    /// `line` seeks a price.
    static func extendedNet(_ input: LineInput) -> Money? {
        guard let extended = extended(input.quantity, input.price, input.base),
            let entered = sum([extended] + input.allowancesCharges.map(\.signed)),
            let parts = sum(
                input.allowancesCharges.map { $0.net(input.rateBasisPoints).signed })
        else { return nil }
        return max(net(of: entered, input.rateBasisPoints) - parts, .zero)
    }

    // MARK: VAT groups

    /// The lines of one VAT treatment (BG-23).
    struct Group {
        var vat: VATTreatment
        /// In the draft's own terms and without VAT: sums of the lines alone.
        var entered: Money
        var lineNet: Money
    }

    /// Groups in the order of their first line.
    static func groups(_ lines: [(InvoiceLine, entered: Money)]) -> [Group]? {
        var groups: [Group] = []
        for (line, entered) in lines {
            if let index = groups.firstIndex(where: { $0.vat == line.vat }) {
                guard let grossSum = sum([groups[index].entered, entered]) else { return nil }
                guard let netSum = sum([groups[index].lineNet, line.netAmount]) else { return nil }
                groups[index].entered = grossSum
                groups[index].lineNet = netSum
            } else {
                groups.append(Group(vat: line.vat, entered: entered, lineNet: line.netAmount))
            }
        }
        return groups
    }

    /// Splits an amount over groups in proportion to their lines (section 9.4): each share is
    /// rounded half up and the largest group takes the remainder, so that the shares add up.
    static func split(_ amount: Money, over groups: [Group]) -> [Money]? {
        guard let whole = sum(groups.map(\.entered)), whole > .zero else { return nil }
        var shares = groups.map {
            Money(
                hundredths: Int64(
                    roundedQuotient(
                        Int128(amount.hundredths) * Int128($0.entered.hundredths),
                        Int128(whole.hundredths))))
        }
        guard let given = sum(shares) else { return nil }
        var largest = 0
        for index in groups.indices where groups[index].entered > groups[largest].entered {
            largest = index
        }
        shares[largest] = shares[largest] + (amount - given)
        return shares
    }

    // MARK: The document

    struct DocumentInput {
        var lines: [InvoiceLine]
        var groups: [Group]
        /// Each with its VAT treatment.
        var allowancesCharges: [AllowanceCharge]
        var prepayments: [PrepaymentSettlement]
        /// BT-114 as given.
        var rounding: Money?
        /// What the buyer is to pay, advances aside, where the draft's prices say so: the gap goes
        /// into BT-114.
        var shelfTotal: Money?
        /// `nil` for SAR.
        var exchangeRate: ExactDecimal?
    }

    typealias DocumentResult = (breakdown: [VATSubtotal], totals: InvoiceTotals)

    static func document(_ input: DocumentInput) -> DocumentResult? {
        guard let breakdown = breakdown(input) else { return nil }
        let allowances = input.allowancesCharges.filter { $0.direction == .allowance }
        let charges = input.allowancesCharges.filter { $0.direction == .charge }
        guard let lineNet = sum(input.lines.lazy.map(\.netAmount)),
            let allowanceSum = sum(allowances.map(\.amount)),
            let chargeSum = sum(charges.map(\.amount)),
            let exclusive = sum([lineNet, -allowanceSum, chargeSum]),
            let tax = sum(breakdown.map(\.tax)),
            let inclusive = sum([exclusive, tax]),
            let prepaid = sum(input.prepayments.flatMap { [$0.taxable, $0.tax] })
        else { return nil }
        var taxInSAR = tax
        if let rate = input.exchangeRate {
            guard let converted = ExactDecimal(tax).multiplied(by: rate)?.money else { return nil }
            taxInSAR = converted
        }
        var rounding = input.rounding
        if rounding == nil, let shelf = input.shelfTotal, shelf != inclusive {
            rounding = shelf - inclusive
        }
        guard let payable = sum([inclusive, -prepaid, rounding ?? .zero]) else { return nil }
        let totals = InvoiceTotals(
            lineNet: lineNet, allowances: allowances.isEmpty ? nil : allowanceSum,
            charges: charges.isEmpty ? nil : chargeSum, taxExclusive: exclusive, tax: tax,
            taxInSAR: taxInSAR, taxInclusive: inclusive,
            prepaid: input.prepayments.isEmpty ? nil : prepaid, payableRounding: rounding,
            payable: payable)
        return (breakdown, totals)
    }

    /// BT-116 and BT-117 of each group; VAT is taken of the group's total, not added up from the
    /// lines.
    private static func breakdown(_ input: DocumentInput) -> [VATSubtotal]? {
        var subtotals = input.groups.map {
            VATSubtotal(taxable: $0.lineNet, tax: .zero, vat: $0.vat)
        }
        for part in input.allowancesCharges {
            guard let vat = part.vat else { preconditionFailure("a document allowance has VAT") }
            if let index = subtotals.firstIndex(where: { $0.vat == vat }) {
                guard let taxable = sum([subtotals[index].taxable, part.signed]) else { return nil }
                subtotals[index].taxable = taxable
            } else {
                subtotals.append(VATSubtotal(taxable: part.signed, tax: .zero, vat: vat))
            }
        }
        for index in subtotals.indices {
            let subtotal = subtotals[index]
            subtotals[index].tax = share(subtotal.vat.rateBasisPoints, of: subtotal.taxable)
        }
        return subtotals
    }
}

extension AllowanceCharge {
    /// What it adds to a total.
    var signed: Money { direction == .charge ? amount : -amount }

    /// The same without VAT; percentage and base stay only where they still give the amount.
    func net(_ rateBasisPoints: Int) -> AllowanceCharge {
        var part = self
        part.amount = Totals.net(of: amount, rateBasisPoints)
        guard let percent = percentBasisPoints, let base else { return part }
        let netBase = Totals.net(of: base, rateBasisPoints)
        let holds = Totals.percentageHolds(part.amount, percent, netBase)
        part.percentBasisPoints = holds ? percent : nil
        part.base = holds ? netBase : nil
        return part
    }
}
