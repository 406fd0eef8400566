import Encoding
import Invoicing
import Ledger
import Sheets
import UBL

/// What a bookkeeper's sheet holds, for a sentence to its reader.
public struct SheetExport: Sendable {
    public let documents: Int
    /// The files written: a workbook, or the register and the summary as CSV.
    public let files: [String]
}

extension Workplace {
    /// Writes the register of documents and the VAT summary: by month, currency, category and
    /// rate. Credit notes count with a minus; rejected documents stand in the register and not in
    /// the summary.
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
            ledger, selection.filter, isArabic: isArabic, progress: progress)
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
            columns: [
                column("Number", "الرقم"), column("Kind", "الفئة"), column("Type", "النوع"),
                column("Issued", "تاريخ الإصدار", 20), column("Unit", "الوحدة"),
                column("Epoch", "الحقبة", 8), column("ICV", "العداد", 8),
                column("Buyer", "المشتري", 28), column("Buyer VAT", "الرقم الضريبي للمشتري", 18),
                column("Currency", "العملة", 8), column("Before VAT", "قبل الضريبة"),
                column("VAT", "الضريبة"), column("Total", "الإجمالي"),
                column("VAT in SAR", "الضريبة بالريال"), column("Status", "الحالة", 24),
                column("UUID", "المعرف الفريد", 38), column("Hash", "البصمة", 46),
            ]
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
        let document = try DocumentReader.read(try ledger.xml(of: record))
        let parts = DocumentVAT(document.facts, record)
        if state != .rejected { summaryGroups.add(parts, record) }
        let sign: Int64 = record.type == .creditNote ? -1 : 1
        func signed(_ money: Money) -> SheetOutCell {
            .amount(Money(hundredths: sign * money.hundredths))
        }
        return [
            .text(record.number.text), .text(record.kind.rawValue), .text(record.type.rawValue),
            .date(
                SheetDateTime(
                    date: record.issuedAt.date, secondOfDay: record.issuedAt.secondOfDay)),
            .text(record.unit), .number(SheetNumber(text: String(record.epoch))),
            .number(SheetNumber(text: String(record.icv.rawValue))),
            record.buyerName.map { .text($0) } ?? .empty,
            record.buyerVAT.map { .text($0) } ?? .empty, .text(record.currency),
            signed(record.total - record.vat), signed(record.vat), signed(record.total),
            signed(parts.inSAR), .text(isArabic ? state.name.ar : state.name.en),
            .text(record.uuid.description), .text(record.hash.base64),
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
                column("VAT", "الضريبة"), column("VAT in SAR", "الضريبة بالريال"),
            ]
        ) { [self] () throws(SheetError) in
            if summaryRows == nil { summaryRows = summaryGroups.rows(isArabic).reversed() }
            return summaryRows?.popLast()
        }
    }
}

/// The VAT of one document by category and rate.
private struct DocumentVAT {
    struct Part {
        let category: String
        let rate: String
        let taxable: Money
        let tax: Money
        var inSAR: Money
    }

    private(set) var parts: [Part] = []
    /// BT-110 or BT-111.
    let inSAR: Money

    init(_ facts: DocumentFacts, _ record: DocumentRecord) {
        func money(_ fact: Fact, _ group: DocumentFacts.Group) -> Money {
            facts.text(fact, in: group).flatMap { ExactDecimal($0)?.money } ?? .zero
        }
        var riyals = record.vat
        for group in facts.groups {
            if group.kind == .taxTotal, record.currency != "SAR",
                facts.text(.taxAmountCurrency, in: group) == "SAR"
            {
                riyals = money(.taxAmount, group)
            }
            guard group.kind == .subtotal, let parent = group.parent,
                facts.groups[parent].kind == .taxTotal
            else { continue }
            let tax = money(.tax, group)
            parts.append(
                Part(
                    category: facts.text(.category, in: group) ?? "",
                    rate: facts.text(.rate, in: group) ?? "0",
                    taxable: money(.taxable, group), tax: tax, inSAR: tax))
        }
        inSAR = riyals
        if record.currency != "SAR" { share(of: record.vat) }
    }

    /// Parts the tax in riyals as the tax itself; the last part with any takes the rest, so that
    /// the parts make the whole.
    private mutating func share(of whole: Money) {
        var rest = inSAR
        let last = parts.lastIndex { $0.tax != .zero }
        for index in parts.indices {
            let tax = Int128(parts[index].tax.hundredths)
            let part =
                whole == .zero
                ? 0 : Int64(Int128(inSAR.hundredths) * tax / Int128(whole.hundredths))
            parts[index].inSAR = index == last ? rest : Money(hundredths: part)
            rest = rest - parts[index].inSAR
        }
    }
}

/// Sums by month, currency, category and rate.
private struct VATGroups {
    private struct Key: Hashable, Comparable {
        let month: String
        let currency: String
        let category: String
        let rate: String

        static func < (a: Self, b: Self) -> Bool {
            (a.month, a.currency, a.category, a.rate) < (b.month, b.currency, b.category, b.rate)
        }
    }

    private struct Sum {
        var documents = 0
        var taxable = Money.zero
        var tax = Money.zero
        var inSAR = Money.zero
    }

    private var sums: [Key: Sum] = [:]

    mutating func add(_ document: DocumentVAT, _ record: DocumentRecord) {
        let sign: Int64 = record.type == .creditNote ? -1 : 1
        func signed(_ money: Money) -> Money { Money(hundredths: sign * money.hundredths) }
        for part in document.parts {
            let key = Key(
                month: String(record.issuedAt.description.prefix(7)), currency: record.currency,
                category: part.category, rate: part.rate)
            var sum = sums[key] ?? Sum()
            sum.documents += 1
            sum.taxable = sum.taxable + signed(part.taxable)
            sum.tax = sum.tax + signed(part.tax)
            sum.inSAR = sum.inSAR + signed(part.inSAR)
            sums[key] = sum
        }
    }

    func rows(_ isArabic: Bool) -> [[SheetOutCell]] {
        var all = Sum()
        var rows: [[SheetOutCell]] = sums.sorted { $0.key < $1.key }.map { key, sum in
            all.inSAR = all.inSAR + sum.inSAR
            return [
                .text(key.month), .text(key.currency), .text(key.category),
                .number(SheetNumber(text: key.rate)),
                .number(SheetNumber(text: String(sum.documents))), .amount(sum.taxable),
                .amount(sum.tax), .amount(sum.inSAR),
            ]
        }
        rows.append(
            [.text(isArabic ? "الإجمالي" : "Total")]
                + [SheetOutCell](repeating: .empty, count: 6) + [.amount(all.inSAR)])
        return rows
    }
}
