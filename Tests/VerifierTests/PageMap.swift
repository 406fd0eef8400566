import Testing

/// What each byte of an SQLite file is for, read after the published file format alone, without
/// SQLite: so a test can tell bytes that nobody reads from bytes that an audit should have noticed.
///
/// It reads good files only: those that a test is about to harm.
struct PageMap {
    /// The use of one byte.
    enum Region: Hashable, Sendable, CustomStringConvertible {
        /// A field of the first 100 bytes.
        case header(String)
        /// Header and cell pointers of a page of a table or an index.
        case frame(String)
        /// A row or a key, or the part of it that stands on an overflow page.
        case cell(String)
        /// The same in an index.
        case key(String)
        /// Between the cell pointers and the first cell.
        case gap
        /// Next free block and size.
        case freeBlockHead
        /// The rest of a free block, and pieces too small for one.
        case freeSpace
        /// Behind the last byte of an overflow chain.
        case overflowEnd
        case unknown

        var isFree: Bool {
            switch self {
            case .gap, .freeSpace, .overflowEnd: true
            case .header, .frame, .cell, .key, .freeBlockHead, .unknown: false
            }
        }

        /// Why a change of the byte changes nothing that any reader of the file sees, by the
        /// published format; `nil` if something does.
        var deadBecause: String? {
            switch self {
            case .gap, .freeSpace, .overflowEnd: "free space: nothing is stored there"
            case .header(let field): Self.deadFields[field]
            case .cell("sqlite_sequence"):
                "counts entries ever made; more than the log has is a finding, fewer ask nothing"
            case .frame, .cell, .key, .freeBlockHead, .unknown: nil
            }
        }

        private static let deadFields = [
            "change counter": "counts writes; more than the log allows for is a finding, fewer are "
                + "what a copy may have",
            "schema cookie": "counts schema changes; more than published is a finding, fewer are "
                + "what a copy may have",
            "cache size": "a hint for the memory of a program",
            "valid for": "tells whether the size in the header counts; else the file's own does",
            "file size": "counts only where 'valid for' agrees; else the file's own does",
            "SQLite version": "names the version that wrote last, for people",
        ]

        var description: String {
            switch self {
            case .header(let field): "header: \(field)"
            case .frame(let name): "page frame: \(name)"
            case .cell(let name): "content: \(name)"
            case .key(let name): "index: \(name)"
            case .gap: "free: between pointers and cells"
            case .freeBlockHead: "free block: next and size"
            case .freeSpace: "free: inside a page"
            case .overflowEnd: "free: end of an overflow page"
            case .unknown: "unknown"
            }
        }
    }

    let bytes: [UInt8]
    let pageSize: Int
    private(set) var regions: [Region]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        pageSize = Int(bytes[16]) << 8 | Int(bytes[17])
        regions = [Region](repeating: .unknown, count: bytes.count)
        try #require(pageSize >= 512 && bytes.count % pageSize == 0 && bytes[20] == 0)
        for (name, start, count) in Self.fields {
            for index in start..<start + count { regions[index] = .header(name) }
        }
        // The first free page and their number.
        let freePages = bytes[32..<40].contains { $0 != 0 }
        try #require(!freePages)
        var roots: [(name: String, page: Int)] = []
        try walk(page: 1, name: "sqlite_schema") { record in
            let columns = try Self.columns(record)
            if let name = columns[1].text, let page = columns[3].integer, page > 0 {
                roots.append((name, page))
            }
        }
        for root in roots { try walk(page: root.page, name: root.name) { _ in } }
    }

    private static let fields = [
        ("magic", 0, 16), ("page size", 16, 2), ("write version", 18, 1), ("read version", 19, 1),
        ("reserved space", 20, 1), ("payload fractions", 21, 3), ("change counter", 24, 4),
        ("file size", 28, 4), ("free pages", 32, 8), ("schema cookie", 40, 4),
        ("schema format", 44, 4), ("cache size", 48, 4), ("largest root", 52, 4),
        ("text encoding", 56, 4), ("user version", 60, 4), ("incremental vacuum", 64, 4),
        ("application id", 68, 4), ("reserved", 72, 20), ("valid for", 92, 4),
        ("SQLite version", 96, 4),
    ]

    // MARK: - Pages

    private func word(_ index: Int) -> Int { Int(bytes[index]) << 8 | Int(bytes[index + 1]) }
    private func long(_ index: Int) -> Int { word(index) << 16 | word(index + 2) }

    private mutating func mark(_ range: Range<Int>, _ region: Region) throws {
        for index in range {
            try #require(regions[index] == .unknown, "byte \(index) is used twice")
            regions[index] = region
        }
    }

    private mutating func walk(
        page: Int, name: String, row: ([UInt8]) throws -> Void
    ) throws {
        let start = (page - 1) * pageSize
        let head = page == 1 ? 100 : start
        let kind = bytes[head]
        let isInterior = kind == 2 || kind == 5
        try #require([2, 5, 10, 13].contains(kind), "page \(page)")
        let count = word(head + 3)
        let pointers = head + (isInterior ? 12 : 8)
        let content = start + (word(head + 5) == 0 ? 65_536 : word(head + 5))
        try mark(head..<pointers + 2 * count, .frame(name))
        try mark(pointers + 2 * count..<content, .gap)
        for index in 0..<count {
            let cell = start + word(pointers + 2 * index)
            if isInterior { try walk(page: long(cell), name: name, row: row) }
            let payload = try markCell(cell, kind: kind, name: name, page: start)
            if kind == 13 { try row(payload) }
        }
        if isInterior { try walk(page: long(head + 8), name: name, row: row) }
        var block = word(head + 1)
        while block != 0 {
            let size = word(start + block + 2)
            try mark(start + block..<start + block + 4, .freeBlockHead)
            try mark(start + block + 4..<start + block + size, .freeSpace)
            block = word(start + block)
        }
        // What neither a cell nor a free block covers are fragments of up to three bytes.
        for index in content..<start + pageSize where regions[index] == .unknown {
            regions[index] = .freeSpace
        }
    }

    /// - Returns: The payload.
    private mutating func markCell(
        _ cell: Int, kind: UInt8, name: String, page: Int
    ) throws -> [UInt8] {
        let region: Region = kind == 2 || kind == 10 ? .key(name) : .cell(name)
        var index = cell + (kind == 2 || kind == 5 ? 4 : 0)
        if kind == 5 {
            _ = Self.varint(bytes, &index)
            try mark(cell..<index, region)
            return []
        }
        let size = Self.varint(bytes, &index)
        if kind == 13 { _ = Self.varint(bytes, &index) }
        // Section 1.6: how much of the payload stays on the page.
        let most = kind == 13 ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
        let least = (pageSize - 12) * 32 / 255 - 23
        if size <= most {
            try mark(cell..<max(index + size, cell + 4), region)
            return Array(bytes[index..<index + size])
        }
        let part = least + (size - least) % (pageSize - 4)
        let local = part <= most ? part : least
        try mark(cell..<index + local + 4, region)
        var payload = Array(bytes[index..<index + local])
        var next = long(index + local)
        while next != 0 {
            let start = (next - 1) * pageSize
            let count = min(pageSize - 4, size - payload.count)
            try mark(start..<start + 4 + count, region)
            try mark(start + 4 + count..<start + pageSize, .overflowEnd)
            payload += bytes[start + 4..<start + 4 + count]
            next = long(start)
        }
        try #require(payload.count == size)
        return payload
    }

    // MARK: - Records

    private static func varint(_ bytes: [UInt8], _ index: inout Int) -> Int {
        var value = 0
        for count in 1...9 {
            let byte = bytes[index]
            index += 1
            if count == 9 { return value << 8 | Int(byte) }
            value = value << 7 | Int(byte & 0x7F)
            if byte < 0x80 { break }
        }
        return value
    }

    private static func columns(_ record: [UInt8]) throws -> [(text: String?, integer: Int?)] {
        var index = 0
        let head = varint(record, &index)
        var kinds: [Int] = []
        while index < head { kinds.append(varint(record, &index)) }
        return try kinds.map { kind in
            switch kind {
            case 0: return (nil, nil)
            case 1...4:
                defer { index += kind }
                return (nil, record[index..<index + kind].reduce(0) { $0 << 8 | Int($1) })
            case 8, 9: return (nil, kind - 8)
            case 13... where kind % 2 == 1:
                let count = (kind - 13) / 2
                defer { index += count }
                return (String(decoding: record[index..<index + count], as: UTF8.self), nil)
            default: throw SampleError.unexpected("serial type \(kind)")
            }
        }
    }
}
