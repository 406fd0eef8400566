import Cryptography
public import Encoding
public import Invoicing
import Rules

public enum AuditVerdict: String, Sendable {
    /// Nothing wrong was found; warnings may stand.
    case sound
    /// Something is not what it claims, or could not be read.
    case findings
    /// Nothing wrong was found, but something could not be judged.
    case unproven
}

/// Everything that one audit of one ledger learnt. The same file gives the same report, byte for
/// byte.
public struct AuditReport: Sendable {
    /// A run of counters in one chain.
    public struct Epoch: Hashable, Sendable {
        public var epoch: Int64
        /// `nil` where the epoch has no document yet.
        public var first: Int64?
        public var last: Int64?
        /// In the order in which they were installed.
        public var certificates: [Certificate] = []

        public init(epoch: Int64, first: Int64?, last: Int64?) {
            self.epoch = epoch
            self.first = first
            self.last = last
        }
    }

    /// What one certificate stamped in one epoch.
    public struct Certificate: Hashable, Sendable {
        /// In decimal.
        public var serial: String
        /// Who issued it, as far as its issuer's name tells: `production`, `emulator` and so on.
        public var `class`: String
        public var notBefore: Instant
        public var notAfter: Instant
        public var documents: Int64
    }

    /// A return to an older copy.
    public struct Restore: Hashable, Sendable {
        /// In UTC.
        public var recordedAt: String
        /// Entries in the log of the copy.
        public var size: Int64
        public var missing: [MissingRun]
    }

    /// Counters that the computer remembered beyond a copy.
    public struct MissingRun: Hashable, Sendable {
        public var unit: String
        public var epoch: Int64
        public var first: Int64
        public var last: Int64
        /// Those of which something was left when the copy was put back.
        public var documents: [LostDocument]
    }

    public struct LostDocument: Hashable, Sendable {
        public var icv: Int64
        public var number: String
        /// Base64.
        public var hash: String
    }

    /// A rejected document whose sale was called off.
    public struct Closing: Hashable, Sendable {
        /// The document's; `nil` where it is not in the file.
        public var number: String?
        public var unit: String?
        public var epoch: Int64?
        public var icv: Int64?
        /// In UTC.
        public var recordedAt: String
        /// In the words of the firm.
        public var reason: String
    }

    /// A document that somebody of the firm saw accepted in the portal; no answer says so.
    public struct Settlement: Hashable, Sendable {
        /// The document's; `nil` where it is not in the file.
        public var number: String?
        public var unit: String?
        public var epoch: Int64?
        public var icv: Int64?
        /// In UTC.
        public var recordedAt: String
        /// In the words of the firm.
        public var seen: String
        /// A standard document that was to be cleared, without the authority's copy.
        public var lacksCopy: Bool
    }

    public struct Unit: Hashable, Sendable {
        public var name: String
        public var epochs: [Epoch]

        public init(name: String, epochs: [Epoch]) {
            self.name = name
            self.epochs = epochs
        }
    }

    /// How much was read and checked.
    public struct Checked: Hashable, Sendable {
        /// Documents whose bytes, hash, stamp, QR code, totals and place were checked.
        public var documents: Int64 = 0
        /// Of these, documents without any failing finding of their own.
        public var soundDocuments: Int64 = 0
        public var entries: Int64 = 0
        /// Rows about the ledger, units, keys, certificates and chains.
        public var records: Int64 = 0
        public var certificates: Int64 = 0
        /// Documents made for the authority's compliance checks, their stamps and chains checked.
        public var complianceDocuments: Int64 = 0
        /// Requests to the authority, held against the documents that they carry.
        public var attempts: Int64 = 0
        public var answers: Int64 = 0
        /// Documents as the authority cleared them, held against ours and against its answers.
        public var cleared: Int64 = 0
        /// Documents that the business rules judged; `nil` where the level leaves the rules out.
        public var ruled: Int64?
        /// The RFC 6962 root over all entries, from their recomputed leaf hashes.
        public var root: InvoiceHash?
        /// Runs of documents that could be read and are sound, where the file is damaged; else
        /// empty.
        public var readable: [String] = []
    }

    /// The file as it was named to the audit.
    public var file: String
    /// As the ledger says; `nil` if it could not be read.
    public var environment: String?
    /// The ledger's UUID; `nil` if it could not be read.
    public var ledger: String?
    /// Entries in the log.
    public var size: Int64 = 0
    public var units: [Unit] = []
    /// In order. A return to an older copy is a fact, not a finding.
    public var restores: [Restore] = []
    /// In the order in which they were recorded. That a sale was called off is no finding either.
    public var closings: [Closing] = []
    /// In the order in which they were recorded: nothing but the firm's word says that they are
    /// accepted.
    public var settlements: [Settlement] = []
    public var checked = Checked()
    /// The newest anchor that the log agrees with; `nil` where none was given or none fits.
    public var anchoredTo: AnchoredTo?
    /// What trusted time stamps prove, in the order of their files.
    public var existence: [StampedTime] = []
    /// Documents under no outside anchor: all of them, where none is given.
    public var unanchored: Int64 = 0
    /// Whole days from the newest anchor's time, or where it has none from the oldest document
    /// under no anchor, to the newest document; by recorded times, never by today's. `nil` where
    /// every document is under an anchor.
    public var unanchoredDays: Int64?
    /// What a folder held; `nil` for a ledger.
    public var folder: FolderCoverage?
    /// What was left out because it was asked for so.
    public var scope = AuditScope()
    /// The certificates judged at a time; `nil` where that was not asked for.
    public var validation: ValidationReport?
    /// What became of documents that somebody outside showed; `nil` where that was not asked for.
    public var shown: ShownReport?
    /// What was not checked, and why.
    public var notChecked: [Bilingual] = []
    public var findings: [Finding] = []

    public init(file: String) { self.file = file }

    public var verdict: AuditVerdict {
        let severities = Set(findings.map(\.severity))
        if severities.contains(.fail) { return .findings }
        if severities.contains(.corrupt) { return .findings }
        return severities.contains(.unproven) ? .unproven : .sound
    }

    /// True outside production, and where a ledger's environment cannot be read.
    public var isTest: Bool { folder.map(\.isTest) ?? (environment != "production") }

    public static let testNotice = Bilingual(
        en: "test: no tax value", ar: "اختبار: بلا قيمة ضريبية")
}

extension AuditReport {
    /// One object; names and order are a contract.
    public var json: JSONValue {
        var members: [JSONValue.Member] = []
        if isTest { members.append(.init("notice", Self.testNotice.json)) }
        members += [
            .init("file", .string(file)), .init("verdict", .string(verdict.rawValue)),
            .init("environment", JSONValue(environment)), .init("ledger", JSONValue(ledger)),
            .init("size", JSONValue(size)), .init("units", .array(units.map(\.json))),
            .init("restores", .array(restores.map(\.json))),
            .init("closings", .array(closings.map(\.json))),
            .init("settlements", .array(settlements.map(\.json))),
            .init("anchored_to", anchoredTo?.json ?? .null),
            .init("existence", .array(existence.map(\.json))),
            .init("unanchored", JSONValue(unanchored)),
            .init("unanchored_days", unanchoredDays.map { JSONValue($0) } ?? .null),
            .init("validation", validation?.json ?? .null), .init("shown", shown?.json ?? .null),
            .init("checked", checked.json(scope)),
        ]
        if let folder { members.append(.init("folder", folder.json)) }
        members += [
            .init("not_checked", .array(notChecked.map(\.json))),
            .init("findings", .array(findings.map(\.json))),
        ]
        return .object(members)
    }

    /// One line for the report without its findings, then one line a finding; each ends with a line
    /// feed.
    public var jsonLines: String {
        let lines = [jsonWithoutFindings] + findings.map(\.json)
        return lines.map { $0.shownText() + "\n" }.joined()
    }
}

extension AuditReport {
    /// The report with the number of its findings in their place.
    var jsonWithoutFindings: JSONValue {
        guard case .object(var members) = json else { preconditionFailure("a report is an object") }
        members.removeAll { $0.name == "findings" }
        members.append(.init("findings", JSONValue(findings.count)))
        return .object(members)
    }
}

extension AnchoredTo {
    fileprivate var json: JSONValue {
        [
            "size": JSONValue(size), "root": .string(Base64.encode(root.bytes)),
            "signers": .array(signers.map { .string($0) }),
            "at": JSONValue(at?.description),
        ]
    }
}

extension StampedTime {
    fileprivate var json: JSONValue {
        [
            "size": JSONValue(size), "at": .string(at.description), "source": .string(source),
            "policy": .string(policy),
        ]
    }
}

extension AuditReport.Unit {
    fileprivate var json: JSONValue {
        .object([.init("unit", .string(name)), .init("epochs", .array(epochs.map(\.json)))])
    }
}

extension AuditReport.Epoch {
    fileprivate var json: JSONValue {
        .object([
            .init("epoch", JSONValue(epoch)),
            .init("icv_first", first.map { JSONValue($0) } ?? .null),
            .init("icv_last", last.map { JSONValue($0) } ?? .null),
            .init("certificates", .array(certificates.map(\.json))),
        ])
    }
}

extension AuditReport.Certificate {
    fileprivate var json: JSONValue {
        .object([
            .init("serial", .string(serial)), .init("not_before", .string(notBefore.description)),
            .init("not_after", .string(notAfter.description)),
            .init("documents", JSONValue(documents)),
        ])
    }
}

extension AuditReport.Restore {
    fileprivate var json: JSONValue {
        .object([
            .init("recorded_at", .string(recordedAt)), .init("size", JSONValue(size)),
            .init("missing", .array(missing.map(\.json))),
        ])
    }
}

extension AuditReport.Closing {
    fileprivate var json: JSONValue {
        .object([
            .init("number", JSONValue(number)), .init("unit", JSONValue(unit)),
            .init("epoch", epoch.map { JSONValue($0) } ?? .null),
            .init("icv", icv.map { JSONValue($0) } ?? .null),
            .init("recorded_at", .string(recordedAt)), .init("reason", .string(reason)),
        ])
    }
}

extension AuditReport.Settlement {
    fileprivate var json: JSONValue {
        .object([
            .init("number", JSONValue(number)), .init("unit", JSONValue(unit)),
            .init("epoch", epoch.map { JSONValue($0) } ?? .null),
            .init("icv", icv.map { JSONValue($0) } ?? .null),
            .init("recorded_at", .string(recordedAt)), .init("seen", .string(seen)),
            .init("copy_missing", .bool(lacksCopy)),
        ])
    }
}

extension AuditReport.MissingRun {
    fileprivate var json: JSONValue {
        .object([
            .init("unit", .string(unit)), .init("epoch", JSONValue(epoch)),
            .init("icv_first", JSONValue(first)), .init("icv_last", JSONValue(last)),
            .init("documents", .array(documents.map(\.json))),
        ])
    }
}

extension AuditReport.LostDocument {
    fileprivate var json: JSONValue {
        .object([
            .init("icv", JSONValue(icv)), .init("number", .string(number)),
            .init("hash", .string(hash)),
        ])
    }
}

extension AuditReport.Checked {
    fileprivate func json(_ scope: AuditScope) -> JSONValue {
        .object(
            [
                .init("documents", JSONValue(documents)),
                .init("sound_documents", JSONValue(soundDocuments)),
                .init("entries", JSONValue(entries)), .init("records", JSONValue(records)),
                .init("certificates", JSONValue(certificates)),
                .init("compliance_documents", JSONValue(complianceDocuments)),
                .init("attempts", JSONValue(attempts)), .init("answers", JSONValue(answers)),
                .init("cleared", JSONValue(cleared)),
                .init("rules", ruled.map { Self.rules($0) } ?? .null),
                .init("root", JSONValue(root?.base64)),
                .init("readable", .array(readable.map { .string($0) })),
            ] + scope.members)
    }

    /// The newest rules that documents were judged by, and how many were.
    private static func rules(_ documents: Int64) -> JSONValue {
        [
            "release": .string(RuleSet.current.release), "documents": JSONValue(documents),
        ]
    }
}
