import Invoicing

/// The stage of the Saudi rules: what the kind of document asks for.
extension Judge {
    /// The rules that hang on `cbc:InvoiceTypeCode` and its `name` (KSA-2).
    mutating func judgeKind() throws(StageAbort) {
        for code in tree.all(.cbcInvoiceTypeCode) {
            // The official list ends in two blanks, so an empty code passes.
            let text = tree.text(code)
            if !text.isBlank, !CodeLists.saudiInvoiceTypes.holds(text: text) {
                raise(.ksa05, code, found: code)
            }
            let name = tree.attribute(code, AttributeName.name) ?? Text(start: nil, count: 0)
            if !isTransactionCode(name) { raise(.ksa06, code, value: name) }
            if !(7...9).contains(name.length) { raise(.ksaF06C40, code, value: name) }
            let isStandardCode = name.starts(with: "01")
            let isSimplifiedCode = name.starts(with: "02")
            if isStandardCode || isSimplifiedCode { try judgeByKind(code) }
            if isStandardCode { try judgeSupplyDate(code) }
            if isSimplifiedCode { try judgeSimplified(code, name) }
            if name.character(4).equals("1"), name.character(6).equals("1") {
                raise(.ksa07, code, value: name)
            }
        }
    }

    /// `01` or `02` and five to seven digits of 0 and 1.
    private func isTransactionCode(_ name: Text) -> Bool {
        guard (7...9).contains(name.count) else { return false }
        guard name.starts(with: "01") || name.starts(with: "02") else { return false }
        return name.dropFirst(2).allSatisfy { $0 == 0x30 || $0 == 0x31 }
    }

    private mutating func judgeByKind(_ code: NodeID) throws(StageAbort) {
        let buyer = Element.cacAccountingCustomerParty
        let street = tree.find(
            anywhere: buyer, Path(.cacParty, .cacPostalAddress, .cbcStreetName))
        let city = tree.find(anywhere: buyer, Path(.cacParty, .cacPostalAddress, .cbcCityName))
        let name = tree.find(
            anywhere: buyer, Path(.cacParty, .cacPartyLegalEntity, .cbcRegistrationName))
        if kind.isStandard {
            judgeLineTax(.ksa52, .cbcTaxAmount)
            judgeLineTax(.ksa53, .cbcRoundingAmount)
            let streetText = tree.text(try lone(street))
            if streetText.isEmpty || streetText.isLonger(than: 1_000) {
                raise(.ksaF06C23, code, found: street.first)
            }
            if tree.text(try lone(city)).isEmpty { raise(.ksaF06C25, code, found: city.first) }
            if name.exists {
                let text = tree.text(try lone(name))
                if text.isEmpty || text.isLonger(than: 1_000) {
                    raise(.ksaF06C12, code, found: name.first)
                }
            }
            let country = tree.find(
                anywhere: buyer,
                Path(.cacParty, .cacPostalAddress, .cacCountry, .cbcIdentificationCode))
            if tree.text(try lone(country)).isEmpty || streetText.isEmpty
                || tree.text(city.first).isEmpty
            {
                raise(.ksa10, code)
            }
        }
        if isSimplifiedByCode {
            if tree.text(try lone(name)).isLonger(than: 1_000) {
                raise(.ksaF06C32, code, found: name.first)
            }
            if tree.text(try lone(street)).isLonger(than: 1_000) {
                raise(.ksaF06C24, code, found: street.first)
            }
        }
        if tree.text(try lone(city)).isLonger(than: 127) {
            raise(.ksaF06C26, code, found: city.first)
        }
        try judgePayment(code)
    }

    /// Some type code's `name` holds `02` and five digits.
    private var isSimplifiedByCode: Bool {
        guard kind.isSimplified else { return false }
        return tree.all(.cbcInvoiceTypeCode).contains { code in
            guard let name = tree.attribute(code, AttributeName.name) else { return false }
            let scalars = Array(String(name).unicodeScalars)
            return scalars.indices.contains { start in
                start + 7 <= scalars.count && scalars[start] == "0" && scalars[start + 1] == "2"
                    && scalars[(start + 2)..<(start + 7)].allSatisfy(Characters.isDigit)
            }
        }
    }

    /// BR-KSA-52, BR-KSA-53: each line has its VAT and its total.
    private mutating func judgeLineTax(_ rule: RuleID, _ element: Element) {
        for line in tree.all(.cacInvoiceLine) where !hasText(line, Path(.cacTaxTotal, element)) {
            raise(rule, line)
        }
    }

    private mutating func judgePayment(_ code: NodeID) throws(StageAbort) {
        let note = tree.find(
            anywhere: .cacPaymentMeans, Path(.cacPayeeFinancialAccount, .cbcPaymentNote))
        if note.exists {
            let text = tree.text(try lone(note))
            if text.isEmpty || text.isLonger(than: 1_000) {
                raise(.ksaF06C14, note.first, found: note.first)
            }
        }
        for means in tree.all(.cacPaymentMeans) {
            for code in tree.children(means, .cbcPaymentMeansCode)
            where !CodeLists.saudiPaymentMeans.holds(text: tree.text(code)) {
                raise(.ksa16, code, found: code)
            }
        }
        let account = try lone(
            tree.find(anywhere: .cacPaymentMeans, Path(.cacPayeeFinancialAccount, .cbcID)))
        if tree.text(account).isLonger(than: 127) {
            raise(.ksaF06C15, account, found: account)
        }
    }

    /// BR-KSA-15: a standard invoice names its supply date.
    private mutating func judgeSupplyDate(_ code: NodeID) throws(StageAbort) {
        guard hasTypeCode("388") else { return }
        let date = try lone(tree.find(anywhere: .cacDelivery, Path(.cbcActualDeliveryDate)))
        if tree.text(date).isBlank { raise(.ksa15, code, found: date) }
    }

    private func hasTypeCode(_ code: StaticString) -> Bool {
        tree.children(root, .cbcInvoiceTypeCode).contains { tree.text($0).equals(code) }
    }

    private mutating func judgeSimplified(_ code: NodeID, _ name: Text) throws(StageAbort) {
        try judgeCitizenName(code)
        let isRight =
            (2...5).allSatisfy {
                name.character($0).equals("0") || name.character($0).equals("1")
            } && name.character(6).equals("0")
        if !isRight { raise(.ksa31, code, value: name) }
        let hasSignature = tree.all(.cacSignature).contains { !tree.text($0).isEmpty }
        if !hasSignature { raise(.ksa60, code) }
        guard kind.isSimplifiedSummary else { return }
        var names = Found()
        for entity in tree.all(.cacPartyLegalEntity) where isWithinBuyer(entity) {
            for name in tree.children(entity, .cbcRegistrationName) {
                if names.count == 0 { names.first = name }
                names.count += 1
            }
        }
        if tree.text(try lone(names)).isBlank { raise(.ksa71, code, found: names.first) }
    }

    /// Below `cac:AccountingCustomerParty/cac:Party`, at any depth.
    private func isWithinBuyer(_ node: NodeID) -> Bool {
        var node = tree.parent(node)
        while node >= 0 {
            let parent = tree.parent(node)
            if tree.isNamed(node, .cacParty), tree.isNamed(parent, .cacAccountingCustomerParty) {
                return true
            }
            node = parent
        }
        return false
    }

    /// BR-KSA-25: education and health care of citizens name the buyer.
    private mutating func judgeCitizenName(_ code: NodeID) throws(StageAbort) {
        var reasons: [NodeID] = []
        for total in tree.all(.cacTaxTotal) {
            tree.each(
                total, Path(.cacTaxSubtotal, .cacTaxCategory, .cbcTaxExemptionReasonCode)
            ) {
                reasons.append($0)
                return false
            }
        }
        guard !reasons.isEmpty else { return }
        let areOfCitizens = reasons.allSatisfy {
            tree.text($0).isWithin(" VATEX-SA-HEA VATEX-SA-EDU ")
        }
        guard areOfCitizens else { return }
        let hasName = tree.all(.cacAccountingCustomerParty).contains {
            hasText($0, Path(.cacParty, .cacPartyLegalEntity, .cbcRegistrationName))
        }
        if !hasName { raise(.ksa25, code) }
    }

    // MARK: - Notes

    /// Credit and debit notes: the reason and what they correct.
    mutating func judgeNotes() throws(StageAbort) {
        guard root >= 0, hasTypeCode("381") || hasTypeCode("383") else { return }
        if tree.firstOfName[Int(Element.cacPaymentMeans.rawValue)] < 0 { raise(.ksa17, root) }
        for means in tree.all(.cacPaymentMeans) {
            if !tree.has(means, .cbcInstructionNote) { raise(.ksa17, means) }
            for note in tree.children(means, .cbcInstructionNote) {
                let text = tree.text(note)
                if text.isEmpty || text.isLonger(than: 1_000) {
                    raise(.ksaF06C13, note, found: note)
                }
            }
        }
        if tree.firstOfName[Int(Element.cacBillingReference.rawValue)] < 0 {
            raise(.ksa56, root)
        }
        for reference in tree.all(.cacBillingReference) {
            let path = Path(.cacInvoiceDocumentReference, .cbcID)
            if !hasText(reference, path) { raise(.ksa56, reference) }
            let number = try lone(reference, path)
            guard number >= 0 else { continue }
            let text = tree.text(number)
            if text.isEmpty || text.isLonger(than: 5_000) {
                raise(.ksaF06C22, reference, found: number)
            }
        }
    }

    // MARK: - Dates

    /// BR-KSA-04 and BR-KSA-F-01.
    mutating func judgeDates() {
        for date in tree.all(.cbcIssueDate) {
            judgeDate(date)
            guard let moment = Lexical.date(tree.text(date)) else { continue }
            let today = IssueTime(now).date
            let midnight = Double(today.daysSince1970) * 86_400 - 10_800
            if moment.seconds > midnight {
                raise(.ksa04, date, found: date, expected: today.description)
            }
        }
        for line in tree.all(.cacInvoiceLine) {
            for reference in tree.children(line, .cacDocumentReference) {
                for time in tree.children(reference, .cbcIssueTime)
                where !Lexical.isTime(tree.text(time)) {
                    raise(.ksaF05, time, found: time)
                }
            }
        }
        for element in [Element.cbcDueDate, .cbcTaxPointDate] {
            for date in tree.all(element) { judgeDate(date) }
        }
        for delivery in tree.all(.cacDelivery) {
            for element in [Element.cbcActualDeliveryDate, .cbcLatestDeliveryDate] {
                for date in tree.children(delivery, element) { judgeDate(date) }
            }
        }
    }

    private mutating func judgeDate(_ date: NodeID) {
        if !Lexical.isPlainDate(tree.text(date), years: 2_000...9_999, everyHundred: true) {
            raise(.ksaF01, date, found: date)
        }
    }

    /// BR-KSA-35 and BR-KSA-36: the end of a supply comes with its date, and not before it.
    mutating func judgeDeliveries() throws(StageAbort) {
        for delivery in tree.all(.cacDelivery) {
            for end in tree.children(delivery, .cbcLatestDeliveryDate) {
                let start = try lone(delivery, .cbcActualDeliveryDate)
                if tree.text(start).isBlank {
                    raise(.ksa35, delivery, found: end)
                    continue
                }
                let (startText, endText) = (tree.text(start), tree.text(end))
                guard Lexical.isPlainDate(startText, years: 1_800...2_099, everyHundred: false),
                    Lexical.isPlainDate(endText, years: 1_800...2_099, everyHundred: false)
                else { continue }
                // The same form, so the order of texts is the order of days.
                if endText.lexicographicallyPrecedes(startText) {
                    raise(.ksa36, delivery, found: end, expected: String(startText))
                }
            }
        }
    }
}
