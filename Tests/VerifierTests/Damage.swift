import Testing
import Verifier

/// One harm and what an audit must say of it.
struct Damage: Sendable, CustomTestStringConvertible {
    /// `code` or `code icv`.
    typealias Words = String

    let ref: String
    let name: String
    let code: FindingCode
    /// First bad counter; `nil` where the finding is about something else.
    let icv: Int64?
    let also: [Words]
    /// Findings with causes of their own that the harm leaves as well.
    let others: [FindingCode]
    /// Part of what the finding says it found.
    let found: String?
    let harm: @Sendable (Evidence) throws -> Void

    init(
        _ ref: String, _ name: String, _ code: FindingCode, _ icv: Int64? = nil, also: [Words] = [],
        others: [FindingCode] = [], found: String? = nil,
        harm: @escaping @Sendable (Evidence) throws -> Void
    ) {
        self.ref = ref
        self.name = name
        self.code = code
        self.icv = icv
        self.also = also
        self.others = others
        self.found = found
        self.harm = harm
    }

    var testDescription: String { "\(ref) \(name)" }

    static let all: [Damage] =
        ofContent + ofChains + ofStamps + ofLog + ofSchema + ofValues + ofCertificates
        + ofSignatures
        + ofDoctypes + ofLimits + ofStructure + ofStampMarkup + ofSameText
}

extension Finding {
    var words: Damage.Words { place.icv.map { "\(code.rawValue) \($0)" } ?? code.rawValue }
}

extension Follower {
    var words: Damage.Words {
        let place = place.icv.map { "\(code.rawValue) \($0)" } ?? code.rawValue
        return count > 1 ? "\(place) ×\(count)" : place
    }
}
