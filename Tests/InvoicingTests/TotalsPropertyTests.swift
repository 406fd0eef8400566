import Encoding
import Foundation
import Invoicing
import TestSupport
import Testing

extension Fraction {
    init(_ money: Money) { self.init(Int128(money.hundredths), 100) }
}

@Suite("totals of random drafts")
struct TotalsPropertyTests {
    @Test("20,000 drafts: the totals agree with rational arithmetic, and every relation holds")
    func random() throws {
        let given = ProcessInfo.processInfo.environment["SIJIL_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("SIJIL_SEED=\(seed)")
        var random = SplitMix64(seed: seed)
        var accepted = 0
        for number in 0..<20_000 {
            let draft = RandomDraft(&random)
            let outcome = check(draft.json)
            switch outcome {
            case .success(let (invoice, _)):
                accepted += 1
                let faults = Oracle.faults(draft, invoice) + Relations.faults(invoice)
                if !faults.isEmpty {
                    Issue.record(
                        "seed \(seed), draft \(number): \(faults)\n\(draft.json.serialized())")
                    return
                }
            case .failure(let problems):
                // An allowance can exceed its group, and nothing else is wrong with these drafts.
                let rules = Set(problems.all.filter { $0.severity == .error }.map(\.rule))
                if rules != ["BR-KSA-F-04"] {
                    Issue.record(
                        "seed \(seed), draft \(number): \(rules)\n\(draft.json.serialized())")
                    return
                }
            }
        }
        print("\(accepted) of 20000 accepted")
        #expect(accepted > 15_000)
    }
}

/// The totals of a random draft, computed from its values and not from the invoice.
enum Oracle {
    static func faults(
        _ draft: RandomDraft, _ invoice: Invoice, prepaid: Fraction = .zero
    ) -> [String] {
        var faults: [String] = []
        func same(_ name: String, _ found: Money?, _ expected: Fraction) {
            if Fraction(found ?? .zero) != expected {
                faults.append("\(name): \(found?.description ?? "none"), not \(expected)")
            }
        }
        func rate(_ vat: Int) -> Fraction {
            Fraction(Int128(RandomDraft.treatments[vat].rate), 100)
        }
        func net(_ amount: Fraction, _ vat: Int) -> Fraction {
            draft.includesVAT ? (amount / (Fraction(1) + rate(vat))).rounded : amount
        }
        func amount(_ part: RandomDraft.Part, _ base: Fraction) -> Fraction {
            if let amount = part.amount { return Fraction(amount) }
            let base = part.base.map { Fraction($0) } ?? base
            return (base * Fraction(part.percent ?? "0") / Fraction(100)).rounded
        }
        var entered: [Int: Fraction] = [:]
        var taxable: [Int: Fraction] = [:]
        var lineSum = Fraction.zero
        for (index, line) in draft.lines.enumerated() {
            let base = line.base.map { Fraction($0) } ?? Fraction(1)
            let extended = (Fraction(line.quantity) * Fraction(line.price) / base).rounded
            let parts = line.parts.map { amount($0, extended) * Fraction($0.isCharge ? 1 : -1) }
            let whole = extended + parts.sum
            // What is left for price times quantity is never below nothing.
            let fixed = line.parts.map {
                net(amount($0, extended), line.vat) * Fraction($0.isCharge ? 1 : -1)
            }.sum
            let lineNet = max(net(whole, line.vat), fixed)
            let tax = (lineNet * rate(line.vat)).rounded
            same("line \(index) net", invoice.lines[index].netAmount, lineNet)
            same("line \(index) VAT", invoice.lines[index].vatAmount, tax)
            same("line \(index) total", invoice.lines[index].amountWithVAT, lineNet + tax)
            entered[line.vat, default: .zero] = entered[line.vat, default: .zero] + whole
            taxable[line.vat, default: .zero] = taxable[line.vat, default: .zero] + lineNet
            lineSum = lineSum + lineNet
        }
        let order = draft.lines.map(\.vat).reduce(into: [Int]()) { order, vat in
            if !order.contains(vat) { order.append(vat) }
        }
        let all = entered.values.sum
        var shelf = all
        var sums = [Fraction.zero, Fraction.zero]
        for part in draft.parts {
            let sign = Fraction(part.isCharge ? 1 : -1)
            var shares: [(Int, Fraction)] = []
            if let vat = part.vat ?? (order.count == 1 ? order[0] : nil) {
                shares = [(vat, amount(part, entered[vat] ?? .zero))]
            } else {
                let whole = amount(part, all)
                shares = order.map { ($0, (whole * (entered[$0] ?? .zero) / all).rounded) }
                let largest = order.indices.reduce(0) {
                    (entered[order[$1]] ?? .zero) > (entered[order[$0]] ?? .zero) ? $1 : $0
                }
                shares[largest].1 = shares[largest].1 + whole - shares.map(\.1).sum
            }
            for (vat, share) in shares {
                let net = net(share, vat)
                taxable[vat] = (taxable[vat] ?? .zero) + sign * net
                sums[part.isCharge ? 1 : 0] = sums[part.isCharge ? 1 : 0] + net
                shelf = shelf + sign * share
            }
        }
        let tax = order.map { ((taxable[$0] ?? .zero) * rate($0)).rounded }
        for (index, vat) in order.enumerated() {
            same("taxable \(vat)", invoice.vatBreakdown[index].taxable, taxable[vat] ?? .zero)
            same("tax \(vat)", invoice.vatBreakdown[index].tax, tax[index])
        }
        let exclusive = lineSum - sums[0] + sums[1]
        let inclusive = exclusive + tax.sum
        same("BT-107", invoice.totals.allowances, sums[0])
        same("BT-108", invoice.totals.charges, sums[1])
        same("BT-109", invoice.totals.taxExclusive, exclusive)
        same("BT-112", invoice.totals.taxInclusive, inclusive)
        let rounding =
            draft.rounding.map { Fraction($0) } ?? (draft.includesVAT ? shelf - inclusive : .zero)
        same("BT-115", invoice.totals.payable, inclusive + rounding - prepaid)
        same("BT-113", invoice.totals.prepaid, prepaid)
        same("BT-111", invoice.totals.taxInSAR, (tax.sum * Fraction(draft.rate ?? "1")).rounded)
        return faults
    }
}

/// The relations between the fields of an invoice (sections 9.2 and 9.3), from the fields alone.
enum Relations {
    static func faults(_ invoice: Invoice) -> [String] {
        var faults: [String] = []
        func holds(_ name: String, _ condition: Bool) { if !condition { faults.append(name) } }
        let totals = invoice.totals
        for (index, line) in invoice.lines.enumerated() {
            let price = Fraction(line.price)
            let base = line.baseQuantity.map { Fraction($0) } ?? Fraction(1)
            let exact = Fraction(line.quantity) * price / base
            let parts = line.allowancesCharges.map(signed).sum
            let net = Fraction(line.netAmount)
            holds("BT-131 of line \(index)", net == exact.rounded + parts)
            // BR-KSA-EN16931-11, with its truncation.
            let truncated = Fraction((exact * Fraction(1_000)).floor, 1_000)
            let gap = net - (truncated + parts).rounded
            holds("BR-KSA-EN16931-11", gap <= Fraction(1, 100) && gap >= Fraction(-1, 100))
            if let gross = line.grossPrice, let discount = line.priceDiscount {
                holds("BR-KSA-EN16931-07", price == Fraction(gross) - Fraction(discount))
            }
            holds("KSA-11", Fraction(line.vatAmount) == tax(net, line.vat))
            holds("BR-KSA-51", line.amountWithVAT == line.netAmount + line.vatAmount)
            holds("not negative", net >= .zero && price >= .zero)
            holds("BR-KSA-EN16931-03", line.allowancesCharges.allSatisfy(percentageHolds))
        }
        let parts = invoice.allowancesCharges
        holds("BR-KSA-EN16931-03", parts.allSatisfy(percentageHolds))
        for subtotal in invoice.vatBreakdown {
            let lines = invoice.lines.filter { $0.vat == subtotal.vat }.map {
                Fraction($0.netAmount)
            }
            let own = parts.filter { $0.vat == subtotal.vat }.map(signed)
            holds("BT-116", Fraction(subtotal.taxable) == lines.sum + own.sum)
            holds("BT-117", Fraction(subtotal.tax) == tax(Fraction(subtotal.taxable), subtotal.vat))
            holds("BR-KSA-F-04", subtotal.taxable >= .zero)
        }
        let lineSum = invoice.lines.map { Fraction($0.netAmount) }.sum
        holds("BR-CO-10", Fraction(totals.lineNet) == lineSum)
        let allowances = parts.filter { $0.direction == .allowance }.map { Fraction($0.amount) }
        let charges = parts.filter { $0.direction == .charge }.map { Fraction($0.amount) }
        holds(
            "BR-CO-11",
            totals.allowances.map { Fraction($0) } == (allowances.isEmpty ? nil : allowances.sum))
        holds(
            "BR-CO-12", totals.charges.map { Fraction($0) } == (charges.isEmpty ? nil : charges.sum)
        )
        holds("BR-CO-13", Fraction(totals.taxExclusive) == lineSum - allowances.sum + charges.sum)
        holds("BR-CO-14", Fraction(totals.tax) == invoice.vatBreakdown.map { Fraction($0.tax) }.sum)
        holds("BR-CO-15", totals.taxInclusive == totals.taxExclusive + totals.tax)
        holds(
            "BR-CO-16",
            totals.payable == totals.taxInclusive - (totals.prepaid ?? .zero)
                + (totals.payableRounding ?? .zero))
        if invoice.currency == "SAR" { holds("BT-111", totals.taxInSAR == totals.tax) }
        return faults
    }

    private static func signed(_ part: AllowanceCharge) -> Fraction {
        part.direction == .charge ? Fraction(part.amount) : -Fraction(part.amount)
    }

    private static func tax(_ amount: Fraction, _ vat: VATTreatment) -> Fraction {
        (amount * Fraction(Int128(vat.rateBasisPoints), 10_000)).rounded
    }

    /// BR-KSA-EN16931-03 as the stylesheet computes it: in binary64, compared as texts with
    /// two decimals.
    private static func percentageHolds(_ part: AllowanceCharge) -> Bool {
        guard let percent = part.percentBasisPoints, let base = part.base else {
            return part.percentBasisPoints == nil && part.base == nil
        }
        guard let b = Double(base.description), let amount = Double(part.amount.description),
            let m = Double(Money(hundredths: Int64(percent)).description)
        else { return false }
        let demanded = floor(((b * m) / 100) * 100 + 0.5) / 100
        return String(format: "%.2f", demanded) == String(format: "%.2f", amount)
    }
}
