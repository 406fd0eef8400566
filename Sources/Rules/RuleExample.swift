public import Invoicing

/// One element of a document as a rule takes it, and as it does not.
///
/// Both texts are UBL with the element's real tags. A long text is written `⟨1001 × A⟩`; an element
/// that is left out is told by a comment.
public struct RuleExample: Hashable, Sendable {
    /// The document in which the element stands.
    public enum Kind: String, CaseIterable, Sendable {
        case taxInvoice = "tax-invoice"
        case simplified
        case summary
        case creditNote = "credit-note"
        case government
        case foreignCurrency = "foreign-currency"
        /// Simplified, for the health care of a citizen.
        case citizen
        case zeroRated = "zero-rated"
        case zeroRatedCharge = "zero-rated-charge"
        case exempt
        case exemptCharge = "exempt-charge"
        case outOfScope = "out-of-scope"
        case outOfScopeCharge = "out-of-scope-charge"
        /// It settles an advance.
        case settling
        case settlingZeroRated = "settling-zero-rated"
        case settlingExempt = "settling-exempt"
        case settlingOutOfScope = "settling-out-of-scope"

        public var name: Bilingual {
            guard let name = RuleExample.kindNames[self] else {
                preconditionFailure("\(rawValue) has no name")
            }
            return name
        }
    }

    public let kind: Kind
    /// The element, as findings name it: `/Invoice/cac:InvoiceLine[1]/cbc:ID`.
    public let path: String
    public let right: String
    public let wrong: String
    /// Where the wrong text never raises the rule: what comes of it instead.
    public internal(set) var remark: Bilingual?

    /// What comes of the wrong text of a rule that is not live.
    static func remark(_ state: Rule.State) -> Bilingual? {
        switch state {
        case .live: nil
        case .structural:
            Bilingual(
                en: "cannot occur by itself: the UBL schema refuses such a document first",
                ar: "لا تقع وحدها: مخطط UBL يرفض مثل هذا المستند قبلها")
        case .dead:
            Bilingual(
                en: "is never raised: the official validator does not reach this rule",
                ar: "لا تظهر أبدًا: المدقق الرسمي لا يصل إلى هذه القاعدة")
        }
    }

    /// What one document does not show.
    static let ledgerRemark = Bilingual(
        en: "the document alone breaks no rule; only the ledger tells the right from the wrong",
        ar: "المستند وحده لا يخالف قاعدة؛ والسجل وحده يميز الصحيح من الخطأ")

    static let kindNames: [Kind: Bilingual] = [
        .taxInvoice: Bilingual(en: "a tax invoice", ar: "فاتورة ضريبية"),
        .simplified: Bilingual(en: "a simplified invoice", ar: "فاتورة ضريبية مبسطة"),
        .summary: Bilingual(
            en: "a simplified summary invoice", ar: "فاتورة ضريبية مبسطة ملخصة"),
        .creditNote: Bilingual(en: "a credit note", ar: "إشعار دائن"),
        .government: Bilingual(
            en: "an invoice to the government", ar: "فاتورة لجهة حكومية"),
        .foreignCurrency: Bilingual(
            en: "an invoice in US dollars", ar: "فاتورة بالدولار الأمريكي"),
        .citizen: Bilingual(
            en: "a simplified invoice for the health care of a citizen",
            ar: "فاتورة ضريبية مبسطة لعلاج مواطن"),
        .zeroRated: Bilingual(
            en: "a zero-rated invoice with an allowance", ar: "فاتورة بنسبة الصفر فيها خصم"),
        .zeroRatedCharge: Bilingual(
            en: "a zero-rated invoice with a charge", ar: "فاتورة بنسبة الصفر فيها رسم إضافي"),
        .exempt: Bilingual(
            en: "an exempt invoice with an allowance", ar: "فاتورة معفاة فيها خصم"),
        .exemptCharge: Bilingual(
            en: "an exempt invoice with a charge", ar: "فاتورة معفاة فيها رسم إضافي"),
        .outOfScope: Bilingual(
            en: "an invoice outside the scope of VAT, with an allowance",
            ar: "فاتورة خارج نطاق الضريبة فيها خصم"),
        .outOfScopeCharge: Bilingual(
            en: "an invoice outside the scope of VAT, with a charge",
            ar: "فاتورة خارج نطاق الضريبة فيها رسم إضافي"),
        .settling: Bilingual(
            en: "an invoice that settles an advance", ar: "فاتورة تسوي دفعة مقدمة"),
        .settlingZeroRated: Bilingual(
            en: "an invoice that settles a zero-rated advance",
            ar: "فاتورة تسوي دفعة مقدمة بنسبة الصفر"),
        .settlingExempt: Bilingual(
            en: "an invoice that settles an exempt advance",
            ar: "فاتورة تسوي دفعة مقدمة معفاة"),
        .settlingOutOfScope: Bilingual(
            en: "an invoice that settles an advance outside the scope of VAT",
            ar: "فاتورة تسوي دفعة مقدمة خارج نطاق الضريبة"),
    ]
}

extension RuleExample {
    /// Every example by the id of its rule, the official ones and Sijil's own.
    ///
    /// A row is a line with id, kind and path, the right text after `+` and the wrong after `-`.
    /// A dot ends a table, so that its last row is taken too.
    static let byID: [String: RuleExample] = {
        var examples: [String: RuleExample] = [:]
        for rows in [documentRows, partyRows, totalRows, lineRows] {
            var head: [Substring] = []
            var right: [Substring] = []
            var wrong: [Substring] = []
            for line in (rows + "\n.").split(separator: "\n") {
                switch line.prefix(2) {
                case "+ ": right.append(line.dropFirst(2))
                case "- ": wrong.append(line.dropFirst(2))
                default:
                    if let id = head.first {
                        examples[String(id)] = example(head, right, wrong)
                    }
                    head = line.split(separator: " ")
                    right = []
                    wrong = []
                }
            }
        }
        return examples
    }()

    private static func example(
        _ head: [Substring], _ right: [Substring], _ wrong: [Substring]
    ) -> RuleExample {
        guard head.count == 3, let kind = Kind(rawValue: String(head[1])) else {
            preconditionFailure("the table of examples has a bad line: \(head)")
        }
        return RuleExample(
            kind: kind, path: "/Invoice/" + head[2], right: right.joined(separator: "\n"),
            wrong: wrong.joined(separator: "\n"))
    }
}

extension RuleExample {
    fileprivate static func of(_ id: String, remark: Bilingual? = nil) -> RuleExample {
        guard var example = byID[id] else { preconditionFailure("\(id) has no example") }
        example.remark = remark
        return example
    }
}

extension Rule {
    /// How it looks when the rule is kept, and when it is not.
    public var example: RuleExample {
        .of(id.rawValue, remark: RuleExample.remark(state))
    }
}

extension OwnRule {
    /// How it looks when the rule is kept, and when it is not.
    public var example: RuleExample {
        .of(rawValue, remark: needsLedger ? RuleExample.ledgerRemark : nil)
    }
}
