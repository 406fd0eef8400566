import Encoding

/// The values that are read from a document. Those after a `// group` line belong to a group, which
/// may stand often.
public enum Fact: Int, CaseIterable, Sendable {
    // The document. BT and KSA numbers are the official ones.
    case profileID, number, uuid, issueDate, issueTime, typeCode, ksa2
    case currency, taxCurrency, purchaseOrder, contract, supplyDate, supplyEndDate
    case paymentMeans, reason
    case icv, pih, qr
    case sellerName, sellerVAT, sellerID, sellerIDScheme
    case buyerName, buyerVAT, buyerID, buyerIDScheme
    case lineTotal, allowanceTotal, chargeTotal, taxExclusive, taxInclusive, prepaid, rounding
    case payable
    // The stamp.
    case extensionURI, signatureInformationID, referencedSignatureID, stampReferenceID, stampMethod
    case signatureID, canonicalizationMethod, signatureMethod, signatureValue, certificate
    case propertiesTarget, propertiesID, signingTime
    case certificateDigestMethod, certificateDigest, issuer, serial
    // group reference: cac:AdditionalDocumentReference
    case referenceID, referenceUUID, referenceObject
    // group billing: cac:BillingReference
    case billingNumber, billingDate
    // group allowance, priceAllowance: cac:AllowanceCharge of the document or a line; of a price
    case isCharge, amount, base, percent, allowanceCategory, allowanceRate
    // group taxTotal: cac:TaxTotal of the document
    case taxAmount, taxAmountCurrency
    // group subtotal: cac:TaxSubtotal of the document or, for a prepayment, of a line
    case taxable, tax, category, rate, exemptionCode, exemptionReason
    // group line: cac:InvoiceLine
    case lineID, quantity, unit, lineNet, lineVAT, lineGross, itemName, price, baseQuantity
    case lineCategory, lineRate
    // group prepayment: cac:DocumentReference of a line
    case prepaymentNumber, prepaymentUUID, prepaymentDate, prepaymentTime, prepaymentType
    // group stampReference: ds:Reference
    case stampReferenceIdentifier, stampReferenceURI, stampReferenceType, digestMethod, digestValue
    // group transform: ds:Transform of a reference
    case transformAlgorithm, transformXPath
}

/// What was read from a document, each value exactly as it stands in the text, references replaced.
public struct DocumentFacts: Sendable {
    /// A set of values that may stand several times.
    public struct Group: Sendable {
        public enum Kind: Int, CaseIterable, Sendable {
            case reference, billing, allowance, taxTotal, subtotal, line, prepayment
            case stampReference, transform
            /// An allowance inside the price of a line; it is no part of the line's sum.
            case priceAllowance
        }

        public let kind: Kind
        /// Place in `groups` of the group around it; `nil` directly under the document.
        public let parent: Int?
        /// Place in `groups`.
        public let index: Int
        let firstSlot: Int
    }

    struct Slot {
        var start: Int32
        /// -1 where there is no such value.
        var count: Int32

        static let absent = Slot(start: 0, count: -1)
    }

    var arena: [UInt8] = []
    var slots: [Slot] = []
    /// In the order of the document.
    public internal(set) var groups: [Group] = []
    /// What `xades:SignedProperties` becomes when it is digested (E4); empty if there is none.
    public internal(set) var signedProperties: [UInt8] = []
    /// True if a `ds:Signature` stands in the place of the stamp.
    public internal(set) var hasSignature = false
    /// True if a reference to the QR code stands in the document, whatever it holds.
    public internal(set) var hasQR = false

    static let documentFactCount = Fact.referenceID.rawValue

    /// First and last fact of each kind of group.
    static let ranges: [ClosedRange<Int>] = [
        Fact.referenceID.rawValue...Fact.referenceObject.rawValue,
        Fact.billingNumber.rawValue...Fact.billingDate.rawValue,
        Fact.isCharge.rawValue...Fact.allowanceRate.rawValue,
        Fact.taxAmount.rawValue...Fact.taxAmountCurrency.rawValue,
        Fact.taxable.rawValue...Fact.exemptionReason.rawValue,
        Fact.lineID.rawValue...Fact.lineRate.rawValue,
        Fact.prepaymentNumber.rawValue...Fact.prepaymentType.rawValue,
        Fact.stampReferenceIdentifier.rawValue...Fact.digestValue.rawValue,
        Fact.transformAlgorithm.rawValue...Fact.transformXPath.rawValue,
        Fact.isCharge.rawValue...Fact.allowanceRate.rawValue,
    ]

    func slotIndex(_ fact: Fact, _ group: Group?) -> Int? {
        guard let group else {
            return fact.rawValue < Self.documentFactCount ? fact.rawValue : nil
        }
        let range = Self.ranges[group.kind.rawValue]
        guard range.contains(fact.rawValue) else { return nil }
        return group.firstSlot + fact.rawValue - range.lowerBound
    }

    // MARK: - Reading

    /// The value's bytes, without a copy; `nil` where it does not stand in the document.
    public func bytes(_ fact: Fact, in group: Group? = nil) -> ArraySlice<UInt8>? {
        guard let index = slotIndex(fact, group), index < slots.count else { return nil }
        let slot = slots[index]
        guard slot.count >= 0 else { return nil }
        return arena[Int(slot.start)..<Int(slot.start + slot.count)]
    }

    public func text(_ fact: Fact, in group: Group? = nil) -> String? {
        bytes(fact, in: group).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Compares without making a `String`.
    public func holds(_ fact: Fact, _ value: some Collection<UInt8>, in group: Group? = nil) -> Bool
    {
        bytes(fact, in: group).map { Bytes.areEqual($0, value) } ?? false
    }

    /// The groups of this kind under the given one, or directly under the document.
    public func groups(_ kind: Group.Kind, in parent: Group? = nil) -> [Group] {
        groups.filter { $0.kind == kind && $0.parent == parent?.index }
    }
}

extension DocumentFacts {
    /// BT-1.
    public var number: String? { text(.number) }
    /// KSA-1.
    public var uuid: String? { text(.uuid) }
    /// BT-2.
    public var issueDate: String? { text(.issueDate) }
    /// KSA-25.
    public var issueTime: String? { text(.issueTime) }
    /// BT-3.
    public var typeCode: String? { text(.typeCode) }
    /// KSA-2: the seven digits that say standard or simplified, and the flags.
    public var ksa2: String? { text(.ksa2) }
    /// BT-5.
    public var currency: String? { text(.currency) }
    /// KSA-16.
    public var icv: String? { text(.icv) }
    /// KSA-13.
    public var pih: String? { text(.pih) }
    /// KSA-14.
    public var qr: String? { text(.qr) }
    /// BT-27.
    public var sellerName: String? { text(.sellerName) }
    /// BT-31.
    public var sellerVAT: String? { text(.sellerVAT) }
    /// BT-44.
    public var buyerName: String? { text(.buyerName) }
    /// BT-48.
    public var buyerVAT: String? { text(.buyerVAT) }
    /// BT-112.
    public var total: String? { text(.taxInclusive) }
    /// BT-110: the document's VAT in its own currency.
    public var vat: String? {
        let totals = groups(.taxTotal)
        let own = totals.first { total in
            bytes(.currency).map { holds(.taxAmountCurrency, $0, in: total) } ?? false
        }
        return (own ?? totals.first).flatMap { text(.taxAmount, in: $0) }
    }

    /// KSA-2 begins with 02.
    public var isSimplified: Bool { bytes(.ksa2)?.starts(with: "02".utf8) ?? false }
}
