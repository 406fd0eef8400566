import Invoicing

/// The evaluation of Sijil's own rules. Where a value cannot be read, they are silent: the official
/// rules speak of it.
struct OwnJudge {
    struct Finding {
        let rule: OwnRule
        let node: NodeID
        let found: String?
        let expected: String?
    }

    private let tree: Tree
    private(set) var findings: [Finding] = []

    /// As with official rules, the rest would tell nobody more.
    private static let most = 100

    static func findings(_ tree: Tree) -> [Finding] {
        guard tree.isNamed(0, .ublInvoice) else { return [] }
        var judge = OwnJudge(tree: tree)
        judge.judgeLines()
        judge.judgeTaxTotals()
        judge.judgeSellerName()
        judge.judgeNoteDate()
        return judge.findings
    }

    private init(tree: Tree) { self.tree = tree }

    private mutating func raise(_ rule: OwnRule, _ node: NodeID, expected: String?) {
        guard findings.count < Self.most else { return }
        findings.append(
            Finding(
                rule: rule, node: node, found: Judge.shown(tree.text(node)), expected: expected))
    }

    private func decimal(_ node: NodeID) -> ExactNumber? {
        node < 0 ? nil : ExactNumber(tree.text(node))
    }

    /// Lines whose VAT, net amount and rate are there, each once.
    private mutating func judgeLines() {
        for line in tree.children(0, .cacInvoiceLine) {
            let rates = tree.find(line, Path(.cacItem, .cacClassifiedTaxCategory, .cbcPercent))
            let taxes = tree.find(line, Path(.cacTaxTotal, .cbcTaxAmount))
            guard rates.count == 1, taxes.count == 1, let rate = decimal(rates.first),
                let tax = decimal(taxes.first),
                let net = decimal(tree.child(line, .cbcLineExtensionAmount))
            else { continue }
            let expected = (net * rate).unshifted(2).rounded(places: 2)
            if tax != expected { raise(.lineVAT, taxes.first, expected: expected.description) }
        }
    }

    private mutating func judgeTaxTotals() {
        let currency = tree.text(tree.child(0, .cbcDocumentCurrencyCode)).trimmed
        var total: NodeID = Tree.none
        var inRiyals: NodeID = Tree.none
        for taxTotal in tree.children(0, .cacTaxTotal) {
            let amount = tree.child(taxTotal, .cbcTaxAmount)
            guard tree.has(taxTotal, .cacTaxSubtotal) else {
                inRiyals = amount
                continue
            }
            total = amount
            guard let own = tree.attribute(amount, AttributeName.currencyID) else { continue }
            if !currency.isEmpty, !own.equals(currency) {
                raise(.taxCurrency, amount, expected: String(currency))
            }
        }
        guard currency.equals("SAR"), let vat = decimal(total), let repeated = decimal(inRiyals)
        else { return }
        if vat != repeated { raise(.riyalVAT, inRiyals, expected: vat.description) }
    }

    /// Many readers take the length of a tag as one byte with a sign.
    private mutating func judgeSellerName() {
        let name = tree.find(
            0,
            Path(
                .cacAccountingSupplierParty, .cacParty, .cacPartyLegalEntity,
                .cbcRegistrationName))
        if name.exists, tree.text(name.first).count > 127 {
            raise(.sellerName, name.first, expected: "127")
        }
    }

    /// Credit and debit notes that give the date of what they correct.
    private mutating func judgeNoteDate() {
        let type = tree.text(tree.child(0, .cbcInvoiceTypeCode)).trimmed
        guard type.equals("381") || type.equals("383") else { return }
        let node = tree.child(0, .cbcIssueDate)
        guard let issued = CivilDate(String(tree.text(node))) else { return }
        var last: CivilDate?
        tree.each(0, Path(.cacBillingReference, .cacInvoiceDocumentReference, .cbcIssueDate)) {
            guard let date = CivilDate(String(tree.text($0))) else { return false }
            last = last.map { max($0, date) } ?? date
            return false
        }
        guard let last else { return }
        let isDecember = last.month == 12
        let due = CivilDate(
            year: last.year + (isDecember ? 1 : 0), month: isDecember ? 1 : last.month + 1, day: 15)
        if let due, issued > due { raise(.lateNote, node, expected: due.description) }
    }
}
