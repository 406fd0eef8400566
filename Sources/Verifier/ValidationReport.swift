public import Encoding
public import Invoicing

/// What an auditor judges certificates by, and for when.
public struct Judgement: Sendable {
    public let trust: TrustStore
    public let at: Instant

    public init(trust: TrustStore, at: Instant) {
        self.trust = trust
        self.at = at
    }
}

/// What became of the documents' certificates over time, at the time that the audit was asked to
/// judge for.
public struct ValidationReport: Hashable, Sendable {
    /// Documents of one chain and certificate that are judged alike.
    public struct Group: Hashable, Sendable {
        public var unit: String
        public var epoch: Int64
        /// Serial number in decimal; `nil` where the certificate is not the ledger's.
        public var certificate: String?
        /// `nil` for TOTAL-PASSED.
        public var reason: ValidationReason?
        /// By when they existed, as somebody outside says; `nil` where nobody does.
        public var existedBy: Instant?
        /// `timestamp` or `witness`, and who and what.
        public var source: String?
        public var sourceText: String?
        public var first: Int64
        public var last: Int64
        public var documents: Int64

        public var indication: ValidationIndication { reason?.indication ?? .totalPassed }
    }

    /// For when it was judged.
    public var at: Instant
    public var roots: Int
    /// Lists of revoked certificates that were brought.
    public var lists: Int
    public var groups: [Group] = []
    /// Documents that the authority returned under its own stamp, by a key that is known. Its stamp
    /// signs no time, so this proves none.
    public var clearedByKnownKey: Int64 = 0

    public var json: JSONValue {
        [
            "at": .string(at.description), "roots": JSONValue(roots),
            "revocation_lists": JSONValue(lists),
            "cleared_by_known_key": JSONValue(clearedByKnownKey),
            "groups": .array(groups.map(\.json)),
        ]
    }

    /// A line for what was judged by, then one for each group.
    func lines(_ language: ReportLanguage) -> [String] {
        let most = 100
        let head =
            switch language {
            case .english:
                "judged for \(at): trusted roots \(roots), lists of revoked certificates \(lists), "
                    + "cleared under a known key of the authority \(clearedByKnownKey) "
                    + "(its stamp signs no time)"
            case .arabic:
                "الحكم لوقت \(at): الجذور الموثوقة \(roots)، قوائم الإلغاء \(lists)، "
                    + "المعتمدة بمفتاح معروف للهيئة \(clearedByKnownKey) (ختمها لا يوقّع وقتًا)"
            }
        let lines = groups.prefix(most).map { "  " + $0.line(language) }
        return [head] + lines + (groups.count > most ? ["  … (\(groups.count))"] : [])
    }
}

extension ValidationReport.Group {
    fileprivate var json: JSONValue {
        .object([
            .init("unit", .string(unit)), .init("epoch", JSONValue(epoch)),
            .init("certificate", JSONValue(certificate)),
            .init("indication", .string(indication.rawValue)),
            .init("sub_indication", JSONValue(reason?.rawValue)),
            .init("existed_by", JSONValue(existedBy?.description)),
            .init("source", JSONValue(source)), .init("source_text", JSONValue(sourceText)),
            .init("icv_first", JSONValue(first)), .init("icv_last", JSONValue(last)),
            .init("documents", JSONValue(documents)),
        ])
    }

    fileprivate func line(_ language: ReportLanguage) -> String {
        let word = indication.rawValue + (reason.map { "/\($0.rawValue)" } ?? "")
        let place = "\(SafeText.shown(unit))/\(epoch) ICV \(first)–\(last) (\(documents))"
        let proof = existedBy.map { "\($0) (\(SafeText.shown(sourceText ?? "")))" }
        switch language {
        case .english:
            let time = proof.map { "existed by \($0)" } ?? "no outside proof of time"
            return "\(word): \(place), certificate \(certificate ?? "–"), \(time)"
        case .arabic:
            let time = proof.map { "موجودة قبل \($0)" } ?? "بلا إثبات خارجي للوقت"
            return "\(word): \(place)، الشهادة \(certificate ?? "–")، \(time)"
        }
    }
}
