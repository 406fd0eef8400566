import Encoding
import Invoicing
import Testing

/// A seller like the one of tools/examples.
let seller: Party = {
    var seller = Party()
    seller.name = "شركة النخيل للتجارة"
    seller.vat = VATNumber("399999999900003")
    seller.id = PartyID(scheme: "CRN", value: "1010010000")
    var address = Address()
    address.street = "طريق الأمير سلطان"
    address.building = "2322"
    address.district = "المربع"
    address.city = "الرياض"
    address.postalCode = "23333"
    address.country = "SA"
    seller.address = address
    return seller
}()

func time(_ text: String) -> IssueTime {
    guard let time = IssueTime(text) else { preconditionFailure("a time of the tests") }
    return time
}

let now = time("2026-04-01T12:00:00")

func json(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

/// Reads and checks, as the command line does.
func check(
    _ json: JSONValue, seller: Party = seller, now: IssueTime = now
) -> Result<(invoice: Invoice, warnings: [Problem]), Problems> {
    switch InvoiceDraft.read(json) {
    case .failure(let problems): .failure(problems)
    case .success(let draft): draft.checked(seller: seller, defaultIssuedAt: now, now: now)
    }
}

func invoice(_ json: JSONValue) throws -> Invoice { try check(json).get().invoice }

/// `rule path`, for each error, sorted.
func refusals(_ json: JSONValue, now: IssueTime = now) -> [String] {
    guard case .failure(let problems) = check(json, now: now) else { return [] }
    return problems.all.filter { $0.severity == .error }.map { "\($0.rule) \($0.path)" }.sorted()
}

func warnings(_ json: JSONValue) throws -> [String] {
    try check(json).get().warnings.map { "\($0.rule) \($0.path)" }.sorted()
}

func money(_ text: String) -> Money {
    guard let money = ExactDecimal(text)?.money else { preconditionFailure("an amount") }
    return money
}

extension JSONValue {
    /// The same value with the one at a JSON Pointer changed, added (`-` appends) or, for `nil`,
    /// removed.
    func setting(_ pointer: String, _ value: JSONValue?) -> JSONValue {
        setting(pointer.split(separator: "/").map(String.init)[...], value)
    }

    private func setting(_ steps: ArraySlice<String>, _ value: JSONValue?) -> JSONValue {
        guard let step = steps.first else { return value ?? .null }
        let rest = steps.dropFirst()
        switch self {
        case .array(var elements):
            let index = step == "-" ? elements.count : Int(step) ?? 0
            if index == elements.count { elements.append(.object([])) }
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].setting(rest, value)
            }
            return .array(elements)
        case .object(var members):
            let index = members.firstIndex { $0.name == step }
            if rest.isEmpty, value == nil {
                if let index { members.remove(at: index) }
                return .object(members)
            }
            let old: JSONValue = index.map { members[$0].value } ?? .object([])
            let new = old.setting(rest, value)
            if let index { members[index].value = new } else { members.append(.init(step, new)) }
            return .object(members)
        default: return JSONValue.object([]).setting(steps, value)
        }
    }
}

/// Drafts that are accepted without a warning; the tests change one thing in them.
enum Base {
    static let simplified: JSONValue = [
        "kind": "simplified", "type": "invoice", "number": "S-1",
        "issued_at": "2026-04-01T11:00:00",
        "lines": [
            [
                "name": "قهوة", "quantity": "2", "price": "12.50",
                "vat": ["category": "S", "rate": "15"],
            ]
        ],
    ]

    static let buyer: JSONValue = [
        "name": "شركة المثال", "vat": "300000000000003",
        "address": [
            "street": "طريق الملك فهد", "building": "2470", "district": "العليا",
            "city": "الرياض", "postal_code": "12214", "country": "SA",
        ],
    ]

    static let standard = simplified.setting("/kind", "standard").setting("/buyer", buyer)
        .setting("/supply_date", "2026-03-31")

    static let creditNote = standard.setting("/type", "credit-note").setting("/supply_date", nil)
        .setting("/references", [["number": "INV-1"]]).setting("/reason", "إرجاع")

    static let settlement = standard.setting(
        "/prepayments",
        [
            [
                "number": "ADV-1", "issued_at": "2026-03-01T09:00:00", "taxable": "10.00",
                "tax": "1.50", "vat": ["category": "S", "rate": "15"],
            ]
        ])

    static let dollars = standard.setting("/currency", "USD").setting("/exchange_rate", "3.75")

    static let zeroRated = simplified.setting(
        "/lines/0/vat", ["category": "Z", "rate": "0", "exemption_code": "VATEX-SA-35"])
}
