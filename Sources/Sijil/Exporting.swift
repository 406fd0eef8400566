import Cryptography
import Encoding
import Invoicing
import Ledger

extension Workplace {
    /// Writes the stored bytes of each document under its official file name, and `index.jsonl`
    /// that says which is which. Of a cleared document these are the authority's copy, which is the
    /// legal one.
    ///
    /// Different numbers may come to the same name; the second gets its UUID added. A file that is
    /// there already with other content is never replaced.
    ///
    /// - Returns: How many documents were written.
    public func export(
        _ selection: DocumentSelection, to folder: String, progress: (Int) -> Void
    ) throws -> Int {
        try Files.makeFolder(folder)
        var used: Set<String> = []
        var index: [UInt8] = []
        var failure: (any Error)?
        var count = 0
        try ledger.forEachDocument(matching: selection.filter) { record, xml in
            var name = OfficialName.text(vat: ledger.header.vat, record: record)
            if !used.insert(name).inserted {
                name = "\(name)_\(record.uuid)"
                used.insert(name)
            }
            let state: SubmissionState
            let legal: [UInt8]
            do {
                legal = try ledger.clearedXML(of: record) ?? xml
                state = SubmissionState(try ledger.submission(of: record))
                try Files.writeNew(legal, to: "\(folder)/\(name).xml")
            } catch {
                failure = error
                return false
            }
            JSONValue.object([
                .init("file", .string("\(name).xml")), .init("number", .string(record.number.text)),
                .init("key", .string(record.key.text)), .init("unit", .string(record.unit)),
                .init("epoch", JSONValue(record.epoch)),
                .init("icv", JSONValue(record.icv.rawValue)),
                .init("uuid", .string(record.uuid.description)),
                .init("hash", .string(record.hash.base64)),
                .init("sha256", .string(Hex.encode(SHA256.hash(legal).bytes))),
                .init("status", .string(state.rawValue)),
            ]).write(into: &index)
            index.append(0x0A)
            count += 1
            progress(count)
            return true
        }
        if let failure { throw failure }
        try Files.writeNew(index, to: "\(folder)/index.jsonl")
        return count
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
