import Glibc

/// Paths under one folder, many of them in little memory, as the bytes that the system knows.
struct PathList: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    mutating func append(_ path: [UInt8]) {
        bytes += path
        ends.append(bytes.count)
    }

    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}

/// What lies in a folder and in all folders in it, in the order of the bytes of the names whatever
/// order the disk gives.
///
/// Links are not followed, and nothing but ordinary files is ever opened: a pipe would wait for
/// ever.
struct FolderFiles: Sendable {
    static let deepest = 64
    static let mostDocuments = 4_000_000
    /// Suffixes that are told apart; all further ones are one kind.
    private static let mostKinds = 50

    /// Something that is there and was not read.
    struct Unread: Sendable {
        let path: String
        let reason: String
    }

    private let root: [UInt8]
    /// Files whose names end in `.xml`, below the folder.
    private(set) var documents = PathList()
    /// Everything that is no folder.
    private(set) var count: Int64 = 0
    private(set) var passedBy: [FolderCoverage.Kind: Int64] = [:]
    private(set) var unread: [Unread] = []
    /// More documents than are read.
    private(set) var isCut = false

    /// - Throws: ``AuditError/unreadable(path:reason:)`` if the folder itself cannot be listed.
    init(_ path: String) throws(AuditError) {
        var root = Array(path.utf8)
        while root.count > 1, root.last == UInt8(ascii: "/") { root.removeLast() }
        self.root = root
        switch Self.names(in: root, follows: true) {
        case .success(let names): walk(names, at: [], depth: 0)
        case .failure(let error): throw .unreadable(path: path, reason: error.number)
        }
    }

    // MARK: - Listing

    private struct SystemError: Error { let number: Int32 }

    private static func names(
        in folder: [UInt8], follows: Bool
    ) -> Result<[[UInt8]], SystemError> {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW)
        let descriptor = withPath(folder) { open($0, flags) }
        guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
        guard let directory = fdopendir(descriptor) else {
            let number = errno
            close(descriptor)
            return .failure(SystemError(number: number))
        }
        defer { closedir(directory) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { return .failure(SystemError(number: errno)) }
        return .success(names)
    }

    private static func withPath<T>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> T) -> T {
        var terminated = path.map { CChar(bitPattern: $0) }
        terminated.append(0)
        return body(terminated)
    }

    private func full(_ path: some Collection<UInt8>) -> [UInt8] {
        path.isEmpty ? root : root + (root == [0x2F] ? [] : [0x2F]) + path
    }

    private mutating func walk(_ names: [[UInt8]], at folder: [UInt8], depth: Int) {
        // A folder is sorted as what its paths begin with, so all paths come in the order of their
        // bytes.
        let entries = names.map { name -> (order: [UInt8], name: [UInt8], mode: UInt32?) in
            var status = stat()
            let path = full(folder.isEmpty ? name : folder + [0x2F] + name)
            guard Self.withPath(path, { lstat($0, &status) }) == 0 else { return (name, name, nil) }
            let mode = status.st_mode & S_IFMT
            return (mode == S_IFDIR ? name + [0x2F] : name, name, mode)
        }
        for entry in entries.sorted(by: { $0.order.lexicographicallyPrecedes($1.order) }) {
            let path = folder.isEmpty ? entry.name : folder + [0x2F] + entry.name
            switch entry.mode {
            case S_IFDIR: enter(path, depth: depth)
            case S_IFREG: add(path, name: entry.name)
            case S_IFLNK: pass(.link)
            case nil: addUnread(path, "gone")
            default: pass(.special)
            }
        }
    }

    private mutating func enter(_ path: [UInt8], depth: Int) {
        guard depth < Self.deepest else {
            addUnread(path, "depth \(depth + 1)")
            return
        }
        switch Self.names(in: full(path), follows: false) {
        case .success(let names): walk(names, at: path, depth: depth + 1)
        case .failure(let error): addUnread(path, "error \(error.number)")
        }
    }

    private mutating func add(_ path: [UInt8], name: [UInt8]) {
        let suffix = Self.suffix(of: name)
        guard suffix == "xml" else {
            pass(suffix.map { .suffix($0) } ?? .plain)
            return
        }
        count += 1
        if documents.count < Self.mostDocuments {
            documents.append(path)
        } else {
            isCut = true
        }
    }

    private mutating func pass(_ kind: FolderCoverage.Kind) {
        count += 1
        let isKnown = passedBy[kind] != nil || passedBy.count < Self.mostKinds
        passedBy[isKnown ? kind : .plain, default: 0] += 1
    }

    private mutating func addUnread(_ path: [UInt8], _ reason: String) {
        unread.append(Unread(path: String(decoding: path, as: UTF8.self), reason: reason))
    }

    /// In lower case; `nil` where there is none that a person would call one.
    private static func suffix(of name: [UInt8]) -> String? {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
        let suffix = name[(dot + 1)...]
        let isPlain = suffix.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        guard isPlain, (1...8).contains(suffix.count) else { return nil }
        return String(decoding: suffix, as: UTF8.self).lowercased()
    }

    // MARK: - Reading

    enum Content {
        case bytes([UInt8])
        /// Larger than any document that is read.
        case large(Int64)
        case unread(String)
    }

    /// Reads one of ``documents``.
    func read(_ index: Int) -> Content {
        // Between the listing and now a pipe may have taken its place.
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let descriptor = Self.withPath(full(documents[index])) { open($0, flags) }
        guard descriptor >= 0 else { return .unread("error \(errno)") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .unread("error \(errno)") }
        guard status.st_mode & S_IFMT == S_IFREG else { return .unread("no ordinary file") }
        let limit = DocumentRow.largestDocument
        guard status.st_size <= limit else { return .large(Int64(status.st_size)) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            if filled == bytes.count {
                // It grew meanwhile.
                guard Int64(filled) <= limit else { return .large(Int64(filled)) }
                bytes += [UInt8](repeating: 0, count: 1 << 16)
            }
            let count = bytes.withUnsafeMutableBytes { raw in
                Glibc.read(descriptor, raw.baseAddress.map { $0 + filled }, raw.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { return .unread("error \(errno)") }
            if count == 0 { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return .bytes(bytes)
    }
}
