extension DraftChecker {
    /// A ledger holds no document that its own audit cannot compute anew.
    ///
    /// The audit takes numbers of at most 20 digits, and for BR-KSA-EN16931-11 multiplies quantity
    /// and price within 128 bits, three decimals raised.
    ///
    /// - Parameter price: As it will be written.
    /// - Returns: False where one is refused.
    mutating func checkDigits(
        quantity: ExactDecimal, price: ExactDecimal, base: ExactDecimal?
    ) -> Bool {
        let given: [(StaticString, ExactDecimal?)] = [
            ("quantity", quantity), ("price", price), ("base_quantity", base),
        ]
        let tooLong = given.first { $0.1.map(Self.isTooLong) ?? false }
        if let (name, value) = tooLong {
            report("SJL-DIGITS", name, value: value?.description)
            return false
        }
        let product = quantity.digits.multipliedReportingOverflow(by: price.digits)
        let raised = product.partialValue.multipliedReportingOverflow(
            by: Self.power(3 + (base?.scale ?? 0)))
        let divisor = (base?.digits ?? 1).multipliedReportingOverflow(
            by: Self.power(quantity.scale + price.scale))
        guard !product.overflow, !raised.overflow, !divisor.overflow else {
            report("SJL-DIGITS", "price", value: price.description)
            return false
        }
        return true
    }

    /// The first number of 21 digits.
    private static let tooLarge = power(20).magnitude
    private static let mostPlaces = 14

    private static func isTooLong(_ value: ExactDecimal) -> Bool {
        value.scale > mostPlaces || value.digits.magnitude >= tooLarge
    }

    /// - Precondition: `exponent` is 0…38.
    private static func power(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
