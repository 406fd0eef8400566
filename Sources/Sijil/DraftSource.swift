import Encoding
import Glibc

/// Where drafts come from: one JSON object, one array, or JSON Lines (one draft a line).
///
/// What it is shows at its beginning: a bracket begins an array; a first line that is a whole JSON
/// object by itself begins JSON Lines; anything else is one object. JSON Lines are read as they
/// come, so a file of any length takes the same memory.
struct DraftSource: ~Copyable {
    enum Shape { case object, array, lines }

    /// One draft as written, or why its text is no JSON.
    struct Item: Sendable {
        /// From 1: the line in JSON Lines, the place in an array.
        let place: Int
        let json: Result<JSONValue, JSONError>
        var lengthBytes = 0
        /// `nil` where it takes nobody's place.
        var succession: Succession?
    }

    /// Longest single draft, bytes.
    static let draftLimitBytes = 1 << 20
    /// Longest array, and longest run of lines that are issued all or nothing, bytes. All of it is
    /// held at once, and takes some forty times its length.
    static let groupLimitBytes = 4 << 20

    let name: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var atEnd = false
    private var line = 0

    /// - Parameter path: A file, or `-` for standard input.
    init(path: String) throws(SijilError) {
        if path == "-" {
            name = "standard input"
            descriptor = STDIN_FILENO
        } else {
            name = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw .fileUnreadable(path: path, reason: SystemReason.current)
            }
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Looks at the beginning without using it up.
    mutating func shape() throws(SijilError) -> Shape {
        if try firstByte() == UInt8(ascii: "[") { return .array }
        var end = try endOfLine()
        // Blank lines before the first draft say nothing.
        while let found = end, found < buffer.count, buffer[start..<found].allSatisfy(Self.isBlank)
        {
            line += 1
            start = found + 1
            end = try endOfLine()
        }
        guard let end else { return .object }
        let first = Array(buffer[start..<end])
        guard first.first(where: { !Self.isBlank($0) }) == UInt8(ascii: "{") else {
            return .object
        }
        do {
            _ = try JSONReader.read(first)
            return .lines
        } catch {
            // A line that ends in the middle of an object is the first of a longer text; one that
            // is wrong in itself stands alone, and its own error is told.
            return error.isTruncation ? .object : .lines
        }
    }

    /// The first byte that is no blank, or `nil` where there is none.
    private mutating func firstByte() throws(SijilError) -> UInt8? {
        while true {
            let byte = buffer[start...].first { !Self.isBlank($0) && $0 != 0x0A }
            if byte != nil || atEnd { return byte }
            guard buffer.count - start <= Self.draftLimitBytes else {
                throw .draftTooLarge(path: name, line: line + 1, limitBytes: Self.draftLimitBytes)
            }
            try fill()
        }
    }

    /// The whole text.
    mutating func readWhole(limitBytes: Int) throws(SijilError) -> [UInt8] {
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > limitBytes
        {
            throw .fileTooLarge(path: name, limitBytes: limitBytes)
        }
        while !atEnd {
            guard buffer.count - start <= limitBytes else {
                throw .fileTooLarge(path: name, limitBytes: limitBytes)
            }
            try fill()
        }
        guard buffer.count - start <= limitBytes else {
            throw .fileTooLarge(path: name, limitBytes: limitBytes)
        }
        return Array(buffer[start...])
    }

    /// The drafts of one object or array.
    ///
    /// - Throws: ``SijilError/notJSON(path:line:column:detail:)``.
    mutating func readWholeItems() throws(SijilError) -> [Item] {
        let isArray = try firstByte() == UInt8(ascii: "[")
        let bytes = try readWhole(
            limitBytes: isArray ? Self.groupLimitBytes : Self.draftLimitBytes)
        let limits = JSONLimits(bytes: Self.groupLimitBytes, depth: JSONLimits.draft.depth + 1)
        let json: JSONValue
        do {
            json = try JSONReader.read(bytes, limits: limits)
        } catch {
            throw SijilError.notJSON(path: name, error)
        }
        let drafts: [JSONValue] = if case .array(let several) = json { several } else { [json] }
        return drafts.enumerated().map { index, draft in
            Item(place: index + 1, json: .success(draft))
        }
    }

    /// All drafts of JSON Lines at once.
    mutating func readLines() throws(SijilError) -> [Item] {
        var items: [Item] = []
        var length = 0
        while let item = try nextLine() {
            length += item.lengthBytes
            guard length <= Self.groupLimitBytes else {
                throw .fileTooLarge(path: name, limitBytes: Self.groupLimitBytes)
            }
            items.append(item)
        }
        return items
    }

    /// The next draft of JSON Lines; `nil` at the end. Blank lines are passed over.
    mutating func nextLine() throws(SijilError) -> Item? {
        while true {
            guard let end = try endOfLine() else { return nil }
            let bytes = Array(buffer[start..<end])
            start = end < buffer.count ? end + 1 : end
            line += 1
            if bytes.allSatisfy(Self.isBlank) { continue }
            let json = Result { () throws(JSONError) in try JSONReader.read(bytes) }
            return Item(place: line, json: json, lengthBytes: bytes.count)
        }
    }

    /// Whether another draft can be had without waiting; always true of a file.
    var hasDraftAtHand: Bool {
        guard descriptor == STDIN_FILENO else { return true }
        // Blank lines hold no draft: whoever waits behind them would wait for ever.
        guard let begin = buffer[start...].firstIndex(where: { !Self.isBlank($0) && $0 != 0x0A })
        else { return false }
        return buffer[begin...].contains(0x0A)
    }

    /// The index of the first line end, or the end of the input; `nil` where nothing is left.
    private mutating func endOfLine() throws(SijilError) -> Int? {
        var searched = 0
        while true {
            if let found = buffer[(start + searched)...].firstIndex(of: 0x0A) { return found }
            if atEnd { return start < buffer.count ? buffer.count : nil }
            searched = buffer.count - start
            guard searched <= Self.draftLimitBytes else {
                throw .draftTooLarge(path: name, line: line + 1, limitBytes: Self.draftLimitBytes)
            }
            try fill()
        }
    }

    /// Reads some more, dropping what was used.
    private mutating func fill() throws(SijilError) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .fileUnreadable(path: name, reason: SystemReason.current)
            }
            if count == 0 { atEnd = true } else { buffer += chunk[..<count] }
            return
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
