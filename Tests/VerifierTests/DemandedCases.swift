import Testing

/// A case of the damage list and the alternative of it that a row shows.
struct CaseName: Hashable, Sendable, CustomStringConvertible {
    let ref: String
    let name: String

    init(_ ref: String, _ name: String) {
        self.ref = ref
        self.name = name
    }

    var description: String { "\(ref) \(name)" }
}

/// What must be shown by rows of this target: at least so many alternatives of each case.
/// ``CaseInventory`` says where the other cases are shown.
enum DemandedCases {
    static let alternatives: [String: Int] = [
        "A1": 2, "A2": 3, "A3": 4, "A4": 1, "A7": 1, "A8": 1, "A9": 3, "A10": 2, "A12": 3, "A14": 2,
        "A15": 1,
        "A16": 2, "A17": 1, "A18": 2, "A19": 2, "A20": 1, "A21": 1, "A22": 1, "A23": 2, "A24": 3,
        "A25": 5, "A30": 2,
        "B1": 2, "B2": 5, "B3": 4, "B7": 4, "B9": 1, "B12": 4, "B13": 3, "B14": 7, "B15": 4,
        "B17": 2,
        "B18": 2, "D4": 1,
        "A13": 5, "A27": 1, "A28": 1, "A29": 8, "E1": 3, "E2": 6, "E3": 1, "E4": 2, "E5": 6,
        "E6": 2, "E7": 3, "E10": 2, "E11": 1, "E16": 3, "E17": 2,
        "B5": 2, "E8": 1, "E9": 2, "E12": 4, "E18": 6, "J6": 4, "K3": 6, "K4": 4,
        "K5": 2, "K6": 1, "K7": 1, "K8": 4,
        "F1": 6, "F2": 3, "F3": 4, "F4": 6, "F5": 6, "F6": 6, "F7": 3, "F8": 4, "F9": 5, "F10": 5,
        "F11": 3, "F12": 7, "F13": 3, "F14": 3, "F15": 3, "F16": 1,
        "G1": 10, "G2": 6, "G3": 12, "G4": 4, "G7": 4,
    ]

    static let shown: [CaseName] =
        (Damage.all + Damage.ofRequests + Damage.ofSubmissions + Damage.ofComplianceDocuments
        + Damage.ofCertificateLives
        + Damage.ofRestores + Damage.ofImports + Damage.ofClosings
        + Damage.ofSettlements + Damage.ofRelations
        + Damage.ofExchanges).map {
            CaseName($0.ref, $0.name)
        }
        + Harmless.all.map { CaseName($0.ref, $0.name) }
        + FileHarm.all.map { CaseName($0.ref, $0.name) }
        + WALHarm.all.map { CaseName($0.ref, $0.name) }
        + PageBomb.all.map { CaseName($0.ref, $0.name) }
        + ReadOnlyMediumTests.names + [AuditingWhileIssuingTests.name] + VersionTests.names
        + CertificateTimeTests.cases.map { CaseName($0.ref, $0.name) }
        + ShownCase.all.map { CaseName($0.ref, $0.name) } + TripwireTests.names
}

@Suite("the damage list")
struct DemandedCasesTests {
    @Test("every demanded case has its rows", arguments: DemandedCases.alternatives.keys.sorted())
    func rows(ref: String) {
        let names = Set(DemandedCases.shown.filter { $0.ref == ref })
        #expect(names.count >= DemandedCases.alternatives[ref] ?? 1, "\(names)")
    }

    @Test("no row is there twice")
    func names() {
        let twice = Dictionary(grouping: DemandedCases.shown, by: \.self).filter { $1.count > 1 }
        #expect(twice.keys.map(\.description) == [])
    }
}
