/// A national or foreign postal address (BG-5, BG-8).
public struct Address: Hashable, Sendable {
    /// BT-35, BT-50.
    public var street: String?
    /// BT-36, BT-51.
    public var additionalStreet: String?
    /// KSA-17, KSA-18; four digits in the Kingdom.
    public var building: String?
    /// KSA-23, KSA-19.
    public var additionalNumber: String?
    /// KSA-3, KSA-4.
    public var district: String?
    /// BT-37, BT-52.
    public var city: String?
    /// BT-38, BT-53; five digits in the Kingdom.
    public var postalCode: String?
    /// BT-39, BT-54.
    public var province: String?
    /// BT-40, BT-55; ISO 3166, `SA` for the Kingdom.
    public var country: String?

    public init() {}
}

/// An identification of a party and its scheme (BT-29, BT-46): `CRN`, `700`, `NAT`, ….
public struct PartyID: Hashable, Sendable {
    public var scheme: String
    public var value: String

    public init(scheme: String, value: String) {
        self.scheme = scheme
        self.value = value
    }
}

/// Seller or buyer (BG-4, BG-7).
public struct Party: Hashable, Sendable {
    /// BT-27, BT-44.
    public var name: String?
    /// BT-33-like text; shown, not in the XML.
    public var legalForm: String?
    /// BT-31, BT-48.
    public var vat: VATNumber?
    /// BT-29, BT-46: at most one reaches the XML, since two make the official validator stop.
    public var id: PartyID?
    public var address: Address?
    /// BT-56, BT-57, KSA-35.
    public var contactName: String?
    public var phone: String?
    public var contactNote: String?

    public init() {}
}
