import Glibc
import Invoicing
import Ledger

/// The copy while it is made ready.
enum RestoringCopy {
    /// Copies the file, with the journal that a crash may have left beside it.
    static func make(of source: String, at path: String) throws(SijilError) {
        try copy(source, to: path)
        if isFilled(source + "-journal") { try copy(source + "-journal", to: path + "-journal") }
    }

    static func remove(_ path: String) throws(SijilError) {
        for name in [path, path + "-journal", path + ".before"] {
            guard unlink(name) == 0 || errno == ENOENT else {
                throw .fileUnwritable(path: name, reason: SystemReason.current)
            }
        }
    }

    /// Opens the copy; one of an older version is brought up to date, which leaves its source as
    /// it is.
    static func open(_ path: String, now: Instant) throws -> Ledger {
        do {
            return try Ledger(opening: path)
        } catch LedgerError.older {
            try Ledger.migrate(path, now: now, backupTo: path + ".before")
            unlink(path + ".before")
            return try Ledger(opening: path)
        }
    }

    static func isFilled(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    private static func copy(_ source: String, to path: String) throws(SijilError) {
        let input = Glibc.open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .fileUnreadable(path: source, reason: .current) }
        defer { close(input) }
        let output = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw .fileUnwritable(path: path, reason: .current) }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .fileUnreadable(path: source, reason: .current) }
            if count == 0 { break }
            guard Files.writeAll(Array(buffer[..<count]), to: output) else {
                throw .fileUnwritable(path: path, reason: .current)
            }
        }
        guard fsync(output) == 0 else { throw .fileUnwritable(path: path, reason: .current) }
    }
}

/// Keeps every program from writing to a ledger, damaged or not.
///
/// SQLite takes a lock on one byte of the file before it writes; whoever holds that byte is the
/// only one who may. The place is part of SQLite's file format.
struct RestoringLock {
    private static let reservedByte = 0x4000_0001
    private static let secondsToWait = 5
    /// Locks of the open file, which the process's other descriptors do not give back:
    /// `F_OFD_SETLK`.
    private static let setLock: Int32 = 37

    private let descriptor: Int32

    /// - Throws: `LedgerError.busy` where a program goes on writing.
    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SijilError.fileUnwritable(path: path, reason: .current)
        }
        for _ in 0..<(Self.secondsToWait * 20) {
            var lock = flock()
            lock.l_type = Int16(F_WRLCK)
            lock.l_whence = Int16(SEEK_SET)
            lock.l_start = Self.reservedByte
            lock.l_len = 1
            if fcntl(descriptor, Self.setLock, &lock) == 0 { return }
            guard errno == EAGAIN || errno == EACCES || errno == EINTR else { break }
            usleep(50_000)
        }
        let number = errno
        close(descriptor)
        guard number == EAGAIN || number == EACCES else {
            throw SijilError.fileUnwritable(
                path: path, reason: SystemReason(errorNumber: number))
        }
        throw LedgerError.busy(timeoutSeconds: Self.secondsToWait)
    }

    func release() { close(descriptor) }
}
