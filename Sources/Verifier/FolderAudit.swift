import Cryptography
import Encoding
import Glibc
import Invoicing
import StampCheck
import UBL

/// The audit of a folder of e-invoices from any system: each document from its bytes alone, and the
/// chains that the documents make among themselves.
///
/// A folder has no log and may be a part of what there is. Nothing in it is written to, and nothing
/// outside it is read.
public enum FolderAudit {
    /// True for a folder, also where a link leads to it.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// - Parameter options: Of these the level, the workers and the progress; what is of ledgers
    ///   only (anchors, requirements) changes nothing.
    /// - Throws: ``AuditError/unreadable(path:reason:)`` if the folder cannot be listed;
    ///   ``AuditError/noDocuments(path:)``: nothing is no sound folder.
    public static func run(
        _ path: String, _ options: AuditOptions = AuditOptions()
    ) throws(AuditError) -> AuditReport {
        let files = try FolderFiles(path)
        let outcome = FolderPass(
            files: files, level: options.level, workers: options.workers,
            progress: options.progress
        ).run()
        let candidates = Int64(files.documents.count) - outcome.otherXML
        guard candidates > 0 || !files.unread.isEmpty else { throw .noDocuments(path: path) }
        var pass = FolderAuditPass(path: path, files: files, outcome: outcome)
        pass.run(options.level)
        return pass.report
    }
}

/// What is made of the documents after each was checked by itself.
private struct FolderAuditPass {
    private(set) var report: AuditReport
    private let files: FolderFiles
    private let outcome: FolderPass.Outcome
    private var coverage = FolderCoverage()
    private var symptoms: [Symptom]

    init(path: String, files: FolderFiles, outcome: FolderPass.Outcome) {
        report = AuditReport(file: path)
        self.files = files
        self.outcome = outcome
        symptoms = outcome.symptoms
    }

    mutating func run(_ level: AuditOptions.Level) {
        addUnread()
        followChains()
        nameDocuments()
        fill(level)
        report.findings = CauseAnalysis.findings(symptoms)
        if outcome.leftOut > 0, report.findings.last?.code != .findingsCut {
            report.findings.append(
                Finding(
                    .findingsCut, expected: "\(report.findings.count)",
                    found: "\(report.findings.count + outcome.leftOut)"))
        }
    }

    private mutating func addUnread() {
        for unread in files.unread {
            symptoms.append(
                Symptom(
                    .fileUnread, at: FindingPlace(path: unread.path), found: unread.reason,
                    key: .rule("unread \(unread.path)")))
        }
        if files.isCut {
            symptoms.append(
                Symptom(
                    .tooManyRows, expected: "\(FolderFiles.mostDocuments)",
                    found: "\(files.count)", key: .values))
        }
    }

    // MARK: - Chains

    private mutating func followChains() {
        let documents = outcome.documents
        let files = files
        let sellers = outcome.sellers
        let units = outcome.units
        let name = { (document: FolderDocument) in files.documents.text(Int(document.file)) }
        func place(_ document: FolderDocument, _ epoch: Int64?, _ unit: Int32?) -> FindingPlace {
            let vat = sellers[Int(document.seller)]
            let serial = (unit ?? document.unit).map { units[Int($0)] }
            return FindingPlace(
                unit: FolderCoverage.name(vat, serial), epoch: epoch, icv: document.icv,
                path: name(document))
        }
        var links = FolderLinks(documents, name: name) { place($0, nil, nil) }
        links.run()
        symptoms += links.symptoms
        coverage.copies = links.copies
        coverage.restamped = links.restamped
        var groups: [Group: [FolderLinks.Fragment]] = [:]
        for fragment in links.fragments {
            let seller = documents[Int(fragment.documents[0])].seller
            groups[Group(seller: seller, unit: fragment.unit), default: []].append(fragment)
        }
        joinUnknown(&groups)
        var found: [Int32: [FolderCoverage.Unit]] = [:]
        for (group, fragments) in groups.sorted(by: { isBefore($0.key, $1.key) }) {
            var chains = FolderChains(documents, name: name) { place($0, $1, group.unit) }
            chains.run(fragments)
            symptoms += chains.symptoms
            found[group.seller, default: []].append(
                FolderCoverage.Unit(
                    serial: group.unit.map { units[Int($0)] },
                    chains: chains.chains.enumerated().map { shown($1, epoch: $0 + 1) }))
        }
        fillSellers(found)
    }

    private struct Group: Hashable {
        let seller: Int32
        let unit: Int32?
    }

    private func isBefore(_ a: Group, _ b: Group) -> Bool {
        func texts(_ group: Group) -> (String, String) {
            (outcome.sellers[Int(group.seller)], group.unit.map { outcome.units[Int($0)] } ?? "")
        }
        return texts(a) < texts(b)
    }

    /// Documents whose stamps tell no unit are of the one that there is, if there is only one.
    private func joinUnknown(_ groups: inout [Group: [FolderLinks.Fragment]]) {
        for group in groups.keys.filter({ $0.unit == nil }) {
            let others = groups.keys.filter { $0.seller == group.seller && $0.unit != nil }
            guard others.count == 1, let fragments = groups.removeValue(forKey: group) else {
                continue
            }
            groups[others[0], default: []] += fragments
        }
    }

    private func shown(_ chain: FolderChains.Chain, epoch: Int) -> FolderCoverage.Chain {
        FolderCoverage.Chain(
            epoch: Int64(epoch), first: chain.first, last: chain.last,
            documents: Int64(chain.count), missing: chain.missing)
    }

    private mutating func fillSellers(_ units: [Int32: [FolderCoverage.Unit]]) {
        var counts: [Int32: Int64] = [:]
        for document in outcome.documents { counts[document.seller, default: 0] += 1 }
        coverage.sellers = counts.keys.sorted { first, second in
            outcome.sellers[Int(first)] < outcome.sellers[Int(second)]
        }.map { seller in
            FolderCoverage.Seller(
                vat: outcome.sellers[Int(seller)], documents: counts[seller] ?? 0,
                units: units[seller] ?? [])
        }
        report.units = coverage.sellers.flatMap { seller in
            seller.units.map { unit in
                AuditReport.Unit(
                    name: FolderCoverage.name(seller.vat, unit.serial),
                    epochs: unit.chains.map {
                        AuditReport.Epoch(epoch: $0.epoch, first: $0.first, last: $0.last)
                    })
            }
        }
    }

    // MARK: - The report

    /// Numbers (BT-1) for the symptoms that were found without reading their file again.
    private mutating func nameDocuments() {
        let limit = 10_000
        var certificates = CertificateCache()
        var numbers: [Int64: String] = [:]
        for index in symptoms.indices.prefix(limit) {
            let symptom = symptoms[index]
            guard symptom.place.number == nil, symptom.code != .icvGap,
                let file = symptom.documentRow, symptom.place.unit != nil
            else { continue }
            if numbers[file] == nil, case .bytes(let xml) = files.read(Int(file)) {
                let report = StampCheck.examine(xml, certificates: &certificates)
                numbers[file] = report.document?.facts.number ?? ""
            }
            if let number = numbers[file], !number.isEmpty { symptoms[index].place.number = number }
        }
    }

    /// Of the list that `sha256sum` prints of the documents in the order of their paths.
    private var identity: FileIdentity {
        var stream = SHA256Stream()
        for (index, digest) in outcome.digests.enumerated() {
            guard let digest else { continue }
            stream.update(Hex.encodeToBytes(digest.bytes) + [0x20, 0x20])
            stream.update(Array(files.documents[index]) + [0x0A])
        }
        return FileIdentity(sha256: stream.finish(), size: outcome.bytes)
    }

    private mutating func fill(_ level: AuditOptions.Level) {
        coverage.files = files.count
        coverage.unread = outcome.unread + Int64(files.unread.count)
        var passedBy = files.passedBy
        if outcome.otherXML > 0 { passedBy[.otherXML] = outcome.otherXML }
        coverage.passedBy = passedBy.sorted { $0.key < $1.key }.map {
            FolderCoverage.PassedBy(kind: $0.key, count: $0.value)
        }
        coverage.identity = identity
        coverage.isTest = outcome.stamped > 0 && outcome.tests == outcome.stamped
        report.folder = coverage
        report.checked.documents = Int64(outcome.documents.count)
        report.checked.soundDocuments = outcome.sound
        report.checked.certificates = Int64(outcome.certificates.count)
        report.checked.cleared = outcome.cleared
        report.unanchored = Int64(outcome.documents.count)
        report.notChecked = [
            Phrase.trust, Phrase.expiry, Phrase.folderTail, Phrase.folderSubmission,
        ]
        if level == .rules {
            report.checked.ruled = outcome.judged
            report.notChecked.append(Phrase.folderToday)
        } else {
            report.notChecked.insert(Phrase.businessRules, at: 0)
        }
    }
}
