import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import Ledger
import StampCheck
import UBL

/// Documents that were exported: by the index that `export` writes, and XML files beside it.
extension RestoringComparison {
    private static let documentLimitBytes = 10 << 20

    mutating func takeExports(_ folder: String) throws {
        var rest = Set(try Files.names(in: folder).filter { $0.hasSuffix(".xml") })
        if access("\(folder)/\(ExportIndex.name)", F_OK) == 0 {
            try takeIndex(folder, &rest)
        }
        var certificates = CertificateCache()
        for name in rest.sorted() { try takeFile("\(folder)/\(name)", &certificates) }
    }

    // MARK: The index

    private struct Entry {
        let file: String
        let number: InvoiceNumber
        let key: IdempotencyKey?
        let chain: Chain
        let icv: InvoiceCounterValue
        let hash: InvoiceHash
        let sha256: String

        /// Nobody enrols a unit more often.
        private static let maximumEpoch: Int64 = 1_000

        init?(_ json: JSONValue) {
            func text(_ name: String) -> String? {
                if case .string(let text)? = json[name] { text } else { nil }
            }
            func integer(_ name: String) -> Int64? {
                if case .number(let digits)? = json[name] { Int64(digits) } else { nil }
            }
            guard let file = text("file"),
                let number = text("number").flatMap({ InvoiceNumber($0) }),
                let unit = text("unit"),
                let epoch = integer("epoch"), (1...Self.maximumEpoch).contains(epoch),
                let icv = integer("icv").flatMap({ InvoiceCounterValue($0) }),
                let hash = text("hash").flatMap({ InvoiceHash(base64: $0) }),
                let sha256 = text("sha256"), !file.contains("/"), !unit.isEmpty
            else { return nil }
            self.file = file
            self.number = number
            key = text("key").flatMap { IdempotencyKey($0) }
            chain = Chain(unit: unit, epoch: Int(epoch))
            self.icv = icv
            self.hash = hash
            self.sha256 = sha256
        }

        var lost: LostDocument { LostDocument(icv: icv, number: number, key: key, hash: hash) }
    }

    private mutating func takeIndex(_ folder: String, _ rest: inout Set<String>) throws {
        let path = "\(folder)/\(ExportIndex.name)"
        var source = try DraftSource(path: path)
        while let line = try source.nextLine() {
            guard case .success(let json) = line.json, let entry = Entry(json) else {
                throw RestoringError.exportRefused(path: path, line: line.place)
            }
            guard entry.file.hasPrefix("\(copy.header.vat)_") else {
                throw RestoringError.exportsOfAnother(
                    path: "\(folder)/\(entry.file)", vat: copy.header.vat.text)
            }
            rest.remove(entry.file)
            try requireSame(entry.hash, at: entry.icv, of: entry.chain, by: path)
            guard isMissing(entry.chain, icv: entry.icv) else { continue }
            let file = "\(folder)/\(entry.file)"
            if isWhole(file, entry.sha256) {
                find(RestoringGap.Document(entry.lost, place: file), of: entry.chain)
            } else {
                // Its bytes are gone; that its number was given is known all the same.
                find(RestoringGap.Document(entry.lost, place: nil), of: entry.chain)
                note(RestoringNotes.exportLost(file, number: entry.number.text))
            }
        }
    }

    private func isWhole(_ file: String, _ sha256: String) -> Bool {
        guard let bytes = try? Files.read(file, limitBytes: Self.documentLimitBytes) else {
            return false
        }
        return Hex.encode(SHA256.hash(bytes).bytes) == sha256
    }

    // MARK: Files without one

    /// A document tells its counter and its certificate; unit and epoch follow from the latter.
    private mutating func takeFile(
        _ path: String, _ certificates: inout CertificateCache
    ) throws {
        let bytes = try Files.read(path, limitBytes: Self.documentLimitBytes)
        let report = StampCheck.examine(bytes, certificates: &certificates)
        guard let facts = report.document?.facts,
            let number = facts.number.flatMap({ InvoiceNumber($0) }),
            let icv = facts.icv.flatMap({ Int64($0) }).flatMap({ InvoiceCounterValue($0) }),
            let hash = report.hash, let certificate = report.certificate,
            report.checks.invoiceDigest == true, report.checks.signature == true
        else {
            note(RestoringNotes.notOurs(path))
            return
        }
        guard certificate.vat == copy.header.vat.text else {
            throw RestoringError.exportsOfAnother(path: path, vat: copy.header.vat.text)
        }
        guard let chain = try chain(of: certificate) else {
            let unit = try copy.units().first { $0.serial == certificate.unitSerial }
            if let unit { lock(unit.name) }
            note(
                RestoringNotes.unplaced(
                    path, number: number.text, icv: icv.rawValue,
                    unit: unit?.name ?? certificate.unitSerial ?? "-"))
            return
        }
        try requireSame(hash, at: icv, of: chain, by: path)
        guard isMissing(chain, icv: icv) else { return }
        let lost = LostDocument(icv: icv, number: number, key: nil, hash: hash)
        find(RestoringGap.Document(lost, place: path), of: chain)
    }

    /// The newest epoch that the certificate stamped, or that waits for its first document.
    private func chain(of certificate: StampingCertificate) throws -> Chain? {
        let der = certificate.certificate.der
        guard let record = try copy.certificates().first(where: { $0.der == der }) else {
            return nil
        }
        if let epoch = try copy.uses(ofCertificate: record.id).last?.epoch {
            return Chain(unit: record.unit, epoch: epoch)
        }
        guard record.isActive, let head = try copy.chainHead(unit: record.unit) else { return nil }
        return Chain(unit: record.unit, epoch: head.epoch)
    }
}
