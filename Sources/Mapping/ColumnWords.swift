import Invoicing
import Sheets

/// What to do, said of a sheet: who fills one in knows its columns and not the members of a draft.
struct ColumnWords {
    private let layout: Layout
    /// The problem is of a discount, whose reason has a column of its own.
    private let isOfDiscount: Bool

    init(_ layout: Layout, path: String) {
        self.layout = layout
        isOfDiscount = path.contains("/allowances") || path.contains("/charges")
    }

    func of(_ words: Bilingual) -> Bilingual {
        let english = replaced(words.en, isArabic: false)
        let isGiven = english != words.en && english.hasPrefix("give ")
        return Bilingual(
            en: isGiven ? "fill in " + english.dropFirst(5) : english,
            ar: replaced(words.ar, isArabic: true))
    }

    private static let fields: [String: SheetField] = [
        "references": .reference, "reason": .reason, "contract": .contract,
        "buyer.name": .buyerName, "buyer.vat": .buyerVAT, "buyer.ids": .buyerID,
        "issued_at": .date, "supply_date": .supplyDate, "supply_end_date": .supplyEndDate,
        "exchange_rate": .exchangeRate, "payment_means": .paymentMeans,
        "payable_rounding": .rounding, "reason_code": .discountReasonCode,
        "exemption_code": .exemptionCode, "exemption_reason": .exemptionReason,
        "taxable": .prepaymentNet,
    ]

    private func field(_ name: String) -> SheetField? {
        isOfDiscount && name == "reason" ? .discountReason : Self.fields[name]
    }

    /// Members stand bare in the texts. In an English one a plain word may be just a word.
    private func replaced(_ text: String, isArabic: Bool) -> String {
        var out = ""
        var token = ""
        func flushed() -> String {
            var name = token[...]
            while name.last == "." { name.removeLast() }
            let isPlain = !name.contains { $0 == "_" || $0 == "." } && name != "references"
            guard isArabic || !isPlain || text == "give \(token)", let field = field(String(name))
            else { return token }
            return column(field, isArabic: isArabic) + token.dropFirst(name.count)
        }
        for character in text {
            let isOfName = character.isASCII && (character.isLowercase || "_.".contains(character))
            if isOfName, !token.isEmpty || character.isLowercase {
                token.append(character)
                continue
            }
            out += flushed()
            token = ""
            out.append(character)
        }
        return out + flushed()
    }

    /// By its own header; a sheet that has none needs one of that name.
    private func column(_ field: SheetField, isArabic: Bool) -> String {
        let header = layout.columns[field].flatMap { layout.headers[$0] }
        let known = field.names.first { $0.utf8.allSatisfy { $0 < 0x80 } != isArabic }
        let name = header ?? known ?? field.rawValue
        return isArabic ? "العمود «\(name)»" : "the column «\(name)»"
    }
}
