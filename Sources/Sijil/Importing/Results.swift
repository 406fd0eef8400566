import Encoding
import Invoicing
import Ledger
import Mapping
import Sheets

extension Importing {
    /// Writes the user's own sheet again, in its own order, with what came of each invoice beside
    /// its rows. Texts stay texts, so that no cell becomes a formula.
    ///
    /// - Throws: ``ImportError/unknownFormat(path:)``; ``SheetError``.
    public func writeResults(
        to output: String, isRightToLeft: Bool, progress: @escaping (Int) -> Void
    ) throws {
        let lower = output.lowercased()
        guard lower.hasSuffix(".xlsx") || lower.hasSuffix(".csv") else {
            throw ImportError.unknownFormat(path: output)
        }
        let rows = try ResultRows(self, isArabic: isRightToLeft, progress)
        let sheet = SheetOut(
            name: understanding.sheet.isEmpty ? "Sijil" : understanding.sheet,
            isRightToLeft: isRightToLeft, columns: rows.columns
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
    /// An error of the ledger, which ended the writing.
    private(set) var failure: (any Error)?
    private var count = 0
    private let progress: (Int) -> Void
    private let importing: Importing
    private let rows: AnnotatedRows
    private let width: Int
    private let isArabic: Bool
    private let now: Instant
    /// What came of the invoice whose rows are being written.
    private var current: (index: Int, cells: [SheetOutCell])?

    init(_ importing: Importing, isArabic: Bool, _ progress: @escaping (Int) -> Void) throws {
        self.importing = importing
        self.progress = progress
        self.isArabic = isArabic
        rows = try AnnotatedRows(importing.understanding, in: importing.book)
        now = importing.workplace.surroundings.now()
        let own = importing.understanding.columns
        width = own.map(\.number).max() ?? 0
        var titles = [String](repeating: "", count: width)
        for column in own { titles[column.number - 1] = column.header }
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

    func next() throws(SheetError) -> [SheetOutCell]? {
        guard let row = try rows.next() else { return nil }
        count += 1
        if count % 1_000 == 0 { progress(count) }
        var cells = [SheetOutCell](repeating: .empty, count: width)
        for cell in row.row.cells where cell.column <= width {
            cells[cell.column - 1] = SheetOutCell(cell)
        }
        guard let draft = row.draft else { return cells }
        if current?.index != draft.index {
            do {
                current = (draft.index, try outcome(of: draft))
            } catch {
                failure = error
                // The writing ends with an error of its own kind; the true one is told.
                throw .empty(name: importing.path)
            }
        }
        return cells + (current?.cells ?? [])
    }

    private func outcome(of draft: MappedDraft) throws -> [SheetOutCell] {
        let judgement = try importing.judge(draft, now: now)
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
        let state = SubmissionState(try workplace.ledger.submission(of: record)).name
        return [
            .text(isArabic ? "صادر" : "issued"),
            .number(SheetNumber(text: String(record.icv.rawValue))),
            .text(record.uuid.description), .text(record.hash.base64), .text(receipt.qr),
            .amount(record.total), .amount(record.vat), .text(isArabic ? state.ar : state.en),
            words.isEmpty ? .empty : problems,
        ]
    }
}
