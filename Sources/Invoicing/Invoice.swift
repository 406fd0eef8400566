/// Whether a document is cleared before it is handed over, or reported afterwards (first two digits
/// of KSA-2).
public enum InvoiceKind: String, Hashable, Sendable, CaseIterable {
    case standard
    case simplified
}

/// What a document is (BT-3).
public enum InvoiceType: String, Hashable, Sendable, CaseIterable {
    case invoice
    case creditNote = "credit-note"
    case debitNote = "debit-note"
    case prepayment

    /// The UNTDID 1001 code in `cbc:InvoiceTypeCode`.
    public var code: String {
        switch self {
        case .invoice: "388"
        case .creditNote: "381"
        case .debitNote: "383"
        case .prepayment: "386"
        }
    }

    /// Credit and debit notes name the document they correct (BT-25) and the reason (KSA-10).
    public var isNote: Bool { self == .creditNote || self == .debitNote }
}

/// VAT category (BT-118, BT-151).
public enum VATCategory: String, Hashable, Sendable, CaseIterable {
    case standardRated = "S"
    case zeroRated = "Z"
    case exempt = "E"
    case outOfScope = "O"
}

/// Category, rate and, for Z, E and O, why no VAT is charged (BT-118…121, BT-151, BT-152).
public struct VATTreatment: Hashable, Sendable {
    public var category: VATCategory
    /// BT-119, BT-152: hundredths of a percent, 1500 for 15 %.
    public var rateBasisPoints: Int
    /// BT-121.
    public var exemptionCode: String?
    /// BT-120.
    public var exemptionReason: String?

    public init(
        category: VATCategory, rateBasisPoints: Int, exemptionCode: String? = nil,
        exemptionReason: String? = nil
    ) {
        self.category = category
        self.rateBasisPoints = rateBasisPoints
        self.exemptionCode = exemptionCode
        self.exemptionReason = exemptionReason
    }

    /// The text of `cbc:Percent`: two decimals.
    public var percentText: String { Money(hundredths: Int64(rateBasisPoints)).description }
}

/// An allowance or charge, on a line (BG-27, BG-28) or on the document (BG-20, BG-21).
public struct AllowanceCharge: Hashable, Sendable {
    public enum Direction: Hashable, Sendable { case allowance, charge }

    public var direction: Direction
    /// BT-92, BT-99, BT-136, BT-141; never negative.
    public var amount: Money
    /// BT-94, BT-101, BT-138, BT-143 in hundredths of a percent, together with `base`.
    public var percentBasisPoints: Int?
    /// BT-93, BT-100, BT-137, BT-142, together with the percentage.
    public var base: Money?
    /// BT-97, BT-104, BT-139, BT-144.
    public var reason: String?
    /// BT-98, BT-105, BT-140, BT-145.
    public var reasonCode: String?
    /// BT-95, BT-96, BT-102, BT-103: on the document only.
    public var vat: VATTreatment?

    public init(direction: Direction, amount: Money) {
        self.direction = direction
        self.amount = amount
    }
}

/// One line with its computed amounts (BG-25).
public struct InvoiceLine: Hashable, Sendable {
    /// BT-153.
    public var name: String
    /// BT-127.
    public var note: String?
    /// BT-129.
    public var quantity: String
    /// BT-130.
    public var unit: String
    /// BT-146: the net price, text of an exact decimal.
    public var price: String
    /// BT-148 and BT-147, given together or not at all.
    public var grossPrice: String?
    public var priceDiscount: String?
    /// BT-149.
    public var baseQuantity: String?
    public var allowancesCharges: [AllowanceCharge]
    public var vat: VATTreatment
    /// BT-131.
    public var netAmount: Money
    /// KSA-11.
    public var vatAmount: Money
    /// KSA-12.
    public var amountWithVAT: Money
    /// BT-155, BT-156, BT-157.
    public var sellersItemID: String?
    public var buyersItemID: String?
    public var standardItemID: String?

    public init(
        name: String, quantity: String, unit: String, price: String, vat: VATTreatment,
        netAmount: Money, vatAmount: Money,
        amountWithVAT: Money
    ) {
        self.name = name
        self.quantity = quantity
        self.unit = unit
        self.price = price
        self.vat = vat
        self.netAmount = netAmount
        self.vatAmount = vatAmount
        self.amountWithVAT = amountWithVAT
        allowancesCharges = []
    }
}

/// A document referred to by a credit or debit note (BT-25, BT-26).
public struct BillingReference: Hashable, Sendable {
    public var number: String
    public var date: CivilDate?

    public init(number: String, date: CivilDate? = nil) {
        self.number = number
        self.date = date
    }
}

/// An advance (type 386) drawn on by this invoice; written as a line of its own with zero amounts
/// (KSA-26…34).
public struct PrepaymentSettlement: Hashable, Sendable {
    /// KSA-26.
    public var number: String
    /// KSA-27.
    public var uuid: DocumentUUID?
    /// KSA-28 and KSA-29.
    public var issuedAt: IssueTime
    /// KSA-31.
    public var taxable: Money
    /// KSA-32.
    public var tax: Money
    /// KSA-33, KSA-34, KSA-41, KSA-42.
    public var vat: VATTreatment

    public init(
        number: String, uuid: DocumentUUID?, issuedAt: IssueTime, taxable: Money, tax: Money,
        vat: VATTreatment
    ) {
        self.number = number
        self.uuid = uuid
        self.issuedAt = issuedAt
        self.taxable = taxable
        self.tax = tax
        self.vat = vat
    }
}

/// One line of the VAT breakdown (BG-23).
public struct VATSubtotal: Hashable, Sendable {
    /// BT-116.
    public var taxable: Money
    /// BT-117.
    public var tax: Money
    public var vat: VATTreatment

    public init(taxable: Money, tax: Money, vat: VATTreatment) {
        self.taxable = taxable
        self.tax = tax
        self.vat = vat
    }
}

/// The document's totals (BG-22), all computed by `Totals.swift` and nowhere else.
public struct InvoiceTotals: Hashable, Sendable {
    /// BT-106.
    public var lineNet: Money
    /// BT-107; `nil` where there is no document allowance.
    public var allowances: Money?
    /// BT-108; `nil` where there is no document charge.
    public var charges: Money?
    /// BT-109.
    public var taxExclusive: Money
    /// BT-110, in the document's currency.
    public var tax: Money
    /// BT-111, in SAR.
    public var taxInSAR: Money
    /// BT-112.
    public var taxInclusive: Money
    /// BT-113; `nil` where no advance is drawn on.
    public var prepaid: Money?
    /// BT-114.
    public var payableRounding: Money?
    /// BT-115.
    public var payable: Money

    public init(
        lineNet: Money, allowances: Money?, charges: Money?, taxExclusive: Money, tax: Money,
        taxInSAR: Money,
        taxInclusive: Money, prepaid: Money?, payableRounding: Money?, payable: Money
    ) {
        self.lineNet = lineNet
        self.allowances = allowances
        self.charges = charges
        self.taxExclusive = taxExclusive
        self.tax = tax
        self.taxInSAR = taxInSAR
        self.taxInclusive = taxInclusive
        self.prepaid = prepaid
        self.payableRounding = payableRounding
        self.payable = payable
    }
}

/// A document whose rules hold and whose totals are computed, ready to take its place in a chain.
///
/// Made only by `InvoiceDraft.checked`; every text in it is free of control characters.
public struct Invoice: Hashable, Sendable {
    public var kind: InvoiceKind
    public var type: InvoiceType
    /// KSA-2, 7 to 9 characters.
    public var transactionCode: String
    /// BT-1.
    public var number: InvoiceNumber
    /// BT-2, KSA-25.
    public var issuedAt: IssueTime
    /// KSA-5.
    public var supplyDate: CivilDate?
    /// KSA-24.
    public var supplyEndDate: CivilDate?
    /// BT-5.
    public var currency: String
    /// KSA-39, SAR for one unit of `currency`; its text, up to 14 characters.
    public var exchangeRate: String?
    /// BT-22.
    public var note: String?
    /// BT-13.
    public var purchaseOrder: String?
    /// BT-12.
    public var contract: String?
    public var references: [BillingReference]
    /// KSA-10.
    public var reason: String?
    public var buyer: Party?
    /// BT-81.
    public var paymentMeans: String?
    public var lines: [InvoiceLine]
    public var allowancesCharges: [AllowanceCharge]
    public var prepayments: [PrepaymentSettlement]
    public var vatBreakdown: [VATSubtotal]
    public var totals: InvoiceTotals

    public init(
        kind: InvoiceKind, type: InvoiceType, transactionCode: String, number: InvoiceNumber,
        issuedAt: IssueTime,
        currency: String, lines: [InvoiceLine], vatBreakdown: [VATSubtotal], totals: InvoiceTotals
    ) {
        self.kind = kind
        self.type = type
        self.transactionCode = transactionCode
        self.number = number
        self.issuedAt = issuedAt
        self.currency = currency
        self.lines = lines
        self.vatBreakdown = vatBreakdown
        self.totals = totals
        references = []
        allowancesCharges = []
        prepayments = []
    }
}

/// Where a document stands in its unit's chain, fixed before it is written.
public struct ChainPosition: Hashable, Sendable {
    public let icv: InvoiceCounterValue
    public let pih: PreviousInvoiceHash

    public init(icv: InvoiceCounterValue, pih: PreviousInvoiceHash) {
        self.icv = icv
        self.pih = pih
    }
}
