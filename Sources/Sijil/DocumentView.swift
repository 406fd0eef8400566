import Cryptography
import EGS
public import Encoding
public import Invoicing
import Ledger
import UBL

/// One stored document as it is listed and shown.
public struct DocumentView: Sendable {
    let record: DocumentRecord
    /// The base64 text of the QR code; only where the whole document was read.
    let qr: String?
    public let state: SubmissionState
    /// What passed between us and the authority, one line each; only where the whole document was
    /// read.
    public let exchanges: [Exchange]

    /// Counters of the rejected document whose place it took, and of the one that took its own.
    let predecessor: Int64?
    let successor: Int64?
    /// The sheet that it came from.
    var origin: SheetImportRecord?
    /// That its sale was called off.
    var closing: ClosingRecord?
    /// That somebody of the firm saw it accepted in the portal.
    var settlement: SettlementRecord?
    /// What leads to its successor, where it waits for one.
    var next: Bilingual?

    public struct Exchange: Sendable {
        public let at: String
        public let endpoint: String
        /// `nil`: nobody knows.
        public let outcome: String?
        public let status: Int?
        /// What the answer said, errors first.
        public let messages: [AuthorityMessage]
        /// What else is to be known of the answer.
        public let note: Bilingual?
    }

    public var unit: String { record.unit }
    public var epoch: Int { record.epoch }
    public var icv: Int64 { record.icv.rawValue }
    public var number: String { record.number.text }
    public var kind: String { record.kind.rawValue }
    public var type: String { record.type.rawValue }
    public var issuedAt: String { record.issuedAt.description }
    /// Kind and type in words.
    public var name: Bilingual { record.type.words(record.kind) }
    public var total: String { record.total.description }
    public var currency: String { record.currency }
    public var buyer: String? { record.buyerName }

    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", .string(record.key.text)), .init("number", .string(number)),
            .init("revision", JSONValue(record.revision)), .init("kind", .string(kind)),
            .init("type", .string(type)), .init("unit", .string(unit)),
            .init("epoch", JSONValue(epoch)), .init("icv", JSONValue(icv)),
            .init("uuid", .string(record.uuid.description)),
            .init("hash", .string(record.hash.base64)), .init("pih", .string(record.pih.text)),
            .init("issued_at", .string(issuedAt)),
            .init("recorded_at", .string(record.recordedAt.description)),
            .init("buyer_name", JSONValue(record.buyerName)),
            .init("buyer_vat", JSONValue(record.buyerVAT)), .init("currency", .string(currency)),
            .init("total", .string(total)), .init("vat", .string(record.vat.description)),
            .init("warnings", .array(record.warnings.map { .string($0) })),
            .init("status", .string(state.rawValue)),
        ]
        guard let qr else { return .object(members) }
        members.append(.init("replaces_icv", predecessor.map { JSONValue($0) } ?? .null))
        members.append(.init("replaced_by_icv", successor.map { JSONValue($0) } ?? .null))
        members.append(.init("closing", closing.map { $0.json } ?? .null))
        members.append(.init("settlement", settlement.map { $0.json } ?? .null))
        members.append(.init("remedy", next?.json ?? .null))
        members.append(.init("import", origin.map { $0.json } ?? .null))
        members.append(.init("qr", .string(qr)))
        members.append(
            .init(
                "exchanges",
                .array(
                    exchanges.map {
                        [
                            "at": .string($0.at), "endpoint": .string($0.endpoint),
                            "outcome": JSONValue($0.outcome),
                            "status": $0.status.map { JSONValue($0) } ?? nil,
                            "messages": .array($0.messages.map(\.json)),
                            "note": $0.note?.json ?? .null,
                        ]
                    })))
        return .object(members)
    }

    /// The document in words, one fact a line.
    public var lines: [(label: Bilingual, value: Bilingual)] {
        [
            (Bilingual(en: "number", ar: "الرقم"), Bilingual(en: number, ar: number)),
            (Bilingual(en: "kind", ar: "النوع"), name),
        ] + plainLines.map { ($0, Bilingual(en: $1, ar: $1)) }
            + [(Bilingual(en: "state", ar: "الحالة"), state.name)] + linkLines
            + exchanges.flatMap(\.lines)
            + (next.map { [(Bilingual(en: "next", ar: "التالي"), $0)] } ?? [])
    }

    /// Which rejected document it took the place of, and which took its own or that none will.
    private var linkLines: [(label: Bilingual, value: Bilingual)] {
        var lines: [(label: Bilingual, value: Bilingual)] = []
        if let predecessor {
            let text = "ICV \(predecessor)"
            lines.append(
                (
                    Bilingual(en: "takes the place of", ar: "يحل محل"),
                    Bilingual(en: text, ar: text)
                ))
        }
        if let successor {
            let text = "ICV \(successor)"
            lines.append(
                (
                    Bilingual(en: "replaced by", ar: "حل محله"), Bilingual(en: text, ar: text)
                ))
        }
        if let closing {
            let text = "\(closing.recordedAt): \(closing.reason)"
            lines.append(
                (
                    Bilingual(en: "sale called off", ar: "أُلغي البيع"),
                    Bilingual(en: text, ar: text)
                ))
        }
        if let settlement {
            let text = "\(settlement.recordedAt): \(settlement.seen)"
            lines.append(
                (
                    Bilingual(en: "seen in the portal", ar: "شوهد في البوابة"),
                    Bilingual(en: text, ar: text)
                ))
        }
        if let file = origin?.file {
            let name = file.sheet.isEmpty ? file.name : "\(file.name) «\(file.sheet)»"
            let text = "\(name), SHA-256 \(Hex.encode(file.digest.bytes))"
            lines.append(
                (
                    Bilingual(en: "imported from", ar: "مستورد من"), Bilingual(en: text, ar: text)
                ))
        }
        return lines
    }

    /// The facts that read alike in every language.
    private var plainLines: [(Bilingual, String)] {
        var lines: [(Bilingual, String)] = [
            (Bilingual(en: "issued at (Riyadh)", ar: "وقت الإصدار (الرياض)"), issuedAt),
            (Bilingual(en: "recorded at", ar: "وقت التسجيل"), record.recordedAt.description),
            (
                Bilingual(en: "unit, epoch, counter", ar: "الوحدة والحقبة والعداد"),
                "\(unit), \(epoch), \(icv)"
            ),
            (Bilingual(en: "total with VAT", ar: "الإجمالي مع الضريبة"), "\(total) \(currency)"),
            (Bilingual(en: "VAT", ar: "الضريبة"), "\(record.vat) \(currency)"),
        ]
        if let name = record.buyerName {
            lines.append((Bilingual(en: "buyer", ar: "المشتري"), name))
        }
        if let vat = record.buyerVAT {
            lines.append((Bilingual(en: "buyer's VAT number", ar: "الرقم الضريبي للمشتري"), vat))
        }
        lines += [
            (Bilingual(en: "UUID", ar: "المعرف الفريد"), record.uuid.description),
            (Bilingual(en: "hash", ar: "البصمة"), record.hash.base64),
            (Bilingual(en: "hash of the one before", ar: "بصمة السابق"), record.pih.text),
            (Bilingual(en: "key", ar: "مفتاح التكرار"), record.key.text),
            (
                Bilingual(en: "warnings", ar: "التنبيهات"),
                record.warnings.isEmpty ? "-" : record.warnings.joined(separator: " ")
            ),
        ]
        if let qr { lines.append((Bilingual(en: "QR", ar: "رمز الاستجابة"), qr)) }
        return lines
    }
}

extension DocumentView.Exchange {
    /// The exchange, then each message, then what else is to be known.
    fileprivate var lines: [(label: Bilingual, value: Bilingual)] {
        let words = Self.words(ofOutcome: outcome)
        func line(_ outcome: String) -> String {
            "\(at) \(endpoint) \(outcome)\(status.map { " \($0)" } ?? "")"
        }
        let label = Bilingual(en: "authority", ar: "الهيئة")
        return [(label, Bilingual(en: line(words.en), ar: line(words.ar)))]
            + messages.map { (label, $0.line) } + (note.map { [(label, $0)] } ?? [])
    }

    private static func words(ofOutcome outcome: String?) -> Bilingual {
        let name = outcome ?? "?"
        let arabic = [
            "?": "لا يُعرف", "accepted": "مقبول", "accepted-with-warnings": "مقبول مع تنبيهات",
            "already-accepted": "مقبول من قبل", "cleared-without-copy": "معتمد بلا نسخة",
            "rejected": "مرفوض",
        ]
        return Bilingual(en: name, ar: arabic[name] ?? name)
    }
}

extension ClosingRecord {
    fileprivate var json: JSONValue {
        ["reason": .string(reason), "recorded_at": .string(recordedAt.description)]
    }
}

extension SettlementRecord {
    fileprivate var json: JSONValue {
        ["seen": .string(seen), "recorded_at": .string(recordedAt.description)]
    }
}

extension SheetImportRecord {
    fileprivate var json: JSONValue {
        [
            "file": .string(file.name), "sheet": .string(file.sheet),
            "size": JSONValue(file.size), "sha256": .string(Hex.encode(file.digest.bytes)),
            "rules_sha256": .string(Hex.encode(file.rulesDigest.bytes)),
            "icv_first": JSONValue(icvFirst.rawValue), "icv_last": JSONValue(icvLast.rawValue),
            "log_entry": JSONValue(entry),
        ]
    }
}

/// Which documents; all where nothing is said.
public struct DocumentSelection: Sendable {
    /// First and last day of issue, both included.
    public var from: CivilDate?
    public var to: CivilDate?
    /// The buyer's whole VAT number, or a part of the name.
    public var buyer: String?

    public init(from: CivilDate?, to: CivilDate?, buyer: String?) {
        self.from = from
        self.to = to
        self.buyer = buyer
    }

    /// - Throws: ``SijilError/daysReversed(from:to:)``
    var filter: DocumentFilter {
        get throws {
            if let from, let to, to < from { throw SijilError.daysReversed(from: from, to: to) }
            return DocumentFilter(from: from, to: to, buyer: buyer)
        }
    }
}

extension Workplace {
    public func forEachDocument(
        _ selection: DocumentSelection, _ body: (DocumentView) -> Void
    ) throws {
        var last: DocumentRecord?
        while true {
            let page = try ledger.documents(matching: try selection.filter, after: last, limit: 500)
            for record in page {
                let state = SubmissionState(try ledger.submission(of: record))
                body(
                    DocumentView(
                        record: record, qr: nil, state: state, exchanges: [], predecessor: nil,
                        successor: nil))
            }
            guard let end = page.last else { return }
            last = end
        }
    }

    /// The document with that number or key, whole.
    public func documents(number: String?, key: String?) throws -> [DocumentView] {
        let record = try find(number: number, key: key)
        let words = StoredWords(ledger: ledger)
        let exchanges = try ledger.attempts(about: record).map {
            DocumentView.Exchange(
                at: $0.recordedAt.description, endpoint: $0.endpoint, outcome: $0.answer?.outcome,
                status: $0.answer?.status, messages: try words.messages(attempt: $0.id),
                note: try words.hasOtherCopy(attempt: $0.id, of: record)
                    ? OutboxWords.otherCopy.message : nil)
        }
        let submission = try ledger.submission(of: record)
        let (state, successor) = (SubmissionState(submission), try ledger.successor(of: record))
        let isWaiting = state == .rejected && successor == nil
        return [
            DocumentView(
                record: record, qr: try legalQR(of: record), state: state, exchanges: exchanges,
                predecessor: try ledger.predecessor(of: record)?.icv.rawValue,
                successor: successor?.icv.rawValue,
                origin: try ledger.sheetImport(of: record), closing: submission.closing,
                settlement: submission.settlement,
                next: isWaiting ? try OpenMatterWords.reissue(submission, in: ledger) : nil)
        ]
    }

    func find(number: String?, key: String?) throws -> DocumentRecord {
        var record: DocumentRecord?
        if let text = number, let number = InvoiceNumber(text) {
            record = try ledger.document(number: number)
        } else if let text = key, let key = IdempotencyKey(text) {
            record = try ledger.document(key: key)
        }
        guard let record else { throw SijilError.documentUnknown(number: number ?? key ?? "") }
        return record
    }

    /// The QR code to hand out: the authority's, where it cleared the document.
    private func legalQR(of record: DocumentRecord) throws -> String {
        guard let copy = try ledger.clearedXML(of: record),
            let qr = try? DocumentReader.read(copy).facts.qr
        else { return try ledger.receipt(of: record).qr }
        return qr
    }

    /// The QR code of a document.
    public struct QRText: Sendable {
        public let text: String
        /// What must be said on every picture of it, one thing each.
        public let notices: [Bilingual]

        /// All of that in one line; `nil` where nothing must be said.
        public var notice: Bilingual? {
            guard !notices.isEmpty else { return nil }
            return Bilingual(
                en: notices.map(\.en).joined(separator: "; "),
                ar: notices.map(\.ar).joined(separator: "؛ "))
        }
    }

    /// A document as it is handed on: the authority's copy, where it cleared the document.
    public struct LegalDocument: Sendable {
        public let xml: [UInt8]
        public let qr: QRText
    }

    /// - Throws: ``SijilError/notCleared(number:)`` or ``SijilError/portalCopyMissing(number:)``
    ///   for a standard document, ``SijilError/documentRejected(number:)`` or
    ///   ``SijilError/documentClosed(_:)`` for a rejected one, unless `allowsUncleared`.
    public func legalDocument(number: String, allowsUncleared: Bool) throws -> LegalDocument {
        let record = try find(number: number, key: nil)
        let qr = try qr(of: record, allowsUncleared: allowsUncleared)
        return LegalDocument(
            xml: try ledger.clearedXML(of: record) ?? ledger.xml(of: record), qr: qr)
    }

    /// - Throws: ``SijilError/notCleared(number:)`` or ``SijilError/portalCopyMissing(number:)``
    ///   for a standard document, ``SijilError/documentRejected(number:)`` or
    ///   ``SijilError/documentClosed(_:)`` for a rejected one, unless `allowsUncleared`.
    public func qr(number: String, allowsUncleared: Bool) throws -> QRText {
        try qr(of: find(number: number, key: nil), allowsUncleared: allowsUncleared)
    }

    private func qr(of record: DocumentRecord, allowsUncleared: Bool) throws -> QRText {
        let submission = try ledger.submission(of: record)
        let state = SubmissionState(submission)
        // What was reported while clearing was off has no copy of the authority's, and needs none.
        let isUncleared =
            record.kind == .standard && !submission.hasClearedCopy && !submission.isReported
        if isUncleared, !allowsUncleared { throw Self.refusal(record, state, submission.closing) }
        var notices: [Bilingual] = []
        if !environment.hasTaxValue {
            notices.append(Bilingual(en: "test: no tax value", ar: "اختبار: بلا قيمة ضريبية"))
        }
        if state.isRejected {
            notices.append(
                Bilingual(en: "rejected by the authority", ar: "رفضته الهيئة"))
            if state == .closed {
                notices.append(Bilingual(en: "the sale was called off", ar: "أُلغي البيع"))
            }
        } else if isUncleared {
            notices.append(
                Bilingual(en: "not cleared by the authority", ar: "لم تعتمده الهيئة"))
        }
        return QRText(text: try legalQR(of: record), notices: notices)
    }

    /// Why a standard document that is not cleared is not handed out.
    private static func refusal(
        _ record: DocumentRecord, _ state: SubmissionState, _ closing: ClosingRecord?
    ) -> SijilError {
        let number = record.number.text
        if state.isByWord || state == .clearedWithoutCopy {
            return .portalCopyMissing(number: number)
        }
        guard state.isRejected else { return .notCleared(number: number) }
        return closing.map { .documentClosed($0.words(number: number)) }
            ?? .documentRejected(number: number)
    }
}
