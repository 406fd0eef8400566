/// Finds the numbers that say what a person means and satisfy every rounding rule.
///
/// A person thinks in shelf prices and round totals; the rules want net amounts of two decimals,
/// VAT of their sum, and prices that give exactly these net amounts. The search is bounded, and
/// what lies outside its bounds is not found:
/// - a price has at most `priceDecimals` decimals;
/// - where prices include VAT, a line's net amount leaves its own rounding by `mostMove` at most;
/// - a proposed price is one that rounds to the given price, on one line;
/// - a proposed rounding (BT-114) is below one unit of the currency.
public enum Solver {
    /// The most decimals a price (BT-146) is given.
    public static let priceDecimals = 14
    /// By how many hundredths a line's net amount (BT-131) may leave its own rounding.
    public static let mostMove = 1
    /// A rounding of the amount due (BT-114) below this is proposed.
    public static let roundingLimit = Money(hundredths: 100)

    // MARK: A price

    /// The price with the fewest decimals, two at least, whose extension is exactly `amount`.
    static func price(
        reaching amount: Money, _ quantity: ExactDecimal, _ base: ExactDecimal?
    ) -> ExactDecimal? {
        let one = ExactDecimal(digits: 1, scale: 0)
        guard let whole = ExactDecimal(amount).multiplied(by: base ?? one) else { return nil }
        for scale in 2...priceDecimals {
            guard let price = whole.divided(by: quantity, scale: scale) else { return nil }
            if Totals.extended(quantity, price, base) == amount { return price }
        }
        return nil
    }

    /// The price with the fewest decimals that rounds to `given`, and has more decimals than it,
    /// whose extension is exactly `amount`.
    static func price(
        reaching amount: Money, _ quantity: ExactDecimal, _ base: ExactDecimal?,
        roundingTo given: ExactDecimal
    ) -> ExactDecimal? {
        let one = ExactDecimal(digits: 1, scale: 0)
        guard given.scale < priceDecimals,
            let whole = ExactDecimal(amount).multiplied(by: base ?? one)
        else { return nil }
        let half = ExactDecimal(digits: 5, scale: given.scale + 1)
        for scale in max(2, given.scale + 1)...priceDecimals {
            // Half up: the middle below still rounds to the given price, the one above no more.
            let last = ExactDecimal(digits: 1, scale: scale)
            guard let quotient = whole.divided(by: quantity, scale: scale),
                let least = given.subtracting(half),
                let most = given.adding(half)?.subtracting(last)
            else { return nil }
            let price = min(max(quotient, least), most)
            if !price.isNegative, Totals.extended(quantity, price, base) == amount {
                return price
            }
        }
        return nil
    }

    /// What the price with the most decimals makes of a quantity for which no price gives `amount`.
    static func nearest(
        to amount: Money, _ quantity: ExactDecimal, _ base: ExactDecimal?
    ) -> Money? {
        let one = ExactDecimal(digits: 1, scale: 0)
        let whole = ExactDecimal(amount).multiplied(by: base ?? one)
        let price = whole?.divided(by: quantity, scale: priceDecimals)
        return price.flatMap { Totals.extended(quantity, $0, base) }
    }

    // MARK: A net amount

    /// An amount with its VAT.
    static func withVAT(_ net: Money, _ rateBasisPoints: Int) -> Money {
        net + Totals.share(rateBasisPoints, of: net)
    }

    /// The net amount that with its VAT is exactly `total`; there is none for about one total in
    /// eight at 15 %.
    static func net(reaching total: Money, _ rateBasisPoints: Int) -> Money? {
        let guess = Totals.net(of: total, rateBasisPoints)
        for step: Int64 in [0, 1, -1] {
            let net = guess + Money(hundredths: step)
            if withVAT(net, rateBasisPoints) == total { return net }
        }
        return nil
    }

    /// The totals next to `total`, below and above, that some net amount has.
    static func totals(around total: Money, _ rateBasisPoints: Int) -> (Money, Money) {
        var net = Totals.net(of: total, rateBasisPoints)
        let halala = Money(hundredths: 1)
        while withVAT(net, rateBasisPoints) > total { net = net - halala }
        while withVAT(net + halala, rateBasisPoints) <= total { net = net + halala }
        return (withVAT(net, rateBasisPoints), withVAT(net + halala, rateBasisPoints))
    }

    // MARK: Lines whose prices include VAT

    /// A line as far as its net amount may move.
    struct Line {
        var rateBasisPoints: Int
        /// With VAT, as the person entered it.
        var entered: Money
        var net: Money
        /// Below this its price would be negative.
        var least: Money

        /// How far the net amount lies below what was entered, times `10,000 + rate`.
        fileprivate var remainder: Int128 {
            Int128(entered.hundredths) * 10_000
                - Int128(net.hundredths) * Int128(10_000 + rateBasisPoints)
        }
        /// A line for nothing stays for nothing, and one without VAT has nothing to round.
        fileprivate var canRise: Bool { rateBasisPoints > 0 && entered > .zero }
        fileprivate var canFall: Bool { canRise && net > least && net > .zero }
    }

    /// What the lines of one rate, the document's allowances and charges included, are taxed on.
    struct Group {
        var rateBasisPoints: Int
        var taxable: Money
    }

    /// The fewest moves of net amounts by one hundredth with which the whole comes to `total`.
    ///
    /// - Parameter others: What is not taxed.
    /// - Returns: The moves by the number of the line; `nil` where no moves reach the total. Those
    ///   lines move whose amount loses least by it.
    static func moves(
        _ lines: [Line], _ groups: [Group], others: Money, to total: Money
    ) -> [Int: Int64]? {
        let shifts = groups.map { group in
            let own = lines.filter { $0.rateBasisPoints == group.rateBasisPoints }
            return -Int64(own.count { $0.canFall })...Int64(own.count { $0.canRise })
        }
        guard let best = best(groups[...], shifts[...], total - others) else { return nil }
        var moves: [Int: Int64] = [:]
        for (group, shift) in zip(groups, best) where shift != 0 {
            let own = lines.indices.filter {
                lines[$0].rateBasisPoints == group.rateBasisPoints
                    && (shift > 0 ? lines[$0].canRise : lines[$0].canFall)
            }
            let order = own.sorted {
                let (a, b) = (lines[$0].remainder, lines[$1].remainder)
                return a == b ? $0 < $1 : shift > 0 ? a > b : a < b
            }
            for index in order.prefix(Int(shift.magnitude)) { moves[index] = shift.signum() }
        }
        return moves
    }

    /// One shift a group, of the least sum; with both rates of the law there are two groups at
    /// most.
    private static func best(
        _ groups: ArraySlice<Group>, _ shifts: ArraySlice<ClosedRange<Int64>>, _ total: Money
    ) -> [Int64]? {
        guard let group = groups.first, let range = shifts.first else {
            return total == .zero ? [] : nil
        }
        if groups.count == 1 {
            guard let net = net(reaching: total, group.rateBasisPoints) else { return nil }
            let shift = (net - group.taxable).hundredths
            return range.contains(shift) ? [shift] : nil
        }
        var found: [Int64]?
        var least = Int64.max
        for shift in range where shift.magnitude < least {
            let own = withVAT(group.taxable + Money(hundredths: shift), group.rateBasisPoints)
            guard let rest = best(groups.dropFirst(), shifts.dropFirst(), total - own) else {
                continue
            }
            let sum = rest.reduce(Int64(shift.magnitude)) { $0 + Int64($1.magnitude) }
            if sum < least { (found, least) = ([shift] + rest, sum) }
        }
        return found
    }
}
