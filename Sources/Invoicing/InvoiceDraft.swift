public import Encoding

/// What a person or a script wants to have issued: read from JSON, its rules not yet checked.
///
/// Only what was given is kept: `nil` where a member is absent or null, no default filled in.
/// Missing and wrong values that need the rules to be judged are found by `checked`.
public struct InvoiceDraft: Hashable, Sendable {
    public internal(set) var givenKey: String?
    /// The unit that is to issue it; required once a ledger has two.
    public internal(set) var unit: String?
    public internal(set) var kind: InvoiceKind = .simplified
    public internal(set) var givenType: InvoiceType?
    /// BT-1.
    public internal(set) var number: String = ""
    /// BT-2, KSA-25.
    public internal(set) var issuedAt: IssueTime?
    /// KSA-5, KSA-24.
    public internal(set) var supplyDate: CivilDate?
    public internal(set) var supplyEndDate: CivilDate?
    /// BT-5; SAR where not given.
    public internal(set) var currency: String?
    /// KSA-39: SAR for one unit of `currency`.
    public internal(set) var exchangeRate: ExactDecimal?
    /// BT-13, BT-12, BT-22.
    public internal(set) var purchaseOrder: String?
    public internal(set) var contract: String?
    public internal(set) var note: String?
    /// BT-114.
    public internal(set) var payableRounding: ExactDecimal?
    public internal(set) var pricesIncludeVAT: Bool?
    /// BT-112 as the writer of the draft computed it.
    public internal(set) var expectTotal: ExactDecimal?
    public internal(set) var buyer: PartyDraft?
    public internal(set) var lines: [LineDraft] = []
    public internal(set) var allowances: [AllowanceDraft] = []
    public internal(set) var charges: [AllowanceDraft] = []
    public internal(set) var prepayments: [PrepaymentDraft] = []
    /// BT-81.
    public internal(set) var paymentMeans: String?
    public internal(set) var references: [ReferenceDraft] = []
    /// KSA-10.
    public internal(set) var reason: String?
    public internal(set) var flags: [DraftFlag] = []

    init() {}

    /// What makes a second issue of the same draft the same: its own key, else the number.
    public var key: String { givenKey ?? number }

    /// An invoice where nothing was said.
    public var type: InvoiceType { givenType ?? .invoice }

    /// Takes the form of a draft: its members, their types, dates, decimals and words.
    ///
    /// Where the form is wrong, the rules are tried on what could be read, so that one run shows
    /// everything that can be known without the seller and the clock.
    public static func read(_ json: JSONValue) -> Result<InvoiceDraft, Problems> {
        var reader = DraftReader()
        let draft = reader.draft(json)
        if reader.problems.isEmpty { return .success(draft) }
        var all = reader.problems
        var checker = DraftChecker(draft: draft, seller: nil, defaultIssuedAt: nil, now: nil)
        _ = checker.invoice()
        let told = Set(all.map(\.path))
        for problem in checker.problems where problem.severity == .error {
            // A member that could not be read is no missing member.
            if !told.covers(problem.path) { all.append(problem) }
        }
        return .failure(Problems(all))
    }

    /// Checks every rule and computes every total.
    ///
    /// - Parameters:
    ///   - seller: The seller of the unit that will issue it.
    ///   - defaultIssuedAt: The time of issue where the draft names none.
    ///   - now: The present; nothing may be issued after it (BR-KSA-04).
    /// - Returns: The invoice and what its writer should know, or all problems (warnings among
    /// them).
    public func checked(
        seller: Party, defaultIssuedAt: IssueTime, now: IssueTime
    ) -> Result<(invoice: Invoice, warnings: [Problem]), Problems> {
        var checker = DraftChecker(
            draft: self, seller: seller, defaultIssuedAt: defaultIssuedAt, now: now)
        guard let invoice = checker.invoice() else { return .failure(Problems(checker.problems)) }
        return .success((invoice, checker.problems))
    }
}

extension Set<String> {
    /// Whether a JSON Pointer or one of its ancestors is among these.
    fileprivate func covers(_ pointer: String) -> Bool {
        if contains(pointer) { return true }
        return pointer.indices.contains {
            pointer[$0] == "/" && contains(String(pointer[..<$0]))
        }
    }
}

/// What sets a document apart (positions 3 to 9 of KSA-2).
public enum DraftFlag: String, Hashable, Sendable, CaseIterable {
    case thirdParty = "third-party"
    case nominal
    case export
    case summary
    case selfBilled = "self-billed"
    case continuousSupply = "continuous-supply"
    case b2g
}

/// A buyer as given.
public struct PartyDraft: Hashable, Sendable {
    public internal(set) var name: String?
    public internal(set) var legalForm: String?
    public internal(set) var vat: String?
    public internal(set) var ids: [PartyID] = []
    public internal(set) var address: Address?
}

public struct LineDraft: Hashable, Sendable {
    public internal(set) var name: String?
    public internal(set) var note: String?
    public internal(set) var quantity: ExactDecimal?
    public internal(set) var unit: String?
    public internal(set) var price: ExactDecimal?
    public internal(set) var grossPrice: ExactDecimal?
    public internal(set) var priceDiscount: ExactDecimal?
    public internal(set) var baseQuantity: ExactDecimal?
    public internal(set) var vat: VATDraft?
    public internal(set) var allowances: [AllowanceDraft] = []
    public internal(set) var charges: [AllowanceDraft] = []
    public internal(set) var sellersItemID: String?
    public internal(set) var buyersItemID: String?
    public internal(set) var standardItemID: String?
}

public struct VATDraft: Hashable, Sendable {
    public internal(set) var category: VATCategory?
    public internal(set) var rate: ExactDecimal?
    public internal(set) var exemptionCode: String?
    public internal(set) var exemptionReason: String?
}

/// `amount`, or `percent` of `base`.
public struct AllowanceDraft: Hashable, Sendable {
    public internal(set) var amount: ExactDecimal?
    public internal(set) var percent: ExactDecimal?
    public internal(set) var base: ExactDecimal?
    public internal(set) var reason: String?
    public internal(set) var reasonCode: String?
    /// Of the document's own only.
    public internal(set) var vat: VATDraft?
}

public struct ReferenceDraft: Hashable, Sendable {
    public internal(set) var number: String?
    public internal(set) var date: CivilDate?
}

public struct PrepaymentDraft: Hashable, Sendable {
    public internal(set) var number: String?
    public internal(set) var issuedAt: IssueTime?
    public internal(set) var uuid: DocumentUUID?
    public internal(set) var taxable: ExactDecimal?
    public internal(set) var tax: ExactDecimal?
    public internal(set) var vat: VATDraft?
}
