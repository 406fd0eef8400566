/// Strict RFC 8259: UTF-8 without a byte order mark, no name twice in an object, numbers kept as
/// their text.
///
/// Reads in one pass over the bytes; time grows with the length alone (names are compared through a
/// hash table once an object has more than sixteen members).
public enum JSONReader {
    public static func read(
        _ bytes: [UInt8], limits: JSONLimits = .draft
    ) throws(JSONError) -> JSONValue {
        let outcome: Result<JSONValue, Failure> = bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count <= limits.bytes else {
                return .failure(
                    Failure(.tooLarge(bytes: buffer.count, limit: limits.bytes), at: 0))
            }
            var parser = Parser(bytes: buffer, depthLimit: limits.depth)
            return Result { () throws(Failure) in try parser.document() }
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let failure): throw failure.located(in: bytes)
        }
    }
}

/// An error on its way up: each array and object adds its step, innermost first.
private struct Failure: Error {
    let kind: JSONError.Kind
    let offset: Int
    var steps: [String] = []

    init(_ kind: JSONError.Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    func inside(_ step: String) -> Failure {
        var failure = self
        failure.steps.append(step)
        return failure
    }

    func located(in bytes: [UInt8]) -> JSONError {
        var line = 1
        var lineStart = 0
        if case .tooLarge = kind {
            return JSONError(kind: kind, offset: 0, line: 1, column: 1, pointer: "")
        }
        for (index, byte) in bytes[..<offset].enumerated() where byte == 0x0A {
            line += 1
            lineStart = index + 1
        }
        let pointer = steps.reversed().map { "/" + JSONPointer.escaped($0) }.joined()
        return JSONError(
            kind: kind, offset: offset, line: line, column: offset - lineStart + 1,
            pointer: pointer)
    }
}

private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(Failure) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw Failure(.byteOrderMark, at: 0)
        }
        skipBlanks()
        let value = try value(depth: 0)
        skipBlanks()
        guard at == bytes.count else { throw Failure(.trailingByte(bytes[at]), at: at) }
        return value
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw Failure(.unexpectedByte(bytes[at]), at: at)
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= depthLimit else { throw Failure(.tooDeep(limit: depthLimit), at: at) }
        at += 1
        var members: [JSONValue.Member] = []
        var names = NameSet()
        skipBlanks()
        if try takes(UInt8(ascii: "}")) { return .object(members) }
        members.reserveCapacity(8)
        while true {
            let nameStart = at
            guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
            guard bytes[at] == UInt8(ascii: "\"") else {
                throw Failure(.unexpectedByte(bytes[at]), at: at)
            }
            let name = try string()
            guard names.insert(name, among: members) else {
                throw Failure(.repeatedName(name), at: nameStart).inside(name)
            }
            skipBlanks()
            guard try takes(UInt8(ascii: ":")) else {
                throw Failure(.unexpectedByte(bytes[at]), at: at).inside(name)
            }
            skipBlanks()
            do throws(Failure) {
                members.append(JSONValue.Member(name, try value(depth: depth)))
            } catch { throw error.inside(name) }
            skipBlanks()
            if try takes(UInt8(ascii: "}")) { return .object(members) }
            guard try takes(UInt8(ascii: ",")) else {
                throw Failure(.unexpectedByte(bytes[at]), at: at)
            }
            skipBlanks()
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= depthLimit else { throw Failure(.tooDeep(limit: depthLimit), at: at) }
        at += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if try takes(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            do throws(Failure) {
                elements.append(try value(depth: depth))
            } catch { throw error.inside(String(elements.count)) }
            skipBlanks()
            if try takes(UInt8(ascii: "]")) { return .array(elements) }
            guard try takes(UInt8(ascii: ",")) else {
                throw Failure(.unexpectedByte(bytes[at]), at: at)
            }
            skipBlanks()
        }
    }

    /// A string without escapes is taken from the input in one piece.
    private mutating func string() throws(Failure) -> String {
        at += 1
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let text = try utf8Text(UnsafeBufferPointer(rebasing: bytes[start..<at]), at: start)
                at += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw Failure(.controlCharacter(byte), at: at) }
            at += 1
        }
        throw Failure(.unexpectedEnd, at: at)
    }

    private mutating func escapedString(from start: Int) throws(Failure) -> String {
        var unescaped = [UInt8](bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                let outcome: Result<String, Failure> = unescaped.withUnsafeBufferPointer { buffer in
                    Result { () throws(Failure) in try utf8Text(buffer, at: start) }
                }
                let text = try outcome.get()
                at += 1
                return text
            case UInt8(ascii: "\\"): try escape(into: &unescaped)
            case 0..<0x20: throw Failure(.controlCharacter(byte), at: at)
            default:
                unescaped.append(byte)
                at += 1
            }
        }
        throw Failure(.unexpectedEnd, at: at)
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(Failure) {
        let start = at
        guard at + 1 < bytes.count else { throw Failure(.unexpectedEnd, at: bytes.count) }
        at += 2
        switch bytes[at - 1] {
        case UInt8(ascii: "\""): unescaped.append(0x22)
        case UInt8(ascii: "\\"): unescaped.append(0x5C)
        case UInt8(ascii: "/"): unescaped.append(0x2F)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            let unit = try fourDigits(escapeStart: start)
            var code = UInt32(unit)
            if (0xD800...0xDBFF).contains(unit) {
                for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
                    guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
                    guard bytes[at] == expected else { throw Failure(.loneSurrogate, at: start) }
                    at += 1
                }
                let low = try fourDigits(escapeStart: at - 2)
                guard (0xDC00...0xDFFF).contains(low) else {
                    throw Failure(.loneSurrogate, at: start)
                }
                code = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw Failure(.loneSurrogate, at: start)
            }
            unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw Failure(.invalidEscape, at: start)
        }
    }

    private mutating func fourDigits(escapeStart: Int) throws(Failure) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
            let digit: UInt8
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[at] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[at] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[at] - UInt8(ascii: "A") + 10
            default: throw Failure(.invalidEscape, at: escapeStart)
            }
            value = value << 4 | UInt16(digit)
            at += 1
        }
        return value
    }

    private mutating func number() throws(Failure) -> JSONValue {
        let start = at
        var mayOverflow = false
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: "0") {
            at += 1
            if at < bytes.count, isDigit(bytes[at]) { throw Failure(.invalidNumber, at: start) }
        } else {
            try digits(numberStart: start)
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            try digits(numberStart: start)
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            mayOverflow = true
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
                at += 1
            }
            try digits(numberStart: start)
        }
        guard at - start <= 400 else { throw Failure(.numberOutOfRange, at: start) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        if mayOverflow || at - start > 300 {
            guard let value = Double(text), value.isFinite else {
                throw Failure(.numberOutOfRange, at: start)
            }
        }
        return .number(text)
    }

    private mutating func digits(numberStart: Int) throws(Failure) {
        guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
        guard isDigit(bytes[at]) else { throw Failure(.invalidNumber, at: numberStart) }
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure)
        -> JSONValue
    {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
            guard bytes[at] == word.utf8Start[index] else {
                throw Failure(.unexpectedByte(bytes[at]), at: at)
            }
            at += 1
        }
        return value
    }

    private func utf8Text(
        _ buffer: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(Failure) -> String {
        guard let text = String(exactly: buffer) else {
            throw Failure(.invalidUTF8, at: start)
        }
        return text
    }

    private mutating func takes(_ byte: UInt8) throws(Failure) -> Bool {
        guard at < bytes.count else { throw Failure(.unexpectedEnd, at: at) }
        guard bytes[at] == byte else { return false }
        at += 1
        return true
    }

    @inline(__always)
    private mutating func skipBlanks() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

/// The names of one object, compared code point by code point: `String`'s own `==` would take two
/// spellings of one accented letter for the same name.
private struct NameSet {
    private var table: Set<ExactName> = []

    /// - Returns: False if the name is already among the members.
    mutating func insert(_ name: String, among members: [JSONValue.Member]) -> Bool {
        if members.count < 16 {
            let count = name.utf8.count
            for member in members where member.name.utf8.count == count {
                if Bytes.areEqual(member.name.utf8, name.utf8) { return false }
            }
            return true
        }
        if table.isEmpty { table = Set(members.map { ExactName(name: $0.name) }) }
        return table.insert(ExactName(name: name)).inserted
    }
}

private struct ExactName: Hashable {
    let name: String

    static func == (a: Self, b: Self) -> Bool { Bytes.areEqual(a.name.utf8, b.name.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in name.utf8 { hasher.combine(byte) }
    }
}
