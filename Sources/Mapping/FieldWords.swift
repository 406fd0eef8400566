import Sheets

/// The words of a sheet for what a draft names by a code.
enum FieldWords {
    /// - Returns: The draft's word; `nil` where the cell's means nothing here.
    static func value(_ text: String, of field: SheetField) -> String? {
        let folded = HeaderName.fold(text)
        switch field {
        case .kind: return kinds[folded]
        case .type: return types[folded]
        case .vatCategory: return categories[folded]
        case .paymentMeans:
            if let known = payments[folded] { return known }
            let plain = WrittenText.plain(text)
            return plain.utf8.count <= 3 && Int(plain) != nil || plain == "ZZZ" ? plain : nil
        default: return nil
        }
    }

    /// The words that may stand in a cell, for a message.
    static func examples(of field: SheetField) -> String {
        switch field {
        case .kind: "standard, simplified, ضريبية, مبسطة"
        case .type:
            "invoice, credit-note, debit-note, simplified, فاتورة ضريبية, فاتورة ضريبية مبسطة, "
                + "إشعار دائن, إشعار مدين"
        case .vatCategory: "S, Z, E, O, خاضع, صفري, معفى, خارج النطاق"
        case .paymentMeans: "10, 30, 42, 48, cash, card, نقدا, بطاقة, تحويل, آجل"
        default: ""
        }
    }

    /// What a word says of a document, where one column holds both kinds and types: "simplified
    /// tax invoice" beside "credit note".
    struct DocumentName: Hashable {
        var kind: String?
        var type: String?
    }

    static func document(_ text: String) -> DocumentName? {
        let folded = HeaderName.fold(text)
        if let type = types[folded] { return DocumentName(kind: nil, type: type) }
        // Who writes only the kind means an invoice.
        if let kind = kinds[folded] { return DocumentName(kind: kind, type: "invoice") }
        return documents[folded]
    }

    /// Notes and advances whose name tells the kind too.
    private static let documents: [String: DocumentName] = {
        let arabic = [
            "إشعار دائن": "credit-note", "إشعار مدين": "debit-note",
            "دفعة مقدمة": "prepayment",
        ]
        let simplified = [
            "مبسط", "مبسطة", "لفاتورة مبسطة", "للفاتورة المبسطة", "لفاتورة ضريبية مبسطة",
            "للفاتورة الضريبية المبسطة", "على فاتورة مبسطة", "على فاتورة ضريبية مبسطة",
        ]
        let standard = [
            "لفاتورة ضريبية", "للفاتورة الضريبية", "على فاتورة ضريبية",
        ]
        let english = [
            "credit note": "credit-note", "debit note": "debit-note", "prepayment": "prepayment",
        ]
        var table: [String: DocumentName] = [:]
        func add(_ text: String, _ kind: String, _ type: String) {
            table[HeaderName.fold(text)] = DocumentName(kind: kind, type: type)
        }
        for (name, type) in arabic {
            for tail in simplified { add("\(name) \(tail)", "simplified", type) }
            for tail in standard { add("\(name) \(tail)", "standard", type) }
        }
        for (name, type) in english {
            for kind in ["simplified", "standard"] { add("\(kind) \(name)", kind, type) }
            add("\(name) simplified", "simplified", type)
        }
        add("standard invoice", "standard", "invoice")
        add("simplified invoice", "simplified", "invoice")
        return table
    }()

    private static let kinds = table([
        "standard": "standard|b2b|tax invoice|ضريبية|ضريبي|فاتورة ضريبية|قياسية|منشآت|شركة",
        "simplified": "simplified|b2c|simplified tax invoice|مبسطة|مبسط|فاتورة مبسطة"
            + "|فاتورة ضريبية مبسطة|أفراد|فرد",
    ])

    private static let types = table([
        "invoice": "invoice|sale|sales|فاتورة|فاتورة مبيعات|مبيعات|بيع|388",
        "credit-note": "credit note|credit|return|refund|tax credit note|إشعار دائن|اشعار دائن"
            + "|إشعار دائن ضريبي|مرتجع|مردود|مرتجع مبيعات|381",
        "debit-note": "debit note|debit|tax debit note|إشعار مدين|إشعار مدين ضريبي|383",
        "prepayment": "prepayment|advance|دفعة مقدمة|386",
    ])

    private static let categories = table([
        "S": "s|standard|standard rated|taxable|خاضع|خاضع للضريبة|أساسي|أساسية|النسبة الأساسية",
        "Z": "z|zero|zero rated|صفري|صفرية|خاضع للنسبة الصفرية|نسبة صفرية",
        "E": "e|exempt|معفى|معفاة|معفي",
        "O": "o|out of scope|not subject|خارج النطاق|خارج نطاق الضريبة|غير خاضع",
    ])

    private static let payments = table([
        "10": "cash|نقدا|نقدي|كاش|نقد",
        "30": "credit|on account|آجل|أجل|ائتمان",
        "42": "bank|transfer|bank transfer|تحويل|تحويل بنكي|حوالة|حوالة بنكية",
        "48": "card|mada|visa|pos|بطاقة|مدى|شبكة|فيزا|بطاقة ائتمان",
    ])

    private static func table(_ words: [String: String]) -> [String: String] {
        var table: [String: String] = [:]
        for (value, names) in words {
            table[HeaderName.fold(value)] = value
            for name in names.split(separator: "|") { table[HeaderName.fold(String(name))] = value }
        }
        return table
    }
}
