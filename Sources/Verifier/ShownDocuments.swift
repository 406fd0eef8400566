import Cryptography
import EGS
public import Encoding
import Invoicing
import StampCheck
import UBL

/// A document that somebody outside shows: a buyer's copy.
public struct ShownDocument: Sendable {
    /// The file, to be named in the report.
    public let name: String
    /// Its bytes; `nil` if they cannot be read. Called once, so that only one is in memory.
    public let read: @Sendable () -> [UInt8]?

    public init(name: String, read: @escaping @Sendable () -> [UInt8]?) {
        self.name = name
        self.read = read
    }
}

/// What became of the documents that somebody outside showed.
public struct ShownReport: Hashable, Sendable {
    public var files = 0
    /// In the log with these very bytes, or the same invoice under the authority's stamp.
    public var recorded = 0
    /// The ledger has another document in their place.
    public var differing = 0
    /// Stamped with a certificate of this ledger, and not in its log.
    public var notLogged = 0
    public var notOfThisLedger: [String] = []
    public var unreadable: [String] = []

    public var json: JSONValue {
        [
            "files": JSONValue(files), "recorded": JSONValue(recorded),
            "differing": JSONValue(differing), "not_logged": JSONValue(notLogged),
            "not_of_this_ledger": .array(notOfThisLedger.map { .string($0) }),
            "unreadable": .array(unreadable.map { .string($0) }),
        ]
    }

    func lines(_ language: ReportLanguage) -> [String] {
        let head =
            switch language {
            case .english:
                "documents shown: \(files); recorded: \(recorded), other than recorded: "
                    + "\(differing), stamped here and not recorded: \(notLogged), "
                    + "not of this ledger: \(notOfThisLedger.count), "
                    + "unreadable: \(unreadable.count)"
            case .arabic:
                "المستندات المعروضة: \(files)؛ مسجلة: \(recorded)، مخالفة للمسجل: "
                    + "\(differing)، مختومة هنا وغير مسجلة: \(notLogged)، "
                    + "ليست لهذا السجل: \(notOfThisLedger.count)، "
                    + "غير مقروءة: \(unreadable.count)"
            }
        let most = 100
        let names =
            unreadable.map { (Phrase.unreadable[language], $0) }
            + notOfThisLedger.map { (Phrase.notOfThisLedger[language], $0) }
        let lines = names.prefix(most).map { "  \($0.0): \(SafeText.shown($0.1))" }
        return [head] + lines + (names.count > most ? ["  … (\(names.count))"] : [])
    }
}

/// Reads the shown documents before the ledger is read, so that one pass over the ledger finds
/// them all.
struct ShownReading: Sendable {
    struct Item: Sendable {
        let name: String
        let bytes: SHA256Digest
        let hash: SHA256Digest
        /// Fingerprints of UUID and of the number's first revisions; `nil` where it has none.
        let uuid: UInt64?
        let numbers: Set<UInt64>
        let icv: Int64?
        let words: String
        let vat: String?
        /// SHA-256 of the certificate by which its stamp is valid.
        let signer: [UInt8]?
        /// By a known key of the authority.
        let isCleared: Bool
    }

    private(set) var items: [Item] = []
    private(set) var report = ShownReport()

    init(_ documents: [ShownDocument]) {
        var certificates = CertificateCache()
        report.files = documents.count
        for document in documents {
            let bytes = document.read()
            guard let bytes, let item = Self.item(document.name, bytes, &certificates) else {
                report.unreadable.append(document.name)
                continue
            }
            items.append(item)
        }
    }

    private static func item(
        _ name: String, _ bytes: [UInt8], _ certificates: inout CertificateCache
    ) -> Item? {
        let report = StampCheck.examine(bytes, certificates: &certificates)
        guard let hash = report.hash, let facts = report.document?.facts else { return nil }
        let number = facts.number
        // XML of another kind.
        guard number != nil || facts.uuid != nil else { return nil }
        let words = "\(number ?? "–"), ICV \(facts.icv ?? "–"), \(hash.base64)"
        let isStamped = report.checks.signature == true && report.checks.certDigest == true
        return Item(
            name: name, bytes: SHA256.hash(bytes), hash: SHA256Digest(orZero: hash.bytes),
            uuid: facts.uuid.map { DocumentLink.fingerprint($0) },
            numbers: Set(
                (0..<DocumentLink.mostRevisions).compactMap { revision in
                    number.map { DocumentLink.fingerprint($0, revision) }
                }),
            icv: facts.icv.flatMap { Int64($0) }, words: words, vat: facts.text(.sellerVAT),
            signer: isStamped
                ? report.certificate.map { SHA256.hash($0.certificate.der).bytes } : nil,
            isCleared: report.checks.authoritySignature == true)
    }
}

/// Holds the shown documents against the log and the chains.
struct ShownCheck {
    private(set) var report: ShownReport
    private(set) var symptoms: [Symptom] = []
    private let records: LedgerRecords

    /// Documents of the ledger that a shown one may be, by row.
    private struct Match {
        var sameHash: DocumentLink?
        /// Same UUID, number or place in the chain.
        var sameName: DocumentLink?
    }

    /// - Parameter cleared: SHA-256 of the copies that the authority returned, as far as they were
    ///   shown.
    init(
        _ reading: ShownReading, records: LedgerRecords, log: LogIndex,
        links: Pieces<DocumentLink>, cleared: Set<SHA256Digest>
    ) {
        self.records = records
        report = reading.report
        guard !reading.items.isEmpty else { return }
        let wanted = Set(reading.items.map(\.bytes))
        var logged: Set<SHA256Digest> = []
        for entry in log.documents.all where wanted.contains(entry.payload) {
            logged.insert(entry.payload)
        }
        let matches = Self.matches(reading.items, records, links)
        for (item, match) in zip(reading.items, matches) {
            if logged.contains(item.bytes) || cleared.contains(item.bytes) {
                report.recorded += 1
            } else {
                judge(item, match)
            }
        }
    }

    private static func matches(
        _ items: [ShownReading.Item], _ records: LedgerRecords, _ links: Pieces<DocumentLink>
    ) -> [Match] {
        var byHash: [SHA256Digest: [Int]] = [:]
        var byName: [UInt64: [Int]] = [:]
        var byPlace: [[Int64]: [Int]] = [:]
        for (index, item) in items.enumerated() {
            byHash[item.hash, default: []].append(index)
            for name in item.numbers.union(item.uuid.map { [$0] } ?? []) {
                byName[name, default: []].append(index)
            }
            if let signer = item.signer.flatMap({ records.certificateIDs[$0] }), let icv = item.icv
            {
                byPlace[[signer, icv], default: []].append(index)
            }
        }
        var matches = [Match](repeating: Match(), count: items.count)
        for link in links {
            for index in byHash[link.hash] ?? [] where matches[index].sameHash == nil {
                matches[index].sameHash = link
            }
            let names =
                (byName[link.uuid] ?? []) + (byName[link.number] ?? [])
                + (byPlace[[link.certificate, link.icv]] ?? [])
            for index in names where matches[index].sameName == nil {
                matches[index].sameName = link
            }
        }
        return matches
    }

    private mutating func judge(_ item: ShownReading.Item, _ match: Match) {
        let isOwn = item.signer.map { records.certificateIDs[$0] != nil } ?? false
        // The same invoice under a stamp that is not ours is the authority's copy of it.
        if match.sameHash != nil, !isOwn, item.signer != nil || item.isCleared {
            report.recorded += 1
            return
        }
        let isOfSeller = item.vat != nil && item.vat == records.ledger?.vat
        if let link = match.sameHash ?? match.sameName, isOwn || isOfSeller {
            report.differing += 1
            add(isOwn || item.isCleared ? .shownDiffers : .shownAltered, item, link)
        } else if isOwn {
            report.notLogged += 1
            add(.shownNotLogged, item, nil)
        } else {
            report.notOfThisLedger.append(item.name)
        }
    }

    private mutating func add(
        _ code: FindingCode, _ item: ShownReading.Item, _ link: DocumentLink?
    ) {
        var place = FindingPlace.file
        if let link {
            place = records.place(link)
        } else if let signer = item.signer.flatMap({ records.certificateIDs[$0] }) {
            place = FindingPlace(unit: records.unit(ofCertificate: signer)?.name)
            place.icv = item.icv
        }
        symptoms.append(
            Symptom(
                code, at: place,
                expected: link.map { "document \($0.id), ICV \($0.icv), \($0.hash.base64)" },
                found: "\(item.name): \(item.words)", key: .shown(item.name),
                follows: link.map { [.record(.document($0.id))] } ?? []))
    }
}
