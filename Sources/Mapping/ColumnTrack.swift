import Invoicing
import Sheets

/// What one column's cells tell, gathered in constant memory.
struct ColumnTrack {
    let field: SheetField?
    private(set) var filled = 0
    private(set) var samples: [String] = []
    private(set) var marks = WrittenNumber.MarkEvidence()
    private(set) var orders = WrittenDate.OrderEvidence()
    private(set) var trueDates = 0
    /// A text whose first two parts may be day and month in either order.
    private(set) var writtenDate: (text: String, row: Int)?
    private(set) var hijri: (text: String, row: Int)?

    init(field: SheetField?) { self.field = field }

    mutating func note(_ cell: SheetCell, row: Int) {
        if cell.marks.contains(.covered) { return }
        if case .text(let text) = cell.value, WrittenText.tidy(text).isEmpty { return }
        filled += 1
        if samples.count < 3 {
            let shown = WrittenText.tidy(CellReading.shown(cell))
            if !samples.contains(shown) { samples.append(shown) }
        }
        guard let field else { return }
        switch (field.form, cell.value) {
        case (.number, .text(let text)), (.vatRate, .text(let text)), (.percent, .text(let text)):
            marks.note(text, row: row)
        case (.date, .text(let text)):
            orders.note(text, row: row)
            if case .failure(.hijri) = WrittenDate.read(text, order: .dayFirst) {
                hijri = hijri ?? (text, row)
            } else if case .failure(.dateOrderUnknown) = WrittenDate.read(text, order: nil) {
                writtenDate = writtenDate ?? (text, row)
            } else if case .decided = orders.reading {
                writtenDate = writtenDate ?? (text, row)
            }
        case (.date, .date): trueDates += 1
        default: break
        }
    }

    /// How the column's texts are read under the rules that hold, and why.
    func remark(_ rules: Rules) -> Bilingual? {
        guard let field, filled > 0 else { return nil }
        switch field.form {
        case .date:
            if hijri != nil, rules.calendar == .ummAlQura {
                return Bilingual(en: "Hijri dates (Umm al-Qura)", ar: "تواريخ هجرية (أم القرى)")
            }
            guard let order = rules.dateOrder, writtenDate != nil else {
                return trueDates > 0
                    ? Bilingual(en: "true dates", ar: "تواريخ حقيقية")
                    : Bilingual(en: "dates as text", ar: "تواريخ مكتوبة نصا")
            }
            let name = Bilingual(
                en: order == .dayFirst ? "day first" : "month first",
                ar: order == .dayFirst ? "اليوم أولا" : "الشهر أولا")
            return because(name, orders.reading)
        case .number, .vatRate, .percent:
            guard let mark = rules.decimalMark else { return nil }
            switch marks.reading {
            case .notNeeded: return nil
            default:
                let name = Bilingual(
                    en: "decimal mark \(mark.rawValue)", ar: "العلامة العشرية \(mark.rawValue)")
                return because(name, marks.reading)
            }
        default: return nil
        }
    }

    private func because<Choice>(_ name: Bilingual, _ reading: ColumnReading<Choice>) -> Bilingual {
        guard case .decided(_, let sample) = reading else { return name }
        return Bilingual(
            en: "\(name.en), because of \(sample.text) in row \(sample.row)",
            ar: "\(name.ar)، بسبب \(sample.text) في الصف \(sample.row)")
    }
}

/// What rows tell of the sheet's prices and of whether several rows are one invoice.
struct RowEvidence {
    private(set) var withVAT = 0
    private(set) var withoutVAT = 0
    /// Rows with the same number as the row before.
    private(set) var repeatedNumbers = 0
    private var lastNumber: String?
    private let layout: Layout
    private let reading: CellReading

    init(_ layout: Layout) {
        self.layout = layout
        reading = CellReading(layout.rules)
    }

    mutating func note(_ row: SheetRow, isContinued: Bool) {
        noteNumber(row, isContinued: isContinued)
        guard let price = decimal(.price, row) else { return }
        let quantity = decimal(.quantity, row) ?? ExactDecimal(digits: 1, scale: 0)
        guard var amount = price.multiplied(by: quantity)?.rounded(scale: 4) else { return }
        if let discount = decimal(.discount, row) {
            amount = amount.subtracting(discount) ?? amount
        }
        let rate =
            text(.vatRate, row).flatMap { ExactDecimal($0) } ?? ExactDecimal(digits: 15, scale: 0)
        // At a rate of nothing both are alike.
        if rate.isZero { return }
        let factor = ExactDecimal(digits: 1, scale: 0).adding(
            rate.multiplied(by: ExactDecimal(digits: 1, scale: 2)) ?? rate)
        guard let factor, let gross = amount.multiplied(by: factor) else { return }
        let net = decimal(.lineNet, row) ?? decimal(.net, row)
        let total = decimal(.lineTotal, row) ?? decimal(.total, row)
        if let net, Self.isNear(net, amount) {
            withoutVAT += 1
        } else if let total, Self.isNear(total, gross) {
            withoutVAT += 1
        } else if let total, Self.isNear(total, amount) {
            withVAT += 1
        }
    }

    private mutating func noteNumber(_ row: SheetRow, isContinued: Bool) {
        if isContinued {
            repeatedNumbers += 1
            return
        }
        let number = text(.number, row)
        if let number, number == lastNumber { repeatedNumbers += 1 }
        lastNumber = number
    }

    private func text(_ field: SheetField, _ row: SheetRow) -> String? {
        guard let column = layout.columns[field], let cell = row[column],
            case .success(.text(let text))? = reading.read(cell, as: field)
        else { return nil }
        return text
    }

    private func decimal(_ field: SheetField, _ row: SheetRow) -> ExactDecimal? {
        text(field, row).flatMap { ExactDecimal($0) }
    }

    static func isNear(_ a: ExactDecimal, _ b: ExactDecimal) -> Bool {
        guard let difference = a.subtracting(b) else { return false }
        let hundredth = ExactDecimal(digits: 1, scale: 2)
        return !(hundredth < difference) && !(difference < ExactDecimal(digits: -1, scale: 2))
    }
}
