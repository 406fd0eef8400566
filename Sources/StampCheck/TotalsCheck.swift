import Encoding
public import UBL

/// Two numbers of a document that should agree and do not.
public struct TotalsDisagreement: Hashable, Sendable {
    /// The official rule, or the term where there is none.
    public let rule: String
    /// `line 3`, by place in the document; nil for the document's own totals.
    public let place: String?
    /// The business term whose value stands in the document.
    public let term: String
    /// What the other values of the document make of it; nil where they cannot be read.
    public let expected: String?
    /// As it stands in the document; nil where it is missing.
    public let found: String?
}

/// Adds up a document's amounts anew, exactly, from their texts.
///
/// A stamp says who vouches for the numbers, not that they are right: this is the other verdict
/// (integrity: 520). Rules: BR-CO-10 to BR-CO-16, BR-KSA-51, BR-KSA-EN16931-11, BR-S-08 and its
/// like, and BT-111 against BT-110.
public struct TotalsCheck {
    private let facts: DocumentFacts
    private var disagreements: [TotalsDisagreement] = []

    private var lineSum = Decimal.zero
    private var allowances = Decimal.zero
    private var charges = Decimal.zero
    private var hasAllowance = false
    private var hasCharge = false
    /// Net amounts of lines and document allowances by VAT category, in order of appearance.
    private var categories: [(code: [UInt8], used: Decimal, taxed: Decimal?)] = []
    private var subtotalVAT = Decimal.zero
    private var totals: [(total: DocumentFacts.Group, sum: Decimal?)] = []
    /// Charges less allowances of the line that was met last, and the line.
    private var line: (group: DocumentFacts.Group, adjustment: Decimal)?
    private var lineCount = 0

    /// In the order of the document; at most 100.
    public static func disagreements(in facts: DocumentFacts) -> [TotalsDisagreement] {
        var check = TotalsCheck(facts: facts)
        check.walk()
        check.checkTotals()
        return Array(check.disagreements.prefix(100))
    }

    private init(facts: DocumentFacts) { self.facts = facts }

    // MARK: - One walk over all groups

    /// Groups stand in the order of the document, so a line's allowances come before the next line.
    private mutating func walk() {
        for group in facts.groups {
            switch group.kind {
            case .line:
                closeLine()
                line = (group, .zero)
                lineCount += 1
            case .allowance: addAllowance(group)
            case .taxTotal: totals.append((group, nil))
            case .subtotal: addSubtotal(group)
            default: break
            }
        }
        closeLine()
    }

    private func value(_ fact: Fact, _ group: DocumentFacts.Group? = nil) -> Decimal? {
        facts.bytes(fact, in: group).flatMap { Decimal($0) }
    }

    private mutating func expect(
        _ rule: String, _ term: String, _ fact: Fact, _ expected: Decimal?,
        _ group: DocumentFacts.Group? = nil, within tolerance: Decimal = .zero
    ) {
        expect(rule, term, fact, expected, group, value(fact, group), within: tolerance)
    }

    private mutating func expect(
        _ rule: String, _ term: String, _ fact: Fact, _ expected: Decimal?,
        _ group: DocumentFacts.Group?, _ found: Decimal?, within tolerance: Decimal
    ) {
        if let expected, let found {
            let distance = max(found - expected, expected - found)
            if distance <= tolerance { return }
        }
        let place = group?.kind == .line ? "line \(lineCount)" : nil
        disagreements.append(
            TotalsDisagreement(
                rule: rule, place: place, term: term, expected: expected?.description,
                found: facts.text(fact, in: group)))
    }

    private mutating func addAllowance(_ group: DocumentFacts.Group) {
        let isCharge =
            facts.bytes(.isCharge, in: group).map { trimmed($0) }
            .map { isWord($0, "true") || isWord($0, "1") } ?? false
        let amount = value(.amount, group) ?? .zero
        if group.parent == nil {
            if isCharge {
                charges += amount
                hasCharge = true
            } else {
                allowances += amount
                hasAllowance = true
            }
            use(facts.bytes(.allowanceCategory, in: group), isCharge ? amount : .zero - amount)
        } else if let current = line, group.parent == current.group.index {
            line?.adjustment = isCharge ? current.adjustment + amount : current.adjustment - amount
        }
    }

    private mutating func addSubtotal(_ group: DocumentFacts.Group) {
        guard let last = totals.indices.last, group.parent == totals[last].total.index else {
            return
        }
        let tax = value(.tax, group) ?? .zero
        subtotalVAT += tax
        totals[last].sum = (totals[last].sum ?? .zero) + tax
        let place = categoryPlace(facts.bytes(.category, in: group))
        let taxable = value(.taxable, group) ?? .zero
        categories[place].taxed = (categories[place].taxed ?? .zero) + taxable
    }

    private mutating func use(_ code: ArraySlice<UInt8>?, _ amount: Decimal) {
        categories[categoryPlace(code)].used += amount
    }

    private mutating func categoryPlace(_ text: ArraySlice<UInt8>?) -> Int {
        let code = trimmed(text ?? [])
        // A document with more categories than there are is judged without the rest.
        let known = categories.firstIndex { Bytes.areEqual($0.code, code) }
        if let place = known ?? (categories.count >= 32 ? 31 : nil) { return place }
        categories.append((Array(code), .zero, nil))
        return categories.count - 1
    }

    private mutating func closeLine() {
        guard let (group, adjustment) = line else { return }
        line = nil
        let net = value(.lineNet, group)
        if let net {
            lineSum += net
            use(facts.bytes(.lineCategory, in: group), net)
        }
        var expected: Decimal?
        if let quantity = value(.quantity, group), let price = value(.price, group) {
            let baseText = facts.bytes(.baseQuantity, in: group)
            let base = baseText.flatMap { Decimal($0) }
            if base != nil || baseText == nil {
                expected = Decimal.lineValue(quantity: quantity, price: price, base: base)
                    .map { ($0 + adjustment).roundedToCents }
            }
        }
        expect("BR-KSA-EN16931-11", "BT-131", .lineNet, expected, group, net, within: .cent)
        if let net, let vat = facts.bytes(.lineVAT, in: group) {
            let gross = Decimal(vat).map { ($0 + net).roundedToCents }
            expect("BR-KSA-51", "KSA-12", .lineGross, gross, group)
        }
    }

    // MARK: - The document's totals

    private mutating func checkTotals() {
        expect("BR-CO-10", "BT-106", .lineTotal, lineSum.roundedToCents)
        if hasAllowance || facts.bytes(.allowanceTotal) != nil {
            expect("BR-CO-11", "BT-107", .allowanceTotal, allowances.roundedToCents)
        }
        if hasCharge || facts.bytes(.chargeTotal) != nil {
            expect("BR-CO-12", "BT-108", .chargeTotal, charges.roundedToCents)
        }
        let base =
            lineSum - (value(.allowanceTotal) ?? .zero) + (value(.chargeTotal) ?? .zero)
        expect("BR-CO-13", "BT-109", .taxExclusive, base.roundedToCents)
        for (total, sum) in totals {
            if let sum { expect("BR-CO-14", "BT-110", .taxAmount, sum.roundedToCents, total) }
        }
        checkRiyals()
        let payable = value(.taxInclusive).map {
            ($0 - (value(.prepaid) ?? .zero) + (value(.rounding) ?? .zero)).roundedToCents
        }
        expect("BR-CO-16", "BT-115", .payable, payable)
        for category in categories {
            guard let taxed = category.taxed, taxed != category.used else { continue }
            disagreements.append(
                TotalsDisagreement(
                    rule: "BR-\(string(category.code))-08", place: nil, term: "BT-116",
                    expected: category.used.description, found: taxed.description))
        }
        // The official rule hangs on the currency code (BT-5), whose absence is another rule's
        // matter.
        guard facts.bytes(.currency) != nil else { return }
        expect(
            "BR-CO-15", "BT-112", .taxInclusive,
            value(.taxExclusive).map { ($0 + subtotalVAT).roundedToCents })
    }

    /// In riyals the VAT total stands twice: with the breakdown (BT-110) and without (BT-111).
    private mutating func checkRiyals() {
        guard facts.bytes(.currency).map({ isWord(trimmed($0), "SAR") }) ?? false else { return }
        guard let own = totals.first(where: { $0.sum != nil }) else { return }
        let expected = value(.taxAmount, own.total)
        for (total, sum) in totals where sum == nil {
            guard let code = facts.bytes(.taxAmountCurrency, in: total), isWord(code, "SAR") else {
                continue
            }
            expect("BT-111", "BT-111", .taxAmount, expected, total)
        }
    }
}

private func isWord(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    bytes.count == word.utf8CodeUnitCount && word.withUTF8Buffer { bytes.elementsEqual($0) }
}
