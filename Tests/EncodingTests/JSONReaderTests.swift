import Encoding
import Testing

@Suite("strict JSON")
struct JSONReaderTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let kind: JSONError.Kind
        let offset: Int
        let pointer: String

        init(_ text: String, _ kind: JSONError.Kind, at offset: Int, _ pointer: String = "") {
            self.init(bytes: Array(text.utf8), kind, at: offset, pointer)
        }

        init(bytes: [UInt8], _ kind: JSONError.Kind, at offset: Int, _ pointer: String = "") {
            self.bytes = bytes
            self.kind = kind
            self.offset = offset
            self.pointer = pointer
        }

        var testDescription: String {
            "\(String(decoding: bytes.prefix(40), as: UTF8.self)) \(kind)"
        }

        static let all: [Refusal] = [
            Refusal("", .unexpectedEnd, at: 0),
            Refusal("  ", .unexpectedEnd, at: 2),
            Refusal("\u{FEFF}{}", .byteOrderMark, at: 0),
            Refusal("{} x", .trailingByte(UInt8(ascii: "x")), at: 3),
            Refusal("{}{}", .trailingByte(UInt8(ascii: "{")), at: 2),
            Refusal("[1,]", .unexpectedByte(UInt8(ascii: "]")), at: 3, "/1"),
            Refusal("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}")), at: 7),
            Refusal("{a:1}", .unexpectedByte(UInt8(ascii: "a")), at: 1),
            Refusal("{'a':1}", .unexpectedByte(UInt8(ascii: "'")), at: 1),
            Refusal("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1")), at: 5, "/a"),
            Refusal("[1 2]", .unexpectedByte(UInt8(ascii: "2")), at: 3),
            Refusal("// c\n{}", .unexpectedByte(UInt8(ascii: "/")), at: 0),
            Refusal("NaN", .unexpectedByte(UInt8(ascii: "N")), at: 0),
            Refusal("[Infinity]", .unexpectedByte(UInt8(ascii: "I")), at: 1, "/0"),
            Refusal("nul", .unexpectedEnd, at: 3),
            Refusal("nulL", .unexpectedByte(UInt8(ascii: "L")), at: 3),
            Refusal("01", .invalidNumber, at: 0),
            Refusal("-01", .invalidNumber, at: 0),
            Refusal("+1", .unexpectedByte(UInt8(ascii: "+")), at: 0),
            Refusal(".5", .unexpectedByte(UInt8(ascii: ".")), at: 0),
            Refusal("[5.]", .invalidNumber, at: 1, "/0"),
            Refusal("[1e]", .invalidNumber, at: 1, "/0"),
            Refusal("[-]", .invalidNumber, at: 1, "/0"),
            Refusal("0x1F", .trailingByte(UInt8(ascii: "x")), at: 1),
            Refusal("{\"n\":1e400}", .numberOutOfRange, at: 5, "/n"),
            Refusal("-1e400", .numberOutOfRange, at: 0),
            Refusal(String(repeating: "9", count: 310), .numberOutOfRange, at: 0),
            Refusal("0." + String(repeating: "1", count: 400), .numberOutOfRange, at: 0),
            Refusal(
                "{\"a\":1,\"b\":{\"c\":2,\"c\":3}}", .repeatedName("c"), at: 18, "/b/c"),
            Refusal("{\"a\":1,\"\\u0061\":2}", .repeatedName("a"), at: 7, "/a"),
            Refusal("{\"a/b~\":[tru]}", .unexpectedByte(UInt8(ascii: "]")), at: 12, "/a~1b~0/0"),
            Refusal("\"\\ud800\"", .loneSurrogate, at: 1),
            Refusal("\"\\ud800\\u0041\"", .loneSurrogate, at: 1),
            Refusal("\"x\\udc00\"", .loneSurrogate, at: 2),
            Refusal("\"\\x41\"", .invalidEscape, at: 1),
            Refusal("\"\\u12g4\"", .invalidEscape, at: 1),
            Refusal("\"a\nb\"", .controlCharacter(0x0A), at: 2),
            Refusal("\"a\u{0}b\"", .controlCharacter(0), at: 2),
            Refusal("[\"", .unexpectedEnd, at: 2, "/0"),
            Refusal(bytes: [0x22, 0xC3, 0x28, 0x22], .invalidUTF8, at: 1),
            Refusal(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8, at: 1),
            Refusal(bytes: [0x22, 0xC0, 0x80, 0x22], .invalidUTF8, at: 1),
            Refusal(bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .invalidUTF8, at: 1),
            Refusal(bytes: [0x22, 0xE2, 0x82, 0x22], .invalidUTF8, at: 1),
            Refusal(bytes: [0xFF, 0xFE, 0x7B, 0x00], .unexpectedByte(0xFF), at: 0),
            Refusal(
                String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
                .tooDeep(limit: 32), at: 32, String(repeating: "/0", count: 32)),
        ]
    }

    @Test("what is no strict JSON is refused, with the place", arguments: Refusal.all)
    func refusals(_ refusal: Refusal) throws {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(refusal.bytes) }
        let found = try #require(error)
        #expect(found.kind == refusal.kind)
        #expect(found.offset == refusal.offset)
        #expect(found.pointer == refusal.pointer)
    }

    @Test("a fault is told by line and column")
    func lines() throws {
        let error = #expect(throws: JSONError.self) {
            try JSONReader.read(Array("{\n \"a\": 1,\n \"b\": x}".utf8))
        }
        #expect(try #require(error).line == 3)
        #expect(try #require(error).column == 7)
    }

    @Test("every truncation of a document is refused, and its end is blamed")
    func truncations() throws {
        let text = #"{"a":[1,-2.5e+3,true,false,null],"ق":"x\u00e9\ud83d\ude00\n","o":{"k":"v"}}"#
        let bytes = Array(text.utf8)
        #expect(throws: Never.self) { try JSONReader.read(bytes) }
        for length in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) {
                try JSONReader.read(Array(bytes[..<length]))
            }
            #expect(try #require(error).kind == .unexpectedEnd, "cut at \(length)")
        }
    }

    @Test("every single changed byte is either read or refused, never a trap")
    func changedBytes() throws {
        let bytes = Array(#"{"a":[1,-2.5e+3,true],"ق":"x\u00e9\ud83d\ude00\n"}"#.utf8)
        var refused = 0
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                do throws(JSONError) {
                    let value = try JSONReader.read(changed)
                    // What is read can be written and read again.
                    let again = try JSONReader.read(Array(value.serialized().utf8))
                    #expect(again == value)
                } catch { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 100)
    }

    @Test("values are read as they stand")
    func values() throws {
        let text = #" { "b" : [ ] , "a" : { } , "n" : -0.50E+2 , "s" : "\"\\\/\b\f\n\r\té😀" } "#
        let value = try JSONReader.read(Array(text.utf8))
        let expected = JSONValue.object([
            .init("b", []), .init("a", .object([])), .init("n", .number("-0.50E+2")),
            .init("s", "\"\\/\u{8}\u{C}\n\r\té😀"),
        ])
        #expect(value == expected)
    }

    @Test("two spellings of one accented letter are two names")
    func spellings() throws {
        let value = try JSONReader.read(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
        guard case .object(let members) = value else {
            Issue.record("no object")
            return
        }
        #expect(members.count == 2)
    }

    @Test("a repeated name is found among many")
    func manyNames() throws {
        let names = (0..<1_000).map { "\"n\($0)\":\($0)" }
        let good = "{" + names.joined(separator: ",") + "}"
        #expect(throws: Never.self) { try JSONReader.read(Array(good.utf8)) }
        let bad = "{" + names.joined(separator: ",") + ",\"n700\":0}"
        let error = #expect(throws: JSONError.self) { try JSONReader.read(Array(bad.utf8)) }
        #expect(try #require(error).kind == .repeatedName("n700"))
    }

    @Test("time grows with the length, not with its square")
    func linear() throws {
        let limits = JSONLimits(bytes: 1 << 26, depth: 32)
        func seconds(_ count: Int) throws -> Double {
            let text = "{" + (0..<count).map { "\"n\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
            let bytes = Array(text.utf8)
            let clock = ContinuousClock()
            return try clock.measure { _ = try JSONReader.read(bytes, limits: limits) }
                / .seconds(1)
        }
        _ = try seconds(10_000)
        let small = try seconds(20_000)
        let large = try seconds(200_000)
        // Ten times the input; a square would be a hundred times.
        #expect(large < small * 40)
    }

    @Test("a document beyond the size is refused unread")
    func size() throws {
        let error = #expect(throws: JSONError.self) {
            try JSONReader.read(
                [UInt8](repeating: 0x20, count: 101), limits: .init(bytes: 100, depth: 2))
        }
        #expect(try #require(error).kind == .tooLarge(bytes: 101, limit: 100))
    }

    @Test("JSON Lines keep their numbers, whatever ends them")
    func jsonLines() {
        let bytes = Array("{\"a\":1}\r\n\n  \n[2]\n3".utf8)
        let lines = JSONLines.split(bytes)
        #expect(lines.map(\.number) == [1, 4, 5])
        #expect(
            lines.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
                "{\"a\":1}", "[2]", "3",
            ])
        #expect(JSONLines.split([]).isEmpty)
    }
}
