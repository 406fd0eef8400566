public import Encoding
public import Invoicing
import Ledger
import UBL

/// A credit or debit note that is ready to be issued, made from the stored invoice.
public struct NoteDraft: Sendable {
    public let json: JSONValue
    /// What was credited of the invoice before, of a credit note; `nil` where nobody can tell.
    public let room: CreditRoom?
    /// Advances that the invoice drew on: the credit note takes them back with it.
    public let advances: [KnownDocuments.Draw]
    /// Of the note, with VAT.
    public let total: Money
    public let currency: String
    /// VAT categories whose exemption its reader must fill in: the invoice has several.
    public let unclearCategories: [String]
    /// Numbers of documents that the ledger lacks since it was restored, those named like a note of
    /// this invoice first: one of them may have credited it already.
    public let lost: [String]

    /// What a note is to say.
    public struct Order: Sendable {
        public var number: String
        public var type: InvoiceType
        /// Only this line, from 1.
        public var line: Int?
        /// KSA-10.
        public var reason: String
        /// The note's own number; made from the invoice's where not given.
        public var noteNumber: String?

        public init(
            number: String, type: InvoiceType, line: Int?, reason: String, noteNumber: String?
        ) {
            self.number = number
            self.type = type
            self.line = line
            self.reason = reason
            self.noteNumber = noteNumber
        }
    }
}

extension Workplace {
    /// The draft of a note about an invoice that is out.
    ///
    /// For the whole invoice its totals are the invoice's own. For one line they are the line's,
    /// less its share of the allowances of the document, by the net amounts of its VAT group.
    ///
    /// - Throws: ``CorrectionRefusal`` where another way is the right one.
    public func noteDraft(_ order: NoteDraft.Order) throws -> NoteDraft {
        let record = try find(number: order.number, key: nil)
        if record.type.isNote { throw CorrectionRefusal.noteOfNote(number: order.number) }
        let submission = try ledger.submission(of: record)
        let state = SubmissionState(submission)
        if state == .rejected { throw CorrectionRefusal.rejected(number: order.number) }
        if state == .closed, let closing = submission.closing {
            throw CorrectionRefusal.closed(closing.words(number: order.number))
        }
        let isOut = record.kind == .simplified || state.isSettled
        guard isOut else { throw CorrectionRefusal.notCleared(number: order.number) }
        guard let content = DocumentContent.read(try ledger.xml(of: record)) else {
            throw CorrectionRefusal.unreadable(number: order.number)
        }
        if let line = order.line, !content.lines.indices.contains(line - 1) {
            throw CorrectionRefusal.noSuchLine(
                number: order.number, line: line, lines: content.lines.count)
        }
        let known =
            order.type == .creditNote
            ? try ledger.knownDocuments(creditedOver: record) : KnownDocuments()
        let room = try creditRoom(order, record, known)
        let lost = try ledger.lostDocuments().numbers
        let number = try order.noteNumber ?? freeNumber(for: record, order.type, lost)
        var members: [JSONValue.Member] = [
            .init("number", .string(number)), .init("type", .string(order.type.rawValue)),
            .init("unit", .string(record.unit)),
        ]
        members += content.common
        members.append(
            .init(
                "references",
                .array([["number": .string(content.number), "date": .string(content.issueDate)]])))
        members.append(.init("reason", .string(order.reason)))
        members += order.line.map { content.members(line: $0 - 1) } ?? content.wholeMembers
        if let room { members.append(.init("credit", room.json)) }
        return NoteDraft(
            json: .object(members), room: room,
            advances: known.draws.filter { $0.invoice == record.number.text },
            total: order.line == nil ? content.total : .zero, currency: record.currency,
            unclearCategories: content.unclearCategories,
            lost: Self.sorted(lost.keys.map(\.text), about: record))
    }

    /// - Throws: ``CorrectionRefusal/nothingLeft(number:room:currency:)``
    private func creditRoom(
        _ order: NoteDraft.Order, _ record: DocumentRecord, _ known: KnownDocuments
    ) throws -> CreditRoom? {
        let room = CreditRoom(over: [record.number.text], currency: record.currency, known)
        if let room, room.left <= .zero, record.total > .zero {
            throw CorrectionRefusal.nothingLeft(
                number: order.number, room: room, currency: record.currency)
        }
        return room
    }

    /// Those named like a note of the document first.
    private static func sorted(_ numbers: [String], about record: DocumentRecord) -> [String] {
        let isOwn = { (number: String) in number.hasPrefix(record.number.text + "-") }
        return numbers.sorted { (isOwn($0) ? 0 : 1, $0) < (isOwn($1) ? 0 : 1, $1) }
    }

    /// `INV-7-CN1`, or the first of `-CN2`, `-CN3`, … that no document has or had.
    private func freeNumber(
        for record: DocumentRecord, _ type: InvoiceType, _ lost: [InvoiceNumber: LostNumber]
    ) throws -> String {
        let letters = type == .creditNote ? "CN" : "DN"
        for count in 1... {
            let text = "\(record.number.text)-\(letters)\(count)"
            guard let number = InvoiceNumber(text) else {
                throw CorrectionRefusal.numberTooLong(number: record.number.text)
            }
            if lost[number] == nil, try ledger.document(number: number) == nil { return text }
        }
        preconditionFailure("the loop ends by itself")
    }
}

extension DocumentContent {
    /// Lines, allowances and charges, and what they come to.
    var wholeMembers: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("lines", .array(lines.map(\.json)))]
        if !allowances.isEmpty {
            members.append(.init("allowances", .array(allowances.map(\.json))))
        }
        if !charges.isEmpty { members.append(.init("charges", .array(charges.map(\.json)))) }
        if let rounding { members.append(.init("payable_rounding", .string(rounding))) }
        // Issuing refuses the note if it does not come to the invoice's own total.
        members.append(.init("expect_total", .string(total.description)))
        return members
    }

    fileprivate func members(line index: Int) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("lines", .array([lines[index].json]))]
        let (less, more) = (shares(of: allowances, line: index), shares(of: charges, line: index))
        if !less.isEmpty { members.append(.init("allowances", .array(less))) }
        if !more.isEmpty { members.append(.init("charges", .array(more))) }
        return members
    }
}

extension CreditRoom {
    /// Of a draft and for programs: what issuing would count.
    var json: JSONValue {
        [
            "of": .string(whole.description), "before": .string(credited.description),
            "notes": .array(notes.map { .string($0) }),
            "settled": .string(settled.description),
            "settled_in": .array(settledIn.map { .string($0) }),
            "left": .string(left.description),
        ]
    }

    /// `4600.00 SAR, of which 1000.00 credited before (INV-7-CN1), 3600.00 left`.
    public func words(_ currency: String) -> Bilingual {
        func list(_ names: [String], _ comma: String) -> String {
            names.isEmpty ? "" : " (\(names.joined(separator: comma)))"
        }
        var words = Bilingual(
            en: "of \(whole) \(currency) \(credited) credited before\(list(notes, ", "))",
            ar: "من \(whole) \(currency) أُشعر سابقًا بمبلغ \(credited)\(list(notes, "، "))")
        if settled > .zero {
            let more = settledWords
            words = Bilingual(en: "\(words.en), \(more.en)", ar: "\(words.ar)، \(more.ar)")
        }
        return Bilingual(en: "\(words.en), \(left) left", ar: "\(words.ar)، الباقي \(left)")
    }
}
