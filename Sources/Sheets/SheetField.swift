/// What a column can mean: the members of a draft, and what sheets carry besides.
public enum SheetField: String, Hashable, Sendable, CaseIterable {
    // The document.
    case number, date, time, kind, type, key
    case unit = "egs-unit"
    case supplyDate = "supply-date"
    case supplyEndDate = "supply-end-date"
    case currency
    case exchangeRate = "exchange-rate"
    case purchaseOrder = "purchase-order"
    case contract, note, reason, reference
    case referenceDate = "reference-date"
    case paymentMeans = "payment-means"
    case flags
    case rounding
    case documentDiscount = "document-discount"
    // An advance that is settled; each row may name one.
    case prepayment
    case prepaymentDate = "prepayment-date"
    case prepaymentNet = "prepayment-net"
    case prepaymentVAT = "prepayment-vat"
    // The buyer.
    case buyerName = "buyer-name"
    case buyerVAT = "buyer-vat"
    case buyerID = "buyer-id"
    case buyerIDScheme = "buyer-id-scheme"
    case street, building
    case additionalNumber = "additional-number"
    case district, city
    case postalCode = "postal-code"
    case country
    // A line.
    case item
    case itemCode = "item-code"
    case quantity
    case measure
    case price
    case priceWithVAT = "price-with-vat"
    case discount
    case discountPercent = "discount-percent"
    case discountReason = "discount-reason"
    case discountReasonCode = "discount-reason-code"
    case vatRate = "vat-rate"
    case vatCategory = "vat-category"
    case exemptionCode = "exemption-code"
    case exemptionReason = "exemption-reason"
    case lineNote = "line-note"
    // Sums that the sheet computed; they are compared, never taken.
    case lineNet = "line-net"
    case lineVAT = "line-vat"
    case lineTotal = "line-total"
    case net
    case vat = "total-vat"
    case total
    // Neither.
    case rowNumber = "row-number"
}

extension SheetField {
    /// Names by which columns mean the field, as people write them. A name stands with one field
    /// only; where sheets differ on what a name means, it stands with none.
    public var names: [String] { Self.table[self] ?? [] }

    /// The field that a column name means by itself.
    ///
    /// Compared folded, and once more without what stands in parentheses and without the name of a
    /// currency: `السعر (ر.س)` and `Price SAR` mean the price.
    public static func named(_ header: String) -> SheetField? {
        for form in forms(of: header) {
            if let field = byName[form] { return field }
        }
        return nil
    }

    /// The known name nearest to a header that means nothing, for "did you mean" (I10).
    ///
    /// - Returns: `nil` where none differs by at most a quarter of its letters.
    public static func nearest(to header: String) -> (field: SheetField, name: String)? {
        let folded = Array(HeaderName.fold(header).unicodeScalars)
        guard folded.count >= 3, folded.count <= 60 else { return nil }
        var best: (field: SheetField, name: String, distance: Int)?
        for field in allCases {
            for name in field.names {
                let distance = editDistance(folded, Array(HeaderName.fold(name).unicodeScalars))
                let allowed = max(1, folded.count / 4)
                if distance <= allowed, distance < best?.distance ?? Int.max {
                    best = (field, name, distance)
                }
            }
        }
        return best.map { ($0.field, $0.name) }
    }

    private static let byName: [String: SheetField] = {
        var byName: [String: SheetField] = [:]
        for field in allCases {
            byName[HeaderName.fold(field.rawValue)] = field
            for name in field.names { byName[HeaderName.fold(name)] = field }
        }
        return byName
    }()

    private static let units: Set<String> = Set(
        ["sar", "sr", "ر س", "ريال", "ريال سعودي", "رس", "بالريال"].map { HeaderName.fold($0) })

    private static func forms(of header: String) -> [String] {
        let folded = HeaderName.fold(header)
        var forms = [folded]
        if let opening = header.firstIndex(where: { $0 == "(" || $0 == "[" }) {
            forms.append(HeaderName.fold(String(header[..<opening])))
        }
        // A header in both languages, on two lines or with a stroke between.
        for part in header.split(whereSeparator: { "\n\r/|-–".contains($0) }) {
            forms.append(HeaderName.fold(String(part)))
        }
        for unit in units where folded.hasSuffix(" " + unit) {
            forms.append(String(folded.dropLast(unit.count + 1)))
        }
        // Most Arabic headers mean the same with and without their article.
        forms += forms.map { form in
            form.split(separator: " ").map {
                $0.hasPrefix("ال") ? String($0.dropFirst(2)) : String($0)
            }
            .joined(separator: " ")
        }
        return forms
    }

    private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var previous = Array(0...b.count)
        for (row, left) in a.enumerated() {
            var current = [row + 1]
            for (column, right) in b.enumerated() {
                let replaced = previous[column] + (left == right ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[b.count]
    }
}
