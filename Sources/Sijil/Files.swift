import Cryptography
import Encoding
import Glibc
public import Invoicing

/// Reading and writing whole files, with the errors a person can act on.
public enum Files {
    /// Reads a file of at most `limitBytes`.
    ///
    /// - Throws: ``SijilError/fileUnreadable(path:reason:)``;
    ///   ``SijilError/fileTooLarge(path:limitBytes:)``.
    public static func read(_ path: String, limitBytes: Int) throws(SijilError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .fileUnreadable(path: path, reason: SystemReason.current)
        }
        defer { close(descriptor) }
        return try readAll(descriptor, name: path, limitBytes: limitBytes)
    }

    /// Refuses what may not be read, before a person is asked for more. Nothing is opened: a pipe
    /// must be read from its beginning later.
    public static func requireReadable(_ path: String) throws(SijilError) {
        guard access(path, R_OK) == 0 else {
            throw .fileUnreadable(path: path, reason: SystemReason.current)
        }
    }

    /// The first bytes of a file, enough to tell what it is.
    public static func beginning(of path: String) throws(SijilError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .fileUnreadable(path: path, reason: SystemReason.current)
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else {
            throw .fileUnreadable(path: path, reason: SystemReason.current)
        }
        return Array(buffer[..<count])
    }

    /// Reads a descriptor to its end, at most `limitBytes`.
    public static func readAll(
        _ descriptor: Int32, name: String, limitBytes: Int
    ) throws(SijilError) -> [UInt8] {
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw .fileUnreadable(path: name, reason: SystemReason(errorNumber: EISDIR))
        }
        var bytes: [UInt8] = []
        if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0, status.st_size <= limitBytes {
            bytes.reserveCapacity(Int(status.st_size))
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .fileUnreadable(path: name, reason: SystemReason.current)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= limitBytes else {
                throw .fileTooLarge(path: name, limitBytes: limitBytes)
            }
            bytes += buffer[..<count]
        }
    }

    /// Writes a new file durably under a temporary name and gives it its own then, so that the name
    /// never shows half a file.
    ///
    /// A file that is already there with the same bytes is left alone; one with other bytes is
    /// never replaced.
    ///
    /// - Throws: ``SijilError/fileExists(path:)``; ``SijilError/fileUnwritable(path:reason:)``.
    public static func writeNew(_ bytes: [UInt8], to path: String) throws(SijilError) {
        guard try !isThere(bytes, at: path) else { return }
        try put(bytes, for: path) { temporary in Exchange.name(temporary, path) }
    }

    /// Whether a file is there already with these bytes.
    ///
    /// - Throws: ``SijilError/fileExists(path:)`` for one with other bytes.
    static func isThere(_ bytes: [UInt8], at path: String) throws(SijilError) -> Bool {
        guard access(path, F_OK) == 0 else { return false }
        guard try holds(bytes, path) else { throw .fileExists(path: path) }
        return true
    }

    /// Writes a file durably in the place of another one; the name always shows one of both, whole.
    static func replace(
        _ bytes: [UInt8], at path: String, mode: mode_t = usualMode
    ) throws(SijilError) {
        try put(bytes, for: path, mode: mode) { temporary in rename(temporary, path) }
    }

    /// A name beside the file for what is not whole yet. One that a crash left behind stands in
    /// nobody's way: the number of the process would come again, in a container each time.
    static func temporaryName(for path: String) -> String {
        "\(path).\(Hex.encode(SecureRandom.bytes(6))).part"
    }

    /// Of a new file, before the umask.
    private static let usualMode: mode_t = 0o644

    private static func put(
        _ bytes: [UInt8], for path: String, mode: mode_t = usualMode, place: (String) -> Int32
    ) throws(SijilError) {
        let temporary = temporaryName(for: path)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw .fileUnwritable(path: path, reason: SystemReason.current)
        }
        var failure: SystemReason?
        if !writeAll(bytes, to: descriptor) { failure = SystemReason.current }
        if failure == nil, fsync(descriptor) != 0 { failure = SystemReason.current }
        close(descriptor)
        if failure == nil, place(temporary) != 0 { failure = SystemReason.current }
        unlink(temporary)
        if failure == nil, !settle(folderOf: path) { failure = SystemReason.current }
        if let failure { throw .fileUnwritable(path: path, reason: failure) }
    }

    /// Puts a folder's names on the disk, that of this file among them.
    private static func settle(folderOf path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder that may not be read, or a file system that cannot sync one, is no reason to
        // fail: the file is whole.
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        return fsync(descriptor) == 0 || errno == EINVAL
    }

    /// Whether the file is there with these bytes and no others.
    static func holds(_ bytes: [UInt8], _ path: String) throws(SijilError) -> Bool {
        do throws(SijilError) {
            return try read(path, limitBytes: bytes.count) == bytes
        } catch {
            if case .fileTooLarge = error { return false }
            throw error
        }
    }

    /// Writes all bytes, however many calls that takes.
    ///
    /// - Returns: False where the system refused; `errno` says why.
    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { raw -> Int in
                guard let start = raw.baseAddress else { return 0 }
                return write(descriptor, start + from, raw.count - from)
            }
            if count < 0 {
                if errno == EINTR { continue }
                // Whoever shares the pipe or the terminal may have set it not to wait.
                if errno == EAGAIN, waitForRoom(descriptor) { continue }
                return false
            }
            from += count
        }
        return true
    }

    /// Waits until something can be written.
    ///
    /// - Returns: False where the system refuses; a reader that left is told by the next write.
    private static func waitForRoom(_ descriptor: Int32) -> Bool {
        var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&wish, 1, -1) < 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }

    /// Makes a folder (and those above it) where there is none.
    public static func makeFolder(_ path: String) throws(SijilError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += prefix.isEmpty || prefix.hasSuffix("/") ? String(part) : "/" + part
            guard mkdir(prefix, 0o755) == 0 || errno == EEXIST else {
                throw .fileUnwritable(path: prefix, reason: SystemReason.current)
            }
        }
    }

    /// The names in a folder, sorted by their bytes.
    public static func names(in folder: String) throws(SijilError) -> [String] {
        guard let directory = opendir(folder) else {
            throw .fileUnreadable(path: folder, reason: SystemReason.current)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}

/// Why the system refused, as its number.
public struct SystemReason: Hashable, Sendable {
    public let errorNumber: Int32

    public init(errorNumber: Int32) { self.errorNumber = errorNumber }

    static var current: SystemReason { SystemReason(errorNumber: errno) }

    public var words: Bilingual { SystemWords.of(errorNumber) }
}
