import Cryptography
import Encoding
import Glibc
import Invoicing

/// The folder itself: files of mode 0600, written whole or not at all, read only where nobody else
/// could have come in.
///
/// All names are looked up from one descriptor, so that the folder cannot be exchanged while it is
/// in use.
final class KeyFolder: Sendable {
    /// More than any file here has.
    private static let maximumBytes = 1 << 20
    /// Files being written, under a lock of the folder; a crash can leave one behind.
    static let temporaryPrefix = ".new-"

    let path: String
    private let descriptor: Int32

    static func create(_ path: String) throws(KeyStoreError) -> KeyFolder {
        let path = trimmed(path)
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { throw .exists(path: path) }
            throw .system(operation: "make", path: path, errno: errno)
        }
        // A strange umask must not leave less than the owner needs.
        _ = chmod(path, 0o700)
        let folder = try KeyFolder(path)
        try syncParent(of: path)
        return folder
    }

    /// Takes back a folder that was only just made, with the one file that may be in it.
    func discard(_ name: String) {
        unlinkat(descriptor, name, 0)
        rmdir(path)
    }

    init(_ path: String) throws(KeyStoreError) {
        let path = Self.trimmed(path)
        self.path = path
        let opened = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else {
            let number = errno
            var status = stat()
            if lstat(path, &status) != 0, number == ENOENT { throw .missing(directory: path) }
            if status.st_mode & S_IFMT == S_IFLNK { throw .link(path: path) }
            if number == ENOTDIR { throw .notADirectory(path: path) }
            throw .system(operation: "open", path: path, errno: number)
        }
        descriptor = opened
        try Self.checkMode(descriptor, path, wanted: 0o700)
    }

    deinit { close(descriptor) }

    func fullPath(_ name: String) -> String { "\(path)/\(name)" }

    /// The bytes of a file; `nil` if there is none of this name.
    func read(_ name: String) throws(KeyStoreError) -> [UInt8]? {
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let file = openat(descriptor, name, flags)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw .link(path: fullPath(name)) }
            throw failure("open", name)
        }
        defer { close(file) }
        try Self.checkMode(file, fullPath(name), wanted: 0o600)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", name) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.maximumBytes else {
                throw .system(operation: "read", path: fullPath(name), errno: EFBIG)
            }
        }
    }

    /// The names of all files, in the order of their bytes.
    func names() throws(KeyStoreError) -> [String] {
        let listing = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard listing >= 0 else { throw failure("read", ".") }
        guard let stream = fdopendir(listing) else {
            let error = failure("read", ".")
            close(listing)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw failure("read", ".") }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What the system says of the folder itself.
    func place(ledger: DocumentUUID) throws(KeyStoreError) -> Place {
        guard let place = Place.here(descriptor: descriptor, ledger: ledger) else {
            throw failure("look at", ".")
        }
        return place
    }

    func exists(_ name: String) -> Bool {
        faccessat(descriptor, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Writes a file that must not be there yet. After a crash it is there whole or not at all.
    func writeNew(_ name: String, _ bytes: [UInt8]) throws(KeyStoreError) {
        let temporary = try writeTemporary(bytes)
        defer { unlinkat(descriptor, temporary, 0) }
        guard linkat(descriptor, temporary, descriptor, name, 0) == 0 else {
            if errno == EEXIST { throw .exists(path: fullPath(name)) }
            throw failure("write", name)
        }
        try sync()
    }

    /// Writes a file in place of the one before. After a crash one of the two is there.
    func replace(_ name: String, _ bytes: [UInt8]) throws(KeyStoreError) {
        let temporary = try writeTemporary(bytes)
        guard renameat(descriptor, temporary, descriptor, name) == 0 else {
            let error = failure("write", name)
            unlinkat(descriptor, temporary, 0)
            throw error
        }
        try sync()
    }

    /// Writes a file that nobody looks for yet. It is on the disk for good once the caller has
    /// called ``sync()``.
    func stage(_ name: String, _ bytes: [UInt8]) throws(KeyStoreError) {
        try writeSynced(name, bytes)
    }

    /// Gives a file another name, in place of what has it. Needs ``sync()`` to last.
    func rename(_ name: String, to other: String) throws(KeyStoreError) {
        guard renameat(descriptor, name, descriptor, other) == 0 else {
            throw failure("write", other)
        }
    }

    /// Removes a file; one that is not there is no error. Needs ``sync()`` to last.
    func remove(_ name: String) throws(KeyStoreError) {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw failure("remove", name)
        }
    }

    /// Makes the names as they are now outlast a power cut.
    func sync() throws(KeyStoreError) {
        guard fsync(descriptor) == 0 else { throw failure("write", ".") }
    }

    /// Holds the folder's lock of this name, which processes and threads alike respect, while
    /// `body` runs.
    func locked<R>(_ name: String, _ body: () throws(KeyStoreError) -> R) throws(KeyStoreError) -> R
    {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let lock = openat(descriptor, name, flags, 0o600)
        guard lock >= 0 else {
            if errno == ELOOP { throw .link(path: fullPath(name)) }
            throw failure("open", name)
        }
        // Closing gives the lock back.
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("lock", name) }
        }
        return try body()
    }

    /// Takes a lock of this name without waiting.
    ///
    /// - Returns: Its open descriptor; closing it gives the lock back. `nil` where another has it.
    func tryLock(_ name: String) throws(KeyStoreError) -> Int32? {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let lock = openat(descriptor, name, flags, 0o600)
        guard lock >= 0 else {
            if errno == ELOOP { throw .link(path: fullPath(name)) }
            throw failure("open", name)
        }
        while flock(lock, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let isTaken = errno == EWOULDBLOCK
            let error = failure("lock", name)
            close(lock)
            if isTaken { return nil }
            throw error
        }
        return lock
    }

    private func writeTemporary(_ bytes: [UInt8]) throws(KeyStoreError) -> String {
        let name = Self.temporaryPrefix + Hex.encode(SecureRandom.bytes(8))
        try writeSynced(name, bytes)
        return name
    }

    private func writeSynced(_ name: String, _ bytes: [UInt8]) throws(KeyStoreError) {
        // What could not be read again must not be written.
        guard bytes.count <= Self.maximumBytes else {
            throw .system(operation: "write", path: fullPath(name), errno: EFBIG)
        }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(descriptor, name, flags, 0o600)
        guard file >= 0 else { throw failure("write", name) }
        var isDone = false
        defer {
            close(file)
            if !isDone { unlinkat(descriptor, name, 0) }
        }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write", name) }
            written += count
        }
        guard fchmod(file, 0o600) == 0 else { throw failure("write", name) }
        guard fsync(file) == 0 else { throw failure("write", name) }
        isDone = true
    }

    private func failure(_ operation: String, _ name: String) -> KeyStoreError {
        .system(operation: operation, path: fullPath(name), errno: errno)
    }

    private static func checkMode(
        _ file: Int32, _ path: String, wanted: UInt32
    ) throws(KeyStoreError) {
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw .system(operation: "look at", path: path, errno: errno)
        }
        let kind = status.st_mode & S_IFMT
        guard kind == (wanted == 0o700 ? S_IFDIR : S_IFREG) else {
            throw .system(operation: "use", path: path, errno: EINVAL)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .modeTooOpen(path: path, mode: status.st_mode & 0o7777, wanted: wanted)
        }
    }

    /// Without a slash at the end, which would make the system follow a link.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func syncParent(of path: String) throws(KeyStoreError) {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let folder = Glibc.open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(operation: "open", path: parent, errno: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else {
            throw .system(operation: "write", path: parent, errno: errno)
        }
    }
}
