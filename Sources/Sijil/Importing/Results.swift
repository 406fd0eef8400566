import Encoding
import Invoicing
import Ledger
import Mapping
import Sheets

extension Importing {
    /// Writes the user's own sheet again, row by row as it stands (titles above the header, empty
    /// rows and sums too), with what came of each invoice beside its rows. Texts stay texts, so
    /// that no cell becomes a formula.
    ///
    /// - Throws: ``ImportError/unknownFormat(path:)``; ``SheetError``.
    public func writeResults(
        to output: String, isRightToLeft: Bool, progress: @escaping (Int) -> Void
    ) throws {
        let lower = output.lowercased()
        guard lower.hasSuffix(".xlsx") || lower.hasSuffix(".csv") else {
            throw ImportError.unknownFormat(path: output)
        }
        try workplace.recordTips()
        let rows = try ResultRows(self, isArabic: isRightToLeft, progress)
        let sheet = SheetOut(
            name: understanding.sheet.isEmpty ? "Sijil" : understanding.sheet,
            isRightToLeft: isRightToLeft, columns: rows.columns, above: rows.above
        ) { () throws(SheetError) in try rows.next() }
        do {
            if lower.hasSuffix(".csv") {
                try sheet.writeCSV(to: output)
            } else {
                try SheetOut.writeXLSX([sheet], to: output)
            }
        } catch {
            throw rows.failure ?? error
        }
    }
}

/// The rows of the sheet with what came of them.
private final class ResultRows {
    let columns: [SheetOut.Column]
    let above: [[SheetOutCell]]
    /// An error of the ledger, which ended the writing.
    private(set) var failure: (any Error)?
    private var count = 0
    private let progress: (Int) -> Void
    private let importing: Importing
    private let rows: AnnotatedRows
    private let width: Int
    private let isArabic: Bool
    /// The number of the row that was written last, and a row that was read before its turn.
    private var last: Int
    private var waiting: AnnotatedRows.Row?
    private let judging: SheetJudging
    /// What came of the invoice whose rows are being written.
    private var current: (index: Int, cells: [SheetOutCell])?
    /// The row that is written is the invoice's first.
    private var isFirstRow = false

    init(_ importing: Importing, isArabic: Bool, _ progress: @escaping (Int) -> Void) throws {
        self.importing = importing
        self.progress = progress
        self.isArabic = isArabic
        rows = try AnnotatedRows(importing.understanding, in: importing.book)
        judging = try SheetJudging(importing)
        let understanding = importing.understanding
        let width = min(understanding.lastColumn, Self.mostColumns)
        self.width = width
        var above = [[SheetOutCell]](repeating: [], count: max(understanding.headerRow - 1, 0))
        for row in rows.above { above[row.number - 1] = Self.cells(row, width: width) }
        self.above = above
        last = understanding.headerRow
        let titles = (0..<width).map { [rows] in rows.header[$0 + 1] ?? "" }
        let added: [(en: String, ar: String, width: Int)] = [
            ("Sijil status", "حالة سجل", 16), ("ICV", "عداد الفاتورة", 8),
            ("UUID", "المعرف الفريد", 38),
            ("Invoice hash", "بصمة الفاتورة", 46), ("QR", "رمز الاستجابة", 30),
            ("Total with VAT", "الإجمالي مع الضريبة", 16), ("VAT", "الضريبة", 14),
            ("Authority", "حالة الهيئة", 24), ("Problems", "الملاحظات", 60),
        ]
        columns =
            titles.map { SheetOut.Column(title: $0) }
            + added.map { SheetOut.Column(title: isArabic ? $0.ar : $0.en, width: $0.width) }
    }

    /// Beyond it cells are left out: one that strayed there would make every row as long.
    private static let mostColumns = 1_000

    private static func cells(_ row: SheetRow, width: Int) -> [SheetOutCell] {
        var cells = [SheetOutCell](repeating: .empty, count: width)
        for cell in row.cells where cell.column <= width {
            cells[cell.column - 1] = SheetOutCell(cell)
        }
        return cells
    }

    func next() throws(SheetError) -> [SheetOutCell]? {
        if waiting == nil { waiting = try rows.next() }
        guard let row = waiting else { return nil }
        last += 1
        // Rows in which nothing stands are not read, and stand in the results all the same.
        if row.row.number > last { return [] }
        waiting = nil
        count += 1
        if count % 1_000 == 0 { progress(count) }
        let cells = Self.cells(row.row, width: width)
        guard let draft = row.draft else { return cells }
        if current?.index != draft.index {
            do {
                current = (draft.index, try outcome(of: draft))
                isFirstRow = true
            } catch {
                failure = error
                // The writing ends with an error of its own kind; the true one is told.
                throw .empty(name: importing.path)
            }
        }
        defer { isFirstRow = false }
        return cells
            + (current?.cells ?? []).enumerated().map { place, cell in
                // Whoever adds up the column counts each invoice once.
                isFirstRow || !Self.amounts.contains(place) ? cell : .empty
            }
    }

    /// Places of the columns with amounts among those that are added.
    private static let amounts = 5...6

    private func outcome(of draft: MappedDraft) throws -> [SheetOutCell] {
        guard let judgement = try judging.judge([draft]).first else { return [] }
        let words = judgement.problems.map { problem in
            let text = problem.problem
            let (message, remedy) =
                isArabic ? (text.message.ar, text.remedy.ar) : (text.message.en, text.remedy.en)
            return "\(problem.place.address ?? ""): \(message) → \(remedy)"
        }
        let problems = SheetOutCell.text(words.joined(separator: "\n"))
        guard let record = judgement.record else {
            let status =
                judgement.isSound
                ? (isArabic ? "لم يصدر" : "not issued") : (isArabic ? "مرفوض" : "refused")
            return [.text(status)] + [SheetOutCell](repeating: .empty, count: 7) + [problems]
        }
        let workplace = importing.workplace
        let receipt = try workplace.ledger.receipt(of: record)
        let state = SubmissionState(try workplace.ledger.submission(of: record))
        // As in the register: what the authority rejected is no sale, so no sum counts it.
        let isRejected = state.isRejected
        let status =
            isRejected
            ? Bilingual(en: "issued, rejected", ar: "صادر ومرفوض من الهيئة")
            : Bilingual(en: "issued", ar: "صادر")
        func amount(_ money: Money) -> SheetOutCell {
            isRejected ? .empty : .amount(record.type.signed(money))
        }
        return [
            .text(isArabic ? status.ar : status.en),
            .number(SheetNumber(text: String(record.icv.rawValue))),
            .text(record.uuid.description), .text(record.hash.base64), .text(receipt.qr),
            amount(record.total), amount(record.vat),
            .text(isArabic ? state.name.ar : state.name.en),
            words.isEmpty ? .empty : problems,
        ]
    }
}
