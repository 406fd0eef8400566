import Encoding
import Glibc
import Testing

/// Files beside the tests, and the public documents that are read in place.
enum StampFixtures {
    /// `Tests/Vectors`: made for the reference by another program, which also checked them (README
    /// there).
    static let vectors = folder(above: #filePath, levels: 2) + "/Vectors/"

    static let names = [
        "simplified-invoice-icv1.xml", "simplified-credit-note-icv2.xml",
        "standard-invoice-icv3.xml",
    ]

    static func vector(_ name: String) throws -> [UInt8] { try bytes(of: vectors + name) }

    struct Unreadable: Error { let path: String }

    static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    static func folder(above path: String, levels: Int) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast(levels)
            .joined(separator: "/")
    }

    /// Index lines of the public documents, or `nil` (said aloud) where they are not at hand.
    static func corpus() throws -> (folder: String, index: [JSONValue])? {
        let near = folder(above: #filePath, levels: 3) + "/../shared/corpus"
        let folder = getenv("SIJIL_CORPUS").map { String(cString: $0) } ?? near
        guard access(folder + "/index.jsonl", R_OK) == 0 else {
            print("no public documents at \(folder): the tests over them did not run")
            return nil
        }
        let text = try bytes(of: folder + "/index.jsonl")
        return (folder, try text.split(separator: 0x0A).map { try JSONReader.read(Array($0)) })
    }
}

extension StampFixtures {
    /// Replaces the first occurrence.
    static func replace(_ old: String, by new: String, in text: String) -> String {
        let bytes = Array(text.utf8)
        let wanted = Array(old.utf8)
        guard wanted.count <= bytes.count else { return text }
        for start in 0...(bytes.count - wanted.count)
        where bytes[start] == wanted[0]
            && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
        {
            let changed = bytes[..<start] + Array(new.utf8) + bytes[(start + wanted.count)...]
            return String(decoding: changed, as: UTF8.self)
        }
        return text
    }
}
