import Cryptography
import Encoding
import Glibc
import Invoicing
import Ledger

extension Workplace {
    /// Writes the stored bytes of each document under its official file name, and `index.jsonl`
    /// that says which is which. Of a cleared document these are the authority's copy, which is the
    /// legal one.
    ///
    /// Into a folder with an earlier export only what is missing is written, and the index is
    /// brought up to date in one step, last: it never names a file that is not there. Lines of
    /// documents that are not selected now stay. A document that was exported before it was cleared
    /// gives its name to the authority's copy, and its own bytes stay beside it, under
    /// ``ExportDone/keptSuffix``. Any other file that is there with other content is never
    /// replaced; it is told before anything is written.
    ///
    /// Different numbers may come to the same name; the second gets its UUID added.
    public func export(
        _ selection: DocumentSelection, to folder: String, progress: (Int) -> Void
    ) throws -> ExportDone {
        try Files.makeFolder(folder)
        var index = try ExportIndex(folder: folder)
        var there: Set<String> = []
        var uncleared: Set<String> = []
        if try Files.names(in: folder).contains(where: { $0.hasSuffix(".xml") }) {
            try forEachExport(selection) { record, xml, legal in
                let file = try index.file(of: record, vat: ledger.header.vat)
                switch try ExportedFile(folder: folder, name: file, xml: xml, legal: legal) {
                case .missing: break
                case .legal: there.insert(file)
                case .uncleared: uncleared.insert(file)
                }
            }
        }
        var done = ExportDone()
        let batch = try FileBatch(folder: folder)
        try forEachExport(selection) { record, xml, legal in
            let file = try index.file(of: record, vat: ledger.header.vat)
            if uncleared.contains(file) {
                let path = "\(folder)/\(file)"
                // First the name under which the old bytes stay: at no moment they have none.
                try Files.writeNew(xml, to: path + ExportDone.keptSuffix)
                try Files.replace(legal, at: path)
                done.kept += 1
            } else if !there.contains(file) {
                try batch.add(legal, name: file)
            }
            let state = SubmissionState(try ledger.submission(of: record))
            index.add(record, file: file, legal: legal, state: state)
            done.documents += 1
            progress(done.documents)
        }
        try batch.commit()
        try index.write()
        return done
    }

    /// Hands on each document with its stored bytes and the legal ones.
    private func forEachExport(
        _ selection: DocumentSelection,
        _ body: (_ record: DocumentRecord, _ xml: [UInt8], _ legal: [UInt8]) throws -> Void
    ) throws {
        var failure: (any Error)?
        try ledger.forEachDocument(matching: try selection.filter) { record, xml in
            do {
                try body(record, xml, ledger.clearedXML(of: record) ?? xml)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }
}

/// What an export did.
public struct ExportDone: Sendable {
    /// Ends the name of what was exported before the authority cleared it; nobody takes that for
    /// an invoice.
    public static let keptSuffix = ".uncleared"

    /// How many the selection holds.
    public internal(set) var documents = 0
    /// Those of them that gave their names to the authority's copies now.
    public internal(set) var kept = 0
}

/// What stands under a document's name in the folder.
private enum ExportedFile {
    case missing
    /// What is to be there.
    case legal
    /// The document as it was before it was cleared.
    case uncleared

    /// - Throws: ``SijilError/fileExists(path:)`` for anything else, which is not ours to move.
    init(folder: String, name: String, xml: [UInt8], legal: [UInt8]) throws(SijilError) {
        let path = "\(folder)/\(name)"
        guard access(path, F_OK) == 0 else {
            self = .missing
            return
        }
        if xml != legal, try Files.holds(xml, path) {
            _ = try Files.isThere(xml, at: path + ExportDone.keptSuffix)
            self = .uncleared
        } else {
            _ = try Files.isThere(legal, at: path)
            self = .legal
        }
    }
}

/// The file `index.jsonl` of an export: a line of JSON for each document.
struct ExportIndex {
    static let name = "index.jsonl"

    private static let limitBytes = 1 << 30

    private let path: String
    /// Lines of an earlier export, by their files, in their order.
    private var earlier: [(file: String, line: [UInt8])] = []
    /// Whose a file is, by UUIDs.
    private var owners: [String: String] = [:]
    private var files: Set<String> = []
    private var lines: [UInt8] = []

    /// Reads the index of an earlier export, if there is one.
    ///
    /// - Throws: ``SijilError/fileExists(path:)`` for a file that is none.
    init(folder: String) throws {
        path = "\(folder)/\(Self.name)"
        guard access(path, F_OK) == 0 else { return }
        let bytes = try Files.read(path, limitBytes: Self.limitBytes)
        for line in bytes.split(separator: 0x0A) {
            guard let json = try? JSONReader.read(Array(line)),
                case .string(let file)? = json["file"], case .string(let uuid)? = json["uuid"],
                owners.updateValue(uuid, forKey: file) == nil
            else { throw SijilError.fileExists(path: path) }
            earlier.append((file, Array(line)))
        }
    }

    /// The name of a document's file, which it keeps in later exports.
    mutating func file(of record: DocumentRecord, vat: VATNumber) throws -> String {
        let name = OfficialName.text(vat: vat, record: record)
        let uuid = record.uuid.description
        for file in ["\(name).xml", "\(name)_\(uuid).xml"] {
            let owner = owners[file] ?? uuid
            guard owner == uuid else { continue }
            owners[file] = uuid
            return file
        }
        // A UUID is one document's: somebody else wrote this index.
        throw SijilError.fileExists(path: path)
    }

    mutating func add(
        _ record: DocumentRecord, file: String, legal: [UInt8], state: SubmissionState
    ) {
        files.insert(file)
        JSONValue.object([
            .init("file", .string(file)), .init("number", .string(record.number.text)),
            .init("key", .string(record.key.text)), .init("unit", .string(record.unit)),
            .init("epoch", JSONValue(record.epoch)),
            .init("icv", JSONValue(record.icv.rawValue)),
            .init("uuid", .string(record.uuid.description)),
            .init("hash", .string(record.hash.base64)),
            .init("sha256", .string(Hex.encode(SHA256.hash(legal).bytes))),
            .init("status", .string(state.rawValue)),
        ]).write(into: &lines)
        lines.append(0x0A)
    }

    /// Puts the index in the place of the earlier one.
    func write() throws {
        let kept = earlier.filter { !files.contains($0.file) }
        var whole: [UInt8] = []
        for entry in kept {
            whole += entry.line
            whole.append(0x0A)
        }
        try Files.replace(whole + lines, at: path)
    }
}

/// The file name of the XML Implementation Standard, section 14.
enum OfficialName {
    /// `<VAT>_<yyyymmdd>T<hhmmss>_<number>`, each character of the number that is no letter or
    /// digit made a dash.
    static func text(vat: VATNumber, record: DocumentRecord) -> String {
        let time = record.issuedAt.description.filter { $0 != "-" && $0 != ":" }
        let number = record.number.text.unicodeScalars.map { scalar -> Character in
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain ? Character(scalar) : "-"
        }
        return "\(vat)_\(time)_\(String(number))"
    }
}
