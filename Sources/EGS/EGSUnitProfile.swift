public import Invoicing

/// What a unit says about itself in its request for a certificate.
public struct EGSUnitProfile: Hashable, Sendable {
    /// The common name, which is also the unit's name here; unique among the taxpayer's units.
    public let name: String
    /// `1-maker|2-model|3-serial`.
    public let serial: String
    /// The branch, or the member's ten-digit TIN where the VAT number is a group's.
    public let branch: String
    /// Four digits: standard, simplified, and two that are kept for later.
    public let documents: String
    /// Preferably the national short address.
    public let location: String
    public let industry: String

    public init(
        name: String, serial: String, branch: String, documents: String, location: String,
        industry: String
    ) {
        self.name = name
        self.serial = serial
        self.branch = branch
        self.documents = documents
        self.location = location
        self.industry = industry
    }

    /// Everything that would keep a request from being accepted; empty when it may be sent.
    ///
    /// - Parameter vat: The taxpayer's number, which decides what the branch must be; `nil` where
    ///   it is not known.
    public func problems(vat: VATNumber?) -> [Problem] {
        var found: [Problem] = []
        found += UnitField.commonName.problems(name)
        found += serialProblems()
        found += UnitField.branch.problems(branch)
        if let vat, Self.isGroup(vat), !Self.isDigits(branch, count: 10) {
            found.append(UnitTexts.groupBranch(branch))
        }
        found += documentsProblems()
        found += UnitField.location.problems(location)
        found += UnitField.industry.problems(industry)
        return found
    }

    /// Whether a VAT number belongs to a group: its eleventh digit is 1.
    public static func isGroup(_ vat: VATNumber) -> Bool {
        Array(vat.text.utf8)[10] == UInt8(ascii: "1")
    }

    private func serialProblems() -> [Problem] {
        let found = UnitField.serial.problems(serial)
        guard found.isEmpty else { return found }
        let parts = serial.split(separator: "|", omittingEmptySubsequences: false)
        let isSound =
            parts.count == 3 && !serial.contains("=")
            && zip(parts, ["1-", "2-", "3-"]).allSatisfy { part, prefix in
                part.hasPrefix(prefix) && !part.dropFirst(2).allSatisfy(\.isWhitespace)
            }
        return isSound ? [] : [UnitTexts.serial(serial)]
    }

    private func documentsProblems() -> [Problem] {
        let found = UnitField.documents.problems(documents)
        guard found.isEmpty else { return found }
        let isMap =
            documents.utf8.count == 4 && documents.utf8.allSatisfy { $0 == 0x30 || $0 == 0x31 }
        let hasKind = documents.hasPrefix("1") || documents.dropFirst().hasPrefix("1")
        return isMap && hasKind ? [] : [UnitTexts.documents(documents)]
    }

    static func isDigits(_ text: String, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}

/// One text of a request and what it may hold.
enum UnitField: String, CaseIterable {
    case commonName = "common_name"
    case serial
    case branch
    case documents
    case location
    case industry
    /// The taxpayer's name as the request gives it.
    case organization

    /// Characters that the authority's own tool refuses.
    static let refused: Set<Character> = ["!", "@", "#", "$", "%", "&", "*", "_", "<"]
    /// X.520's upper bound for names; the others get the same.
    static let maximumCharacters = 64

    private var isFreeText: Bool { self != .serial && self != .documents }
    /// The bound is X.520's for CN, O and OU; the rest of a request has none that is known.
    private var limit: Int {
        switch self {
        case .commonName, .branch, .organization: Self.maximumCharacters
        case .serial, .documents, .location, .industry: 255
        }
    }

    func problems(_ text: String) -> [Problem] {
        if text.allSatisfy(\.isWhitespace) { return [UnitTexts.missing(self)] }
        var found: [Problem] = []
        if text.unicodeScalars.contains(where: {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
        }) {
            found.append(UnitTexts.controlCharacter(self, text))
        }
        if isFreeText, let character = text.first(where: Self.refused.contains) {
            found.append(UnitTexts.refusedCharacter(self, text, character))
        }
        if text.unicodeScalars.count > limit { found.append(UnitTexts.tooLong(self, text, limit)) }
        return found
    }
}
