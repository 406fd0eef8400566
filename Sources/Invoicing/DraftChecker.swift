/// Turns a draft into an invoice, or says everything that stands in the way.
///
/// The official rules are those of `zatca` section 4. Where the official validator only warns but
/// the document could not be mended once it is stamped (the buyer's data, arithmetic), Sijil
/// refuses.
struct DraftChecker {
    let draft: InvoiceDraft
    /// Absent while the form of the draft itself is wrong.
    let seller: Party?
    let defaultIssuedAt: IssueTime?
    let now: IssueTime?

    private var found = ProblemList()
    var place = Place()

    /// An exemption for citizens is used somewhere: the buyer's national ID and name are needed.
    var isForCitizens = false
    var hasStandardRate = false
    /// False in the trials of a proposal.
    var isProposing = true

    init(draft: InvoiceDraft, seller: Party?, defaultIssuedAt: IssueTime?, now: IssueTime?) {
        self.draft = draft
        self.seller = seller
        self.defaultIssuedAt = defaultIssuedAt
        self.now = now
    }

    var problems: [Problem] { found.all }

    /// - Returns: `nil` where a problem is an error.
    mutating func invoice() -> Invoice? {
        checkHeader()
        let issuedAt = checkTimes()
        let references = checkReferences()
        let money = checkMoney()
        // After the lines, which tell whether a citizen's exemption is used.
        let buyer = checkBuyer()
        warn(issuedAt: issuedAt)
        guard !found.hasErrors, let issuedAt, let money, let number = InvoiceNumber(draft.number)
        else {
            return nil
        }
        var invoice = Invoice(
            kind: draft.kind, type: draft.type, transactionCode: transactionCode, number: number,
            issuedAt: issuedAt, currency: currency, lines: money.lines,
            vatBreakdown: money.breakdown, totals: money.totals)
        invoice.supplyDate = draft.supplyDate
        if draft.kind == .standard, draft.type == .invoice, draft.supplyDate == nil {
            // BR-KSA-15. An invoice need not repeat a day of supply that is the day of issue, its
            // XML must.
            invoice.supplyDate = issuedAt.date
        }
        invoice.supplyEndDate = draft.supplyEndDate
        invoice.exchangeRate = currency == "SAR" ? nil : draft.exchangeRate?.normalized.description
        invoice.note = given(draft.note)
        invoice.purchaseOrder = given(draft.purchaseOrder)
        invoice.contract = given(draft.contract)
        invoice.references = references
        invoice.reason = given(draft.reason)
        invoice.buyer = buyer
        // KSA-10 stands beside BT-81, so a note has one; 1 says that none was agreed.
        invoice.paymentMeans = given(draft.paymentMeans) ?? (draft.type.isNote ? "1" : nil)
        invoice.allowancesCharges = money.allowancesCharges
        invoice.prepayments = money.prepayments
        return invoice
    }

    var currency: String { given(draft.currency) ?? "SAR" }

    /// KSA-2: seven characters unless position 8 or 9 says something.
    var transactionCode: String {
        var code = draft.kind == .standard ? "01" : "02"
        for flag in [DraftFlag.thirdParty, .nominal, .export, .summary, .selfBilled] {
            code += has(flag) ? "1" : "0"
        }
        if has(.continuousSupply) || has(.b2g) { code += has(.continuousSupply) ? "1" : "0" }
        if has(.b2g) { code += "1" }
        return code
    }

    /// The official rules for standard documents look for `01` and five digits anywhere in the
    /// code, which a simplified nominal supply to the government (`020100001`) has too.
    var meetsStandardRules: Bool {
        draft.kind == .standard || has(.nominal) && has(.b2g) && !has(.thirdParty)
    }

    func has(_ flag: DraftFlag) -> Bool { draft.flags.contains(flag) }

    // MARK: Header

    private mutating func checkHeader() {
        if let key = draft.givenKey {
            if TextRules.isBlank(key) || TextRules.isLonger(key, than: 127)
                || !TextRules.isClean(key)
            {
                report("SJL-KEY", "key", value: key)
            }
        }
        if TextRules.isBlank(draft.number) {
            report("BR-02", "number", value: draft.number.isEmpty ? nil : draft.number)
        } else {
            checkText(draft.number, "number", 127, "BR-KSA-F-06-C1")
        }
        checkText(draft.unit, "unit", 127, "SJL-LENGTH")
        checkText(draft.note, "note", 1_000, "BR-KSA-F-06-C2")
        checkText(draft.purchaseOrder, "purchase_order", 127, "BR-KSA-F-06-C3")
        checkText(draft.contract, "contract", 127, "BR-KSA-F-06-C5")
        if currency != "SAR" {
            if !CodeLists.currencies.contains(currency) {
                report("BR-CL-04", "currency", value: currency)
            }
            checkExchangeRate()
        } else if let rate = draft.exchangeRate {
            report("SJL-EXCHANGE-RATE-SAR", "exchange_rate", value: rate.description)
        }
        if let means = given(draft.paymentMeans), !CodeLists.isPaymentMeans(means) {
            report("BR-KSA-16", "payment_means", value: means)
        }
        checkFlags()
    }

    private mutating func checkExchangeRate() {
        guard let rate = draft.exchangeRate else {
            return report("SJL-EXCHANGE-RATE", "exchange_rate", value: nil, detail: currency)
        }
        if rate.isNegative || rate.isZero {
            report("SJL-EXCHANGE-RATE", "exchange_rate", value: rate.description, detail: currency)
        }
        let text = rate.normalized.description
        if text.utf8.count > 14 { report("BR-KSA-90", "exchange_rate", value: text) }
    }

    private mutating func checkFlags() {
        if draft.flags.isEmpty { return }
        if has(.selfBilled), draft.kind == .simplified {
            report("BR-KSA-31", "flags", value: DraftFlag.selfBilled.rawValue)
        }
        if has(.selfBilled), has(.export) {
            report("BR-KSA-07", "flags", value: "export, self-billed")
        }
        if has(.b2g), given(draft.contract) == nil { report("BR-KSA-92", "contract", value: nil) }
        if has(.summary) {
            let rule = draft.kind == .simplified ? "BR-KSA-72" : "SJL-SUMMARY-PERIOD"
            if draft.supplyDate == nil { report(rule, "supply_date", value: nil) }
            if draft.supplyEndDate == nil { report(rule, "supply_end_date", value: nil) }
        }
    }

    // MARK: Times

    private mutating func checkTimes() -> IssueTime? {
        let issuedAt = draft.issuedAt ?? defaultIssuedAt
        if let issuedAt, let now, issuedAt > now {
            report(
                "BR-KSA-04", "issued_at", value: issuedAt.description, detail: now.description)
        }
        if let end = draft.supplyEndDate {
            if let start = draft.supplyDate {
                if end < start {
                    report(
                        "BR-KSA-36", "supply_end_date", value: end.description,
                        detail: start.description)
                }
            } else if !has(.summary) {
                report("BR-KSA-35", "supply_date", value: nil)
            }
        }
        return issuedAt
    }

    mutating func checkNotFuture(_ date: CivilDate?, _ name: StaticString) {
        guard let date, let now, date > now.date else { return }
        report("BR-KSA-04", name, value: date.description, detail: now.date.description)
    }

    private mutating func warn(issuedAt: IssueTime?) {
        if let issuedAt, let now, draft.kind == .simplified {
            let age = now.instant.secondsSince1970 - issuedAt.instant.secondsSince1970
            if age > 86_400 {
                warning("BR-KSA-98", "issued_at", value: issuedAt.description)
            }
        }
        if let now, let date = draft.supplyDate, date > now.date {
            warning("SJL-SUPPLY-FUTURE", "supply_date", value: date.description)
        }
        // A length byte of one plain octet ends at 127 for some readers of QR codes.
        if let name = seller?.name, name.utf8.count > 127 {
            warning("SJL-SELLER-NAME", nil, value: String(name.utf8.count))
        }
    }

    // MARK: References

    private mutating func checkReferences() -> [BillingReference] {
        guard draft.type.isNote else {
            if !draft.references.isEmpty { report("SJL-NOT-A-NOTE", "references", value: nil) }
            if let reason = given(draft.reason) {
                report("SJL-NOT-A-NOTE", "reason", value: reason)
            }
            return []
        }
        if given(draft.reason) == nil { report("BR-KSA-17", "reason", value: nil) }
        checkText(draft.reason, "reason", 1_000, "BR-KSA-F-06-C13")
        if draft.references.isEmpty { report("BR-KSA-56", "references", value: nil) }
        var references: [BillingReference] = []
        place.enter("references")
        for (index, reference) in draft.references.enumerated() {
            place.enter(index)
            if let number = given(reference.number) {
                checkText(number, "number", 5_000, "BR-KSA-F-06-C22")
                if number == draft.number { report("SJL-OWN-REFERENCE", "number", value: number) }
                references.append(BillingReference(number: number, date: reference.date))
            } else {
                report("BR-55", "number", value: reference.number)
            }
            checkNotFuture(reference.date, "date")
            place.leave()
        }
        place.leave()
        return references
    }

    // MARK: Reports

    /// A text that says something; blank ones count as not given, since no empty element may stand
    /// in the XML.
    func given(_ text: String?) -> String? {
        guard let text, !TextRules.isBlank(text) else { return nil }
        return text
    }

    mutating func checkText(
        _ text: String?, _ name: StaticString, _ limit: Int, _ lengthRule: String
    ) {
        guard let text else { return }
        if TextRules.isLonger(text, than: limit) {
            report(lengthRule, name, value: String(text.unicodeScalars.count), detail: "\(limit)")
        }
        if !TextRules.isClean(text) { report("SJL-TEXT", name, value: visible(text)) }
    }

    mutating func report(
        _ rule: String, _ name: StaticString?, value: String?, detail: String = "",
        proposals: [Bilingual] = []
    ) {
        found.add(.error) {
            ProblemTexts.problem(
                rule, path: place.pointer(to: name), value: value, detail: detail,
                proposals: proposals)
        }
    }

    mutating func warning(
        _ rule: String, _ name: StaticString?, value: String?, detail: String = ""
    ) {
        found.add(.warning) {
            ProblemTexts.problem(
                rule, .warning, path: place.pointer(to: name), value: value, detail: detail)
        }
    }

    /// A text with its control characters shown as `\u{…}`.
    private func visible(_ text: String) -> String {
        text.unicodeScalars.map {
            TextRules.isClean(String($0)) ? String($0) : "\\u{\(String($0.value, radix: 16))}"
        }.joined()
    }
}
