import Sheets

/// How the fields of a sheet come into a draft.
extension SheetField {
    enum Form: Hashable {
        case text
        /// Digits that name something; `digits` where their number is fixed.
        case code(digits: Int?)
        case number
        case percent
        case vatRate
        case date
        case time
        case word
        case words
    }

    var form: Form {
        switch self {
        case .number, .key, .reference, .purchaseOrder, .contract, .buyerID, .itemCode,
            .prepayment, .discountReasonCode:
            .code(digits: nil)
        case .buyerVAT: .code(digits: 15)
        case .postalCode: .code(digits: 5)
        case .building, .additionalNumber: .code(digits: 4)
        case .date, .supplyDate, .supplyEndDate, .referenceDate, .prepaymentDate: .date
        case .time: .time
        case .kind, .type, .paymentMeans, .vatCategory: .word
        case .flags: .words
        case .vatRate: .vatRate
        case .discountPercent: .percent
        case .quantity, .price, .priceWithVAT, .discount, .documentDiscount, .rounding, .lineNet,
            .lineVAT, .lineTotal, .net, .vat, .total, .exchangeRate, .prepaymentNet, .prepaymentVAT:
            .number
        case .unit, .currency, .note, .reason, .buyerName, .buyerIDScheme, .street, .district,
            .city, .country, .item, .measure, .exemptionCode, .exemptionReason, .lineNote,
            .discountReason, .rowNumber:
            .text
        }
    }

    /// Whether each line of an invoice has its own.
    var isOfLine: Bool {
        switch self {
        case .item, .lineNote, .itemCode, .quantity, .measure, .price, .priceWithVAT, .discount,
            .discountPercent, .discountReason, .discountReasonCode, .vatCategory, .vatRate,
            .exemptionCode, .exemptionReason:
            true
        default: isSum
        }
    }

    /// Whether each row may name an advance of its own.
    var isOfPrepayment: Bool { pointer.hasPrefix("/prepayments") }

    /// Whether a row of sums adds the column up.
    var isAddedUp: Bool { isSum || self == .discount || self == .documentDiscount }

    /// Whether the rows of one invoice repeat the value.
    var isRepeated: Bool {
        switch self {
        case .net, .vat, .total, .documentDiscount: true
        default: false
        }
    }

    /// What the sheet computed, which is compared and never taken.
    var isSum: Bool {
        switch self {
        case .lineNet, .lineVAT, .lineTotal, .net, .vat, .total: true
        default: false
        }
    }

    var isOfBuyer: Bool { pointer.hasPrefix("/buyer") }

    /// Whether a row with something in this column sells something.
    var isAmount: Bool {
        switch self {
        case .quantity, .price, .priceWithVAT, .discount: true
        default: isSum
        }
    }

    /// Where the value stands in the draft: below the draft, or below `/lines/N`.
    var pointer: String {
        switch self {
        case .number: "/number"
        case .key: "/key"
        case .unit: "/unit"
        case .kind: "/kind"
        case .type: "/type"
        case .date, .time: "/issued_at"
        case .currency: "/currency"
        case .note, .lineNote: "/note"
        case .reason: "/reason"
        case .flags: "/flags"
        case .contract: "/contract"
        case .supplyDate: "/supply_date"
        case .supplyEndDate: "/supply_end_date"
        case .exchangeRate: "/exchange_rate"
        case .purchaseOrder: "/purchase_order"
        case .paymentMeans: "/payment_means"
        case .reference: "/references/0/number"
        case .referenceDate: "/references/0/date"
        case .rounding: "/payable_rounding"
        case .documentDiscount: "/allowances/0/amount"
        default: partPointer
        }
    }

    private var partPointer: String {
        switch self {
        case .buyerName: "/buyer/name"
        case .buyerVAT: "/buyer/vat"
        case .buyerIDScheme: "/buyer/ids/0/scheme"
        case .buyerID: "/buyer/ids/0/value"
        case .street: "/buyer/address/street"
        case .building: "/buyer/address/building"
        case .additionalNumber: "/buyer/address/additional_number"
        case .district: "/buyer/address/district"
        case .city: "/buyer/address/city"
        case .postalCode: "/buyer/address/postal_code"
        case .country: "/buyer/address/country"
        case .item: "/name"
        case .itemCode: "/item_ids/seller"
        case .quantity: "/quantity"
        case .measure: "/unit"
        case .price, .priceWithVAT: "/price"
        case .discount: "/allowances/0/amount"
        case .discountPercent: "/allowances/0/percent"
        case .discountReason: "/allowances/0/reason"
        case .discountReasonCode: "/allowances/0/reason_code"
        case .prepayment: "/prepayments/0/number"
        case .prepaymentDate: "/prepayments/0/issued_at"
        case .prepaymentNet: "/prepayments/0/taxable"
        case .prepaymentVAT: "/prepayments/0/tax"
        case .vatCategory: "/vat/category"
        case .vatRate: "/vat/rate"
        case .exemptionCode: "/vat/exemption_code"
        case .exemptionReason: "/vat/exemption_reason"
        default: "/" + rawValue
        }
    }
}
