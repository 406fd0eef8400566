/// The stage of the European norm (EN 16931), as far as the document itself, its parties and its
/// references go.
extension Judge {
    mutating func judgeEuropean() throws(StageAbort) {
        for reference in tree.all(.cacAdditionalDocumentReference)
        where !hasText(reference, .cbcID) {
            raise(.br52, reference)
        }
        if root >= 0 {
            try judgeDocumentFields()
            try judgeDocumentParties()
            try judgeTaxCurrency()
            try judgeDocumentAllowances()
            try judgeBreakdownUse()
            for total in tree.children(root, .cacTaxTotal) { try judgeTaxTotal(total) }
        }
        try judgeLineCharges()
        for total in tree.all(.cacLegalMonetaryTotal) { try judgeTotals(total) }
        if root >= 0 { try judgeTotalWithVAT() }
        for line in tree.all(.cacInvoiceLine) { try judgeLine(line) }
        try judgeBreakdown()
        try judgeAllowanceCategories()
        try judgeLineCategories()
        judgeOtherElements()
        try judgeEuropeanCodes()
    }

    private mutating func judgeDocumentFields() throws(StageAbort) {
        if !hasText(root, .cbcID) { raise(.br02, root) }
        let number = try lone(root, .cbcID)
        if tree.text(number).isLonger(than: 127) { raise(.ksaF06C1, root, found: number) }
        for note in tree.children(root, .cbcNote)
        where tree.text(note).isLonger(than: 1_000) {
            // Each run of text counts by itself; comments divide runs.
            if tree.textPieces(note).contains(where: { $0.isLonger(than: 1_000) }) {
                raise(.ksaF06C2, note, found: note)
            }
        }
        if !hasText(root, .cbcIssueDate) { raise(.br03, root) }
        if !hasText(root, .cbcInvoiceTypeCode) { raise(.br04, root) }
        if !hasText(root, .cbcDocumentCurrencyCode) { raise(.br05, root) }
        if !tree.has(root, .cacInvoiceLine) { raise(.br16, root) }
        if !tree.find(root, Path(.cacTaxTotal, .cacTaxSubtotal)).exists { raise(.co18, root) }
    }

    private mutating func judgeDocumentParties() throws(StageAbort) {
        let name = tree.find(
            root,
            Path(.cacAccountingSupplierParty, .cacParty, .cacPartyLegalEntity, .cbcRegistrationName)
        )
        if !hasText(
            root,
            Path(.cacAccountingSupplierParty, .cacParty, .cacPartyLegalEntity, .cbcRegistrationName)
        ) {
            raise(.br06, root)
        }
        if name.exists {
            let text = tree.text(try lone(name))
            if text.isEmpty || text.isLonger(than: 1_000) {
                raise(.ksaF06C10, root, found: name.first)
            }
        }
        let region = try lone(
            root,
            Path(.cacAccountingSupplierParty, .cacParty, .cacPostalAddress, .cbcCountrySubentity))
        if tree.text(region).isLonger(than: 127) { raise(.ksaF06C8, root, found: region) }
        if !tree.find(root, Path(.cacAccountingSupplierParty, .cacParty, .cacPostalAddress)).exists
        {
            raise(.br08, root)
        }
        let buyerRegion = try lone(
            root,
            Path(.cacAccountingCustomerParty, .cacParty, .cacPostalAddress, .cbcCountrySubentity))
        if tree.text(buyerRegion).isLonger(than: 127) {
            raise(.ksaF06C27, root, found: buyerRegion)
        }
    }

    /// BR-53: the total in the tax currency is in that currency.
    private mutating func judgeTaxCurrency() throws(StageAbort) {
        guard tree.has(root, .cbcTaxCurrencyCode) else { return }
        for total in tree.children(root, .cacTaxTotal) where !tree.has(total, .cacTaxSubtotal) {
            guard tree.has(total, .cbcTaxAmount) else {
                raise(.br53, total)
                continue
            }
            for amount in tree.children(total, .cbcTaxAmount) {
                guard let currency = tree.attribute(amount, AttributeName.currencyID) else {
                    continue
                }
                let isTaxCurrency = tree.children(root, .cbcTaxCurrencyCode).contains {
                    tree.text($0).equals(currency)
                }
                if !isTaxCurrency { raise(.br53, amount, value: currency) }
            }
        }
    }

    private mutating func judgeOtherElements() {
        for property in tree.all(.cacAdditionalItemProperty)
        where !tree.has(property, .cbcName) || !tree.has(property, .cbcValue) {
            raise(.br54, property)
        }
        if kind.isStandard {
            for means in tree.all(.cacPaymentMeans) where !tree.has(means, .cbcPaymentMeansCode) {
                raise(.br49, means)
            }
        }
        for reference in tree.all(.cacBillingReference)
        where !hasText(reference, Path(.cacInvoiceDocumentReference, .cbcID)) {
            raise(.br55, reference)
        }
        for supplier in tree.all(.cacAccountingSupplierParty) {
            tree.each(supplier, Path(.cacParty, .cacPostalAddress)) { address in
                if !hasText(address, Path(.cacCountry, .cbcIdentificationCode)) {
                    raise(.br09, address)
                }
                return false
            }
        }
    }

    private mutating func judgeEuropeanCodes() throws(StageAbort) {
        for code in tree.all(.cbcInvoiceTypeCode)
        where !CodeLists.invoiceTypes.holds(text: tree.text(code)) {
            raise(.cl01, code, found: code)
        }
        for element in Self.amountElements {
            for amount in tree.all(element) {
                guard let currency = tree.attribute(amount, AttributeName.currencyID) else {
                    continue
                }
                if !currency.isEmpty, !CodeLists.currencies.holds(text: currency) {
                    raise(.cl03, amount, value: currency)
                }
            }
        }
        for code in tree.all(.cbcDocumentCurrencyCode)
        where !CodeLists.currencies.holds(text: tree.text(code)) {
            raise(.cl04, code, found: code)
        }
        for code in tree.all(.cbcTaxCurrencyCode)
        where !CodeLists.currencies.holds(text: tree.text(code)) {
            raise(.cl05, code, found: code)
        }
        for code in tree.all(.cbcIdentificationCode)
        where tree.isNamed(tree.parent(code), .cacCountry) {
            if !CodeLists.countries.holds(text: tree.text(code)) {
                raise(.cl14, code, found: code)
            }
        }
        for code in tree.all(.cbcPaymentMeansCode)
        where tree.isNamed(tree.parent(code), .cacPaymentMeans) {
            if !CodeLists.paymentMeans.holds(text: tree.text(code)) {
                raise(.cl16, code, found: code)
            }
        }
        eachCategoryID { judge, id in
            if !CodeLists.categories.holds(text: judge.tree.text(id)) {
                judge.raise(.cl18, id, found: id)
            }
        }
    }

    private static let amountElements: [Element] = [
        .cbcAmount, .cbcBaseAmount, .cbcPriceAmount, .cbcTaxAmount, .cbcTaxableAmount,
        .cbcLineExtensionAmount, .cbcTaxExclusiveAmount, .cbcTaxInclusiveAmount,
        .cbcAllowanceTotalAmount, .cbcChargeTotalAmount, .cbcPrepaidAmount,
        .cbcPayableRoundingAmount, .cbcPayableAmount,
    ]

    /// The VAT category codes that the lists are compared with.
    mutating func eachCategoryID(_ body: (inout Judge, NodeID) -> Void) {
        var ids: [NodeID] = []
        for path in [
            Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory, .cbcID),
            Path(.cacInvoiceLine, .cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory, .cbcID),
            Path(.cacAllowanceCharge, .cacTaxCategory, .cbcID),
            Path(.cacInvoiceLine, .cacItem, .cacClassifiedTaxCategory, .cbcID),
        ] {
            tree.each(root, path) {
                ids.append($0)
                return false
            }
        }
        for id in ids { body(&self, id) }
    }
}
