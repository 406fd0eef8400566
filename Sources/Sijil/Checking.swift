import Cryptography
import EGS
import Encoding
public import Invoicing
import Ledger
import Rules
import Verifier

/// The check of drafts against every rule, without issuing: no key, no passphrase, nothing stored.
///
/// A draft that its own check takes is written as it would be issued, but not stamped, and every
/// rule runs on it that does not look at the stamp or the QR code.
public struct Checking {
    /// What the check of a draft leaves out.
    public let notChecked: [Bilingual]
    private let seller: Party
    private let isSellerKnown: Bool
    private let units: [LedgerSeller.Unit]
    private let surroundings: Surroundings
    private let rules = DocumentRules()
    /// Answers what it holds of numbers, keys and named documents; `nil` where there is none, or it
    /// cannot be opened as issuing would.
    private let ledger: Ledger?

    /// - Parameter ledger: The file of the seller's ledger, if there is one; it is only read.
    /// - Throws: `AuditError` where the file is no ledger or cannot be read.
    public init(ledger path: String?, surroundings: Surroundings = .real) throws {
        self.surroundings = surroundings
        var notChecked = [Self.stamp]
        if let path {
            let ledger = try LedgerSeller.read(path)
            guard let json = try? JSONReader.read(Array(ledger.seller.utf8)),
                case .success(let profile) = SellerProfile.read(json)
            else { throw SijilError.sellerRefused(path: path, problems: []) }
            seller = profile.party
            units = ledger.units
        } else {
            seller = Self.standIn
            units = []
            notChecked.append(Self.noSeller)
        }
        isSellerKnown = path != nil
        // Opened only now: the file was read and closed by other means above.
        ledger = path.flatMap { try? Ledger(opening: $0) }
        if ledger == nil { notChecked.insert(Self.taken, at: 1) }
        self.notChecked = notChecked
    }

    /// Checks the drafts of a file, or of standard input (`-`), one after the other; they count for
    /// each other as if they were issued together.
    public func run(_ path: String, _ tell: (IssueResult) throws -> Void) throws {
        var source = try DraftSource(path: path)
        var batch = BatchDocuments()
        func check(_ items: [DraftSource.Item]) throws {
            let drafts = items.map {
                let now = surroundings.now()
                let draft = PreparedDraft(
                    $0, seller: seller, now: IssueTime(now), refusal: refusal)
                return (draft, now)
            }
            for invoice in drafts.compactMap(\.0.content?.invoice) { batch.announce(invoice) }
            for (draft, now) in drafts {
                let result = try self.check(draft, at: now, beside: batch)
                try tell(result)
                let isBroken = result.problems.contains {
                    $0.rule == OwnRule.rejectedReference.rawValue
                }
                if let invoice = draft.content?.invoice, !isBroken { batch.count(invoice) }
            }
        }
        switch try source.shape() {
        case .object, .array: try check(try source.readWholeItems())
        case .lines:
            var group: [DraftSource.Item] = []
            while let item = try source.nextLine() {
                group.append(item)
                // As in issuing: who writes line by line waits for the answer to each.
                if group.count == Issuing.groupSize || !source.hasDraftAtHand {
                    try check(group)
                    group.removeAll(keepingCapacity: true)
                }
            }
            if !group.isEmpty { try check(group) }
        }
    }

    /// Whether a file is to be read as an XML document: what begins with `<`, blanks and the marks
    /// of an encoding aside. No draft does.
    public static func isXML(_ bytes: [UInt8]) -> Bool {
        let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, 0x20, 0x09, 0x0A, 0x0D]
        return bytes.first { !marks.contains($0) } == UInt8(ascii: "<")
    }

    private func check(
        _ prepared: PreparedDraft, at now: Instant, beside: BatchDocuments
    ) throws -> IssueResult {
        var draft = prepared
        guard let content = draft.content else { return draft.result(.refused) }
        var broken: [Problem] = []
        if let ledger, let key = IdempotencyKey(content.draft.key) {
            let named = LedgerRules.problems(
                content.invoice,
                try ledger.knownDocuments(named: content.invoice, beside: beside))
            draft.problems += named.warnings
            broken = named.errors
            let standing = try ledger.standing(
                key: key, draft: SHA256.hash(content.draft.canonicalJSON()),
                number: content.invoice.number)
            switch standing {
            case .existing(let record):
                let receipt = Receipt(try ledger.receipt(of: record))
                return draft.result(.existing, receipt: receipt)
            case .refused(let refusal):
                return draft.result(.refused, problems: [refusal.asProblem()])
            case .free: break
            }
        }
        let problems =
            broken
            + rules.judgeUnstamped(
                content.invoice, seller: seller, uuid: surroundings.newUUID(),
                known: draft.problems.map(\.rule), at: now
            ).filter(isDecidable)
        guard !problems.contains(where: { $0.severity == .error }) else {
            return draft.result(.refused, problems: problems)
        }
        return draft.result(.valid, amounts: content.invoice, problems: problems)
    }

    // MARK: What cannot be told here

    private func isDecidable(_ problem: Problem) -> Bool {
        let isOfSeller = problem.path.hasPrefix("/Invoice/cac:AccountingSupplierParty")
        return isSellerKnown || !isOfSeller
    }

    static let stamp = Bilingual(
        en: "the rules on the stamp and the QR code (the draft is not stamped)",
        ar: "قواعد الختم ورمز الاستجابة السريعة (المسودة غير مختومة)")
    static let taken = Bilingual(
        en: "whether the number and the key are still free, and the documents that are named",
        ar: "خلو الرقم ومفتاح التكرار من استعمال سابق، والمستندات المذكورة")
    static let noSeller = Bilingual(
        en: "the seller's own data (there is no ledger here; name one with --ledger)",
        ar: "بيانات البائع نفسه (لا سجل هنا؛ سمِّ سجلًا بالخيار --ledger)")

    /// In the place of a seller that nobody knows: a firm without fault.
    private static let standIn: Party = {
        var party = Party()
        party.name = "–"
        party.vat = VATNumber("388888888888883")
        party.id = PartyID(scheme: "CRN", value: "1000000000")
        var address = Address()
        address.street = "–"
        address.building = "1000"
        address.district = "–"
        address.city = "–"
        address.postalCode = "10000"
        address.country = "SA"
        party.address = address
        return party
    }()

    // MARK: The unit

    private func refusal(_ draft: InvoiceDraft) -> Problem? {
        guard isSellerKnown else { return nil }
        guard let unit = draft.unit ?? (units.count == 1 ? units[0].name : nil) else {
            return nil
        }
        guard let found = units.first(where: { $0.name == unit }) else {
            return Problem(
                rule: "SJL-UNIT", path: "/unit", value: unit,
                message: Bilingual(
                    en: "the ledger has no unit \(unit)", ar: "لا وحدة في السجل باسم \(unit)"),
                remedy: Bilingual(
                    en: "name one of: \(names)", ar: "اذكر إحدى الوحدات: \(names)"))
        }
        let map = Array(found.documents.utf8)
        let place = draft.kind == .standard ? 0 : 1
        guard map.count == 4, map[place] != UInt8(ascii: "1") else { return nil }
        return IssueRefusal.kindNotAllowed(kind: draft.kind, unit: unit)
            .asProblem(value: draft.kind.rawValue)
    }

    private var names: String { units.map(\.name).joined(separator: ", ") }
}
