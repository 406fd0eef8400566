import Encoding
import Glibc
import Invoicing
import Testing
import UBL

/// The fixture documents in `Tests/Vectors` (origin: `UBL-ORIGIN.md` there), and what is recorded
/// in them.
struct WriterVector: Sendable, CustomTestStringConvertible {
    let name: String
    /// As listed beside the fixtures.
    let hash: String
    let kind: InvoiceKind
    /// Whether the recorded signature is the twin n − s of the one that RFC 6979 gives.
    let hasHighS: Bool

    var testDescription: String { name }

    static let all = [
        WriterVector(
            name: "simplified-invoice-icv1", hash: "N/GhwuKdmKxSQEv/8vO55NTAMbu3vYfwu5TAYRNgu4s=",
            kind: .simplified, hasHighS: false),
        WriterVector(
            name: "simplified-credit-note-icv2",
            hash: "LwAmsy+TZdojquCGRBgiqmnoO44OLazsqU72Tap4Lu0=", kind: .simplified,
            hasHighS: true),
        WriterVector(
            name: "standard-invoice-icv3", hash: "LmTuKTGZ2CQXxB3X5YLGlSxG0VYI1rqiCqwRTY/WhF8=",
            kind: .standard, hasHighS: true),
    ]

    func xml() throws -> [UInt8] { try Files.read("\(Files.vectors)/\(name).xml") }
}

/// Byte-wise search, so that a test does not read with the code it tests.
struct Cutter {
    let bytes: [UInt8]

    /// What stands between the first `start` at or after `from` and the next `end`.
    func between(_ start: String, _ end: String, from: Int = 0) throws -> Range<Int> {
        let first = try index(of: start, from: from) + start.utf8.count
        return first..<(try index(of: end, from: first))
    }

    func index(of needle: String, from: Int = 0) throws -> Int {
        let needle = Array(needle.utf8)
        var at = from
        while at + needle.count <= bytes.count {
            if bytes[at..<at + needle.count].elementsEqual(needle) { return at }
            at += 1
        }
        throw Files.Failure.notFound(String(decoding: needle, as: UTF8.self))
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func text(of element: String, from: Int = 0) throws -> String {
        text(try between("<\(element)>", "</\(element)>", from: from))
    }
}

enum Files {
    enum Failure: Error {
        case unreadable(String)
        case unwritable(String)
        case notFound(String)
    }

    static let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(2).joined(separator: "/")
    static let vectors = tests + "/Vectors"

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Failure.unreadable(path) }
        defer { fclose(file) }
        return slurp(file)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "wb") else { throw Failure.unwritable(path) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw Failure.unwritable(path)
        }
    }

    /// The standard output of a shell command, and its exit code.
    static func run(_ command: String) throws -> (output: [UInt8], status: Int32) {
        guard let pipe = popen(command, "r") else { throw Failure.unreadable(command) }
        let output = slurp(pipe)
        let status = pclose(pipe)
        return (output, status >> 8 & 0xFF)
    }

    private static func slurp(_ file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[0..<count])
        }
    }

    /// A new folder under the system's temporary one, removed after `body`.
    static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        var template = Array("/tmp/sijil-ubl-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.unwritable("/tmp") }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { _ = try? run("rm -r '\(folder)'") }
        return try body(folder)
    }
}
