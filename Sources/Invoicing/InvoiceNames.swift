/// What documents are called when people are told of them; JSON has the raw values.
extension InvoiceKind {
    public var words: Bilingual {
        switch self {
        case .standard: Bilingual(en: rawValue, ar: "ضريبية")
        case .simplified: Bilingual(en: rawValue, ar: "مبسطة")
        }
    }
}

extension InvoiceType {
    public var words: Bilingual {
        switch self {
        case .invoice: Bilingual(en: rawValue, ar: "فاتورة")
        case .creditNote: Bilingual(en: rawValue, ar: "إشعار دائن")
        case .debitNote: Bilingual(en: rawValue, ar: "إشعار مدين")
        case .prepayment: Bilingual(en: rawValue, ar: "دفعة مقدمة")
        }
    }

    /// The whole name, the kind included.
    public func words(_ kind: InvoiceKind) -> Bilingual {
        let invoice = kind == .standard ? "فاتورة ضريبية" : "فاتورة ضريبية مبسطة"
        let ofInvoice = kind == .standard ? "للفاتورة الضريبية" : "للفاتورة الضريبية المبسطة"
        let arabic =
            switch self {
            case .invoice: invoice
            case .creditNote, .debitNote: "\(words.ar) \(ofInvoice)"
            case .prepayment: "\(invoice) لدفعة مقدمة"
            }
        return Bilingual(en: "\(kind.rawValue) \(rawValue)", ar: arabic)
    }
}
