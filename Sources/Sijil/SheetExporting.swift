import Encoding
import Invoicing
import Ledger
import Sheets

/// What a bookkeeper's sheet holds, for a sentence to its reader.
public struct SheetExport: Sendable {
    public let documents: Int
    /// The files written: a workbook, or the register and the summary as CSV.
    public let files: [String]
}

extension Workplace {
    /// Writes the register of documents and the VAT summary: by month, currency, category and
    /// rate. Credit notes count with a minus; advances that an invoice settles are deducted from
    /// it, since their VAT was due with the advance. Rejected documents stand in the register with
    /// an amount that no sum counts.
    ///
    /// - Throws: ``ImportError/unknownFormat(path:)``; ``SheetError``.
    public func exportSheet(
        _ selection: DocumentSelection, to output: String, isArabic: Bool,
        progress: @escaping (Int) -> Void
    ) throws -> SheetExport {
        let lower = output.lowercased()
        guard lower.hasSuffix(".xlsx") || lower.hasSuffix(".csv") else {
            throw ImportError.unknownFormat(path: output)
        }
        let rows = RegisterRows(
            ledger, try selection.filter, isArabic: isArabic, progress: progress)
        var files = [output]
        do {
            if lower.hasSuffix(".csv") {
                let second = output.dropLast(4) + "-vat.csv"
                try rows.register.writeCSV(to: output)
                try rows.summary.writeCSV(to: String(second))
                files.append(String(second))
            } else {
                try SheetOut.writeXLSX([rows.register, rows.summary], to: output)
            }
        } catch {
            throw rows.failure ?? error
        }
        return SheetExport(documents: rows.count, files: files)
    }
}

/// The rows of the register, and the sums that gather while they are written.
private final class RegisterRows {
    private(set) var failure: (any Error)?
    private(set) var count = 0
    private let ledger: Ledger
    private let filter: DocumentFilter
    private let isArabic: Bool
    private let progress: (Int) -> Void
    private var page: [DocumentRecord] = []
    private var last: DocumentRecord?
    private var isAtEnd = false
    private var summaryGroups = VATGroups()
    private var summaryRows: [[SheetOutCell]]?

    init(
        _ ledger: Ledger, _ filter: DocumentFilter, isArabic: Bool,
        progress: @escaping (Int) -> Void
    ) {
        self.ledger = ledger
        self.filter = filter
        self.isArabic = isArabic
        self.progress = progress
    }

    private func column(_ en: String, _ ar: String, _ width: Int = 14) -> SheetOut.Column {
        SheetOut.Column(title: isArabic ? ar : en, width: width)
    }

    // MARK: The register

    var register: SheetOut {
        SheetOut(
            name: isArabic ? "سجل الفواتير" : "Register", isRightToLeft: isArabic,
            columns: documentColumns + amountColumns
        ) { [self] () throws(SheetError) in
            do {
                return try nextDocument()
            } catch {
                failure = error
                // The writing ends with an error of its own kind; the true one is told.
                throw .empty(name: ledger.path)
            }
        }
    }

    private var documentColumns: [SheetOut.Column] {
        [
            column("Number", "الرقم"), column("Kind", "الفئة"), column("Type", "النوع"),
            column("Issued", "تاريخ الإصدار", 20), column("Unit", "الوحدة"),
            column("Epoch", "الحقبة", 8), column("ICV", "العداد", 8),
            column("Buyer", "المشتري", 28), column("Buyer VAT", "الرقم الضريبي للمشتري", 18),
            column("Status", "الحالة", 24), column("In the sums", "ضمن المجاميع", 10),
            column("Currency", "العملة", 8),
        ]
    }

    private var amountColumns: [SheetOut.Column] {
        [
            column("Before VAT", "قبل الضريبة"), column("VAT", "الضريبة"),
            column("Total", "الإجمالي"),
            column("Advances before VAT", "الدفعات المقدمة قبل الضريبة", 18),
            column("Advances VAT", "ضريبة الدفعات المقدمة", 18),
            column("VAT in SAR", "الضريبة بالريال"),
            column("Net before VAT in SAR", "الصافي قبل الضريبة بالريال", 18),
            column("Net VAT in SAR", "صافي الضريبة بالريال", 16),
            column("Total not counted", "إجمالي غير محتسب", 16),
            column("UUID", "المعرف الفريد", 38), column("Hash", "البصمة", 46),
        ]
    }

    private func nextDocument() throws -> [SheetOutCell]? {
        if page.isEmpty, !isAtEnd {
            page = try ledger.documents(matching: filter, after: last, limit: 500).reversed()
            last = page.first ?? last
            isAtEnd = page.isEmpty
        }
        guard let record = page.popLast() else { return nil }
        count += 1
        if count % 500 == 0 { progress(count) }
        let state = SubmissionState(try ledger.submission(of: record))
        let vat = try DocumentVAT(try ledger.xml(of: record), record)
        let isCounted = !state.isRejected
        if isCounted { summaryGroups.add(vat, record) }
        let yesOrNo = isCounted ? Bilingual(en: "yes", ar: "نعم") : Bilingual(en: "no", ar: "لا")
        return [
            .text(record.number.text), text(record.kind.words), text(record.type.words),
            .date(
                SheetDateTime(
                    date: record.issuedAt.date, secondOfDay: record.issuedAt.secondOfDay)),
            .text(record.unit), .number(SheetNumber(text: String(record.epoch))),
            .number(SheetNumber(text: String(record.icv.rawValue))),
            record.buyerName.map { .text($0) } ?? .empty,
            record.buyerVAT.map { .text($0) } ?? .empty, text(state.name), text(yesOrNo),
            .text(record.currency),
        ] + amounts(vat, record, isCounted: isCounted) + [
            .text(record.uuid.description), .text(record.hash.base64),
        ]
    }

    private func text(_ words: Bilingual) -> SheetOutCell {
        .text(isArabic ? words.ar : words.en)
    }

    /// What sums count stands apart from what they do not, so that the sum of a column is that of
    /// the summary.
    private func amounts(
        _ vat: DocumentVAT, _ record: DocumentRecord, isCounted: Bool
    ) -> [SheetOutCell] {
        func cell(_ money: Money?) -> SheetOutCell {
            money.map { .amount(record.type.signed($0)) } ?? .empty
        }
        guard isCounted else {
            return [SheetOutCell](repeating: .empty, count: 8) + [cell(record.total)]
        }
        return [
            cell(record.total - record.vat), cell(record.vat), cell(record.total),
            cell(vat.hasAdvances ? vat.sum(of: \.advance.taxable) : nil),
            cell(vat.hasAdvances ? vat.sum(of: \.advance.tax) : nil), cell(vat.inSAR),
            cell(vat.net(of: \.inSAR?.taxable)), cell(vat.net(of: \.inSAR?.tax)), .empty,
        ]
    }

    // MARK: The summary

    var summary: SheetOut {
        SheetOut(
            name: isArabic ? "ملخص الضريبة" : "VAT summary", isRightToLeft: isArabic,
            columns: [
                column("Month", "الشهر"), column("Currency", "العملة", 8),
                column("Category", "فئة الضريبة"), column("Rate", "النسبة", 8),
                column("Documents", "المستندات"), column("Taxable", "الخاضع للضريبة"),
                column("VAT", "الضريبة"),
                column("Advances taxable", "الخاضع في الدفعات المقدمة", 18),
                column("Advances VAT", "ضريبة الدفعات المقدمة", 18),
                column("Net taxable", "صافي الخاضع للضريبة", 16),
                column("Net VAT", "صافي الضريبة"),
                column("Net taxable in SAR", "صافي الخاضع بالريال", 18),
                column("Net VAT in SAR", "صافي الضريبة بالريال", 16),
            ]
        ) { [self] () throws(SheetError) in
            if summaryRows == nil { summaryRows = summaryGroups.rows(isArabic).reversed() }
            return summaryRows?.popLast()
        }
    }
}
