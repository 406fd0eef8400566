import Encoding
import Invoicing
import Mapping

extension FuzzTarget {
    static let texts = [
        FuzzTarget(name: "json", run: readsJSON),
        FuzzTarget(name: "draft", run: readsDraft),
        FuzzTarget(name: "mapping", run: readsMapping),
    ]

    /// What is read and written is read as the same.
    private static func readsJSON(_ bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes) else { return }
        let again = try? JSONReader.read(Array(value.serialized().utf8))
        require(again == value, "JSON comes back as it was written")
    }

    /// A draft that is accepted adds up: what it asks to be paid is within its own bounds.
    private static func readsDraft(_ bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes),
            case .success(let draft) = InvoiceDraft.read(value)
        else { return }
        guard let now = IssueTime("2026-01-15T10:00:00") else { return }
        _ = draft.checked(seller: seller, defaultIssuedAt: now, now: now)
    }

    private static let seller: Party = {
        var seller = Party()
        seller.name = "شركة المثال"
        seller.vat = VATNumber("399999999900003")
        seller.id = PartyID(scheme: "CRN", value: "1010010000")
        var address = Address()
        address.street = "شارع العليا"
        address.building = "1234"
        address.district = "العليا"
        address.city = "الرياض"
        address.postalCode = "12211"
        address.country = "SA"
        seller.address = address
        return seller
    }()

    private static func readsMapping(_ bytes: [UInt8]) {
        guard let rules = try? RulesReader.read(bytes, file: "sales.rules") else { return }
        let again = try? RulesReader.read(bytes, file: "sales.rules")
        require(again == rules, "rules are read the same way twice")
    }
}
