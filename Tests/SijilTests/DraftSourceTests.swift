import Encoding
import Glibc
import Testing

@testable import Sijil

@Suite("Where drafts come from")
struct DraftSourceTests {
    /// A file that is removed with the value.
    private final class File {
        let path = "/tmp/sijil-source-\(getpid())-\(UInt64.random(in: 0 ... .max))"

        init(_ text: String) throws { try Files.writeNew(Array(text.utf8), to: path) }
        deinit { unlink(path) }
    }

    static let shapes: [(text: String, shape: DraftSource.Shape)] = [
        ("", .object), ("\n \r\n\n", .object), ("{}", .lines), ("{}\n", .lines),
        ("{}\r\n{}\r\n", .lines), ("\n\n {}\n", .lines), ("{\n}", .object),
        ("{\"a\":\n1}", .object),
        ("{\"a\":1,\"a\":2}\n", .lines), ("{} {}", .lines), ("[]", .array),
        ("\n\r\n\t [\n{}]", .array),
        ("[{}]\n[{}]", .array), ("3", .object), ("\"{}\"", .object), ("\u{FEFF}{}", .object),
        ("[" + String(repeating: " ", count: 2 << 20) + "]", .array),
    ]

    @Test("the shape shows at the beginning", arguments: shapes)
    func shape(text: String, shape: DraftSource.Shape) throws {
        let file = try File(text)
        var source = try DraftSource(path: file.path)
        #expect(try source.shape() == shape)
    }

    @Test("looking uses nothing up", arguments: ["{\n}", "{}", "[1,\n2]"])
    func looking(text: String) throws {
        let file = try File(text)
        var source = try DraftSource(path: file.path)
        _ = try source.shape()
        #expect(try source.readWhole(limitBytes: 100) == Array(text.utf8))
    }

    @Test("lines count from 1 with the blank ones, whatever ends them, the last one too")
    func places() throws {
        let file = try File("\n{\"a\":1}\r\n\r\n  \n{\"a\":\n{\"a\":3}")
        var source = try DraftSource(path: file.path)
        #expect(try source.shape() == .lines)
        var places: [Int] = []
        var values: [JSONValue?] = []
        while let item = try source.nextLine() {
            places.append(item.place)
            values.append(try? item.json.get()["a"])
        }
        #expect(places == [2, 5, 6])
        #expect(values == [.number("1"), nil, .number("3")])
    }

    @Test("a line of a mebibyte is read, a longer one refused by its number")
    func longLines() throws {
        func line(_ length: Int) -> String {
            "{\"a\":\"" + String(repeating: "x", count: length - 8) + "\"}"
        }
        let file = try File(line(1 << 20) + "\n" + line(2 << 20) + "\n")
        var source = try DraftSource(path: file.path)
        #expect(try source.shape() == .lines)
        #expect(try source.nextLine() != nil)
        #expect(
            throws: SijilError.draftTooLarge(path: file.path, line: 2, limitBytes: 1 << 20)
        ) { try source.nextLine() != nil }
    }

    @Test("a whole text at its limit is read, a longer one refused")
    func wholeLimit() throws {
        let file = try File("[1, 2, 3]")
        var source = try DraftSource(path: file.path)
        #expect(try source.readWhole(limitBytes: 9).count == 9)
        var other = try DraftSource(path: file.path)
        #expect(throws: SijilError.fileTooLarge(path: file.path, limitBytes: 8)) {
            try other.readWhole(limitBytes: 8)
        }
    }
}
