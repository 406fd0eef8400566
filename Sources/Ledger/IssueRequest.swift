public import Cryptography
public import Invoicing
public import UBL

/// A checked invoice that asks for its place in the chain.
public struct IssueRequest: Sendable {
    public var key: IdempotencyKey
    /// SHA-256 of the draft's RFC 8785 form: decides whether a key that comes again means the same
    /// sale.
    public var draftDigest: SHA256Digest
    /// Ids of the rules that warned.
    public var warnings: [String]
    /// The UUID the document gets if it is issued now (KSA-1).
    public var uuid: DocumentUUID
    public var invoice: Invoice
    /// The rejected document whose place in trade it takes; it keeps its number, its key or both.
    public var replacing: DocumentRecord?

    public init(
        key: IdempotencyKey, draftDigest: SHA256Digest, warnings: [String], uuid: DocumentUUID,
        invoice: Invoice, replacing: DocumentRecord? = nil
    ) {
        self.key = key
        self.draftDigest = draftDigest
        self.warnings = warnings
        self.uuid = uuid
        self.invoice = invoice
        self.replacing = replacing
    }

    /// 0; successors of a rejected document count up.
    public var revision: Int { replacing.map { $0.revision + 1 } ?? 0 }
}

/// What becomes of a request in the hands of whoever stamps it.
public enum Sealing: Sendable {
    /// Written, and its hash known: the next document can be begun. `stamp` is called on any core.
    case written(hash: InvoiceHash, stamp: @Sendable () throws -> Stamping)
    /// It may not become a document.
    case refused([Problem])

    /// One that is stamped already.
    public static func sealed(_ invoice: SealedInvoice, warnings: [String]) -> Sealing {
        .written(hash: invoice.hash) { .stamped(invoice, warnings: warnings) }
    }
}

/// What became of a written document.
public enum Stamping: Sendable {
    /// `warnings` are ids of rules that warn of the final bytes, beside the request's own.
    case stamped(SealedInvoice, warnings: [String])
    /// The final bytes break rules: they may not be stored.
    case refused([Problem])
}

/// What one refused request does to the others of its batch.
public enum IssueMode: Hashable, Sendable {
    /// Nothing is issued if one is refused.
    case allOrNothing
    /// The others are issued.
    case each
}

/// What became of one request.
public enum IssueOutcome: Sendable {
    /// Stored now.
    case issued(Issuance)
    /// Stored before, by this key and with this content: the first receipt again.
    case existing(Issuance)
    /// Not stored, no counter used.
    case refused(IssueRefusal)
    /// Not stored, because another of an all-or-nothing batch was refused.
    case notAttempted
}

/// Why a request may not become a document of this ledger.
public enum IssueRefusal: ExplainedError {
    /// The key was used before, for other content.
    case keyTaken(
        key: IdempotencyKey, given: SHA256Digest, first: DocumentRecord, rejection: Rejection?)
    /// The number (BT-1) was issued before, under another key.
    case numberTaken(number: InvoiceNumber, first: DocumentRecord, rejection: Rejection?)
    /// A document with the number (BT-1) was issued, and lost by a return to an older copy.
    case numberLost(LostNumber)
    /// The UUID was issued before.
    case uuidTaken(uuid: DocumentUUID, first: DocumentRecord)
    /// The same batch holds the key before, with other content. `index` from 0.
    case keyRepeated(key: IdempotencyKey, index: Int)
    /// The same batch holds the number before. `index` from 0.
    case numberRepeated(number: InvoiceNumber, index: Int)
    /// The same batch holds the UUID before. `index` from 0.
    case uuidRepeated(uuid: DocumentUUID, index: Int)
    /// The unit's certificate does not allow this kind of document.
    case kindNotAllowed(kind: InvoiceKind, unit: String)
    /// The stamped document breaks rules, all of which are named.
    case rulesBroken([Problem])
    /// Only a rejected document has a successor.
    case notRejected(DocumentRecord)
    /// Its sale was called off.
    case documentClosed(DocumentRecord, ClosingRecord)
    /// It has one already, with other content.
    case replacedBefore(DocumentRecord, by: DocumentRecord)
    /// The successor keeps neither number nor key, so nothing would tell whose place it takes.
    case notLinked(DocumentRecord)
}

extension IssueRefusal {
    public var code: String {
        switch self {
        case .keyTaken: "key-taken"
        case .numberTaken: "number-taken"
        case .numberLost: "number-lost"
        case .uuidTaken: "uuid-taken"
        case .keyRepeated: "key-repeated"
        case .numberRepeated: "number-repeated"
        case .uuidRepeated: "uuid-repeated"
        case .kindNotAllowed: "kind-not-allowed"
        case .rulesBroken: "rules-broken"
        case .notRejected: "not-rejected"
        case .documentClosed: "document-closed"
        case .replacedBefore: "replaced-before"
        case .notLinked: "successor-not-linked"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .keyTaken(let key, let given, let first, _):
            Bilingual(
                en: "key \(key) was used on \(first.recordedAt) for \(first.number), "
                    + "counter \(first.icv) of \(first.unit), total \(first.total), "
                    + "with other content "
                    + "(draft \(Self.short(first.draftDigest)), now \(Self.short(given)))",
                ar: "استخدم المفتاح \(key) في \(first.recordedAt) للفاتورة \(first.number)، "
                    + "العداد \(first.icv) للوحدة \(first.unit) والإجمالي \(first.total)، "
                    + "بمحتوى آخر "
                    + "(المسودة \(Self.short(first.draftDigest))، والآن \(Self.short(given)))")
        case .numberTaken(let number, let first, _):
            Bilingual(
                en: "invoice \(number) was issued on \(first.recordedAt) as counter \(first.icv) "
                    + "of \(first.unit), under key \(first.key)",
                ar: "صدرت الفاتورة \(number) في \(first.recordedAt) بالعداد \(first.icv) "
                    + "للوحدة \(first.unit) تحت المفتاح \(first.key)")
        case .numberLost(let lost):
            Bilingual(
                en: "invoice \(lost.number) was issued as counter \(lost.icv) of \(lost.unit), "
                    + "and is missing here since the ledger was restored on \(lost.restoredAt) "
                    + "from an older copy; the buyer or the authority may have it",
                ar: "صدرت الفاتورة \(lost.number) بالعداد \(lost.icv) للوحدة "
                    + "\(lost.unit)، وهي ناقصة هنا منذ استعادة السجل في \(lost.restoredAt) من "
                    + "نسخة أقدم؛ وقد تكون عند المشتري أو الهيئة")
        case .uuidTaken(let uuid, let first):
            Bilingual(
                en: "UUID \(uuid) belongs to invoice \(first.number)",
                ar: "المعرف \(uuid) للفاتورة \(first.number)")
        case .keyRepeated(let key, let index):
            Bilingual(
                en: "key \(key) stands with other content in draft \(index + 1) of the same batch",
                ar: "المفتاح \(key) موجود بمحتوى آخر في المسودة \(index + 1) من الدفعة نفسها")
        case .numberRepeated(let number, let index):
            Bilingual(
                en: "number \(number) stands in draft \(index + 1) of the same batch",
                ar: "الرقم \(number) موجود في المسودة \(index + 1) من الدفعة نفسها")
        case .uuidRepeated(let uuid, let index):
            Bilingual(
                en: "UUID \(uuid) stands in draft \(index + 1) of the same batch",
                ar: "المعرف \(uuid) موجود في المسودة \(index + 1) من الدفعة نفسها")
        case .kindNotAllowed(let kind, let unit):
            Bilingual(
                en: "the certificate of unit \(unit) does not allow \(kind.rawValue) documents",
                ar: "شهادة الوحدة \(unit) لا تسمح بالمستندات من نوع \(Self.arabic(kind))")
        case .rulesBroken(let problems):
            Bilingual(
                en: "the stamped document breaks rules: \(Self.ids(problems))",
                ar: "يخالف المستند المختوم القواعد: \(Self.ids(problems))")
        case .notRejected, .documentClosed, .replacedBefore, .notLinked: successorProblem
        }
    }

    private var successorProblem: Bilingual {
        switch self {
        case .replacedBefore(let old, let new):
            Bilingual(
                en: "rejected document \(old.number) was replaced on \(new.recordedAt) by counter "
                    + "\(new.icv), revision \(new.revision), with other content",
                ar: "المستند المرفوض \(old.number) حل محله في \(new.recordedAt) العداد \(new.icv)، "
                    + "المراجعة \(new.revision)، بمحتوى آخر")
        case .notLinked(let old):
            Bilingual(
                en: "the successor of \(old.number) has another number and another key",
                ar: "خلف المستند \(old.number) له رقم آخر ومفتاح آخر")
        case .notRejected(let old):
            Bilingual(
                en: "the authority did not reject \(old.number), so it stands as it is",
                ar: "لم ترفض الهيئة المستند \(old.number)، فهو قائم كما هو")
        case .documentClosed(let old, let closing): closing.words(number: old.number.text)
        default: preconditionFailure("not about a successor")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .keyTaken(_, _, _, .open?), .numberTaken(_, _, .open?):
            Bilingual(
                en: "the authority rejected that document: to issue its successor, sijil reissue "
                    + "NUMBER DRAFT, or sijil reissue --unchanged NUMBER where its stamp alone was "
                    + "rejected; a new sale gets a number and a key of its own",
                ar: "رفضت الهيئة ذلك المستند: لإصدار خلفه "
                    + "\u{200E}sijil reissue NUMBER DRAFT\u{200E}، أو "
                    + "\u{200E}sijil reissue --unchanged NUMBER\u{200E} إن رُفض ختمه وحده؛ "
                    + "وللبيع الجديد رقم ومفتاح خاصان به")
        case .keyTaken(_, _, _, .closed?), .numberTaken(_, _, .closed?): ClosingRecord.remedy
        case .keyTaken, .keyRepeated:
            Bilingual(
                en: "give a new sale a new key; to correct an issued invoice, issue a credit note",
                ar: "أعط البيع الجديد مفتاحا جديدا؛ ولتصحيح فاتورة صادرة أصدر إشعارا دائنا")
        case .numberTaken, .numberRepeated:
            Bilingual(
                en: "give the invoice a new number, or issue a credit note for the first one",
                ar: "أعط الفاتورة رقما جديدا، أو أصدر إشعارا دائنا للأولى")
        case .numberLost:
            Bilingual(
                en: "do not issue this sale again if anybody has its document; a sale whose "
                    + "document reached nobody gets a new number",
                ar: "لا تصدر هذا البيع ثانية إن كان مستنده عند أحد؛ والبيع الذي لم يصل مستنده إلى "
                    + "أحد يأخذ رقما جديدا")
        case .uuidTaken, .uuidRepeated:
            Bilingual(
                en: "issue again: each document gets a new random UUID",
                ar: "أعد الإصدار: يحصل كل مستند على معرف عشوائي جديد")
        case .kindNotAllowed:
            Bilingual(
                en: "issue it from a unit enrolled for that kind, or enrol this one anew",
                ar: "أصدره من وحدة مسجلة لهذا النوع، أو سجل هذه الوحدة من جديد")
        case .rulesBroken:
            Bilingual(
                en: "mend what each rule names; `sijil explain RULE` says more",
                ar: "صحّح ما تذكره كل قاعدة؛ ويشرحها الأمر `sijil explain RULE`")
        case .notRejected:
            Bilingual(
                en: "correct it with a credit or debit note: sijil draft NUMBER --as credit-note "
                    + "--reason TEXT",
                ar: "صححه بإشعار دائن أو مدين: sijil draft NUMBER --as credit-note --reason TEXT")
        case .documentClosed: ClosingRecord.remedy
        case .replacedBefore:
            Bilingual(
                en: "if the successor was rejected too, reissue that one: the number alone means "
                    + "the newest",
                ar: "إن رُفض الخلف أيضا فأعد إصداره هو: الرقم وحده يعني الأحدث")
        case .notLinked:
            Bilingual(
                en: "keep the number, or leave out `key`: the successor then takes over the key",
                ar: "أبق الرقم، أو احذف `key` فيأخذ الخلف المفتاح السابق")
        }
    }

    private static func ids(_ problems: [Problem]) -> String {
        problems.map(\.rule).joined(separator: ", ")
    }

    private static func short(_ digest: SHA256Digest) -> String {
        digest.bytes.prefix(4).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    private static func arabic(_ kind: InvoiceKind) -> String {
        kind == .standard ? "الضريبية" : "المبسطة"
    }
}
