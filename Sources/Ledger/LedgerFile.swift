import CSQLite
import Encoding
import Glibc
import LedgerSchema

/// What must hold of a file before SQLite sees it: opening a stranger's database could already
/// change it, since a hot journal is rolled back at the first read.
struct LedgerFile {
    static let applicationID = LedgerFormat.applicationID

    /// Absolute, symbolic links resolved: SQLite names the journal after the path it is given, and
    /// two names would mean two journals.
    let path: String
    /// Why nothing can be written: then the ledger is there to be read.
    let unwritable: LedgerError?

    /// Reads the magic number of a path's file system; a test gives another.
    typealias MagicLookup = (String) -> UInt32?

    /// Checks an existing ledger file.
    init(
        existing given: String, magic: MagicLookup = SharedFileSystem.magic
    ) throws(LedgerError) {
        path = try Self.resolve(given)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .system(path: path, operation: "stat", errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_size > 0 else { throw .empty(path: path) }
        guard access(path, R_OK) == 0 else {
            throw .notPermitted(path: path, owner: Self.owner(status), toRead: true)
        }
        try Self.checkHeader(path)
        guard status.st_nlink == 1 else {
            throw .hardLinks(path: path, count: Int(status.st_nlink))
        }
        try Self.checkDisk(of: path, magic: magic)
        let folder = Self.split(path).folder
        unwritable =
            if access(path, W_OK) != 0 {
                errno == EROFS
                    ? .readOnly
                    : .notPermitted(path: path, owner: Self.owner(status), toRead: false)
            } else if access(folder, W_OK) != 0 {
                .folderNotWritable(path: folder)
            } else {
                nil
            }
    }

    private static func owner(_ status: stat) -> String {
        guard let user = getpwuid(status.st_uid)?.pointee.pw_name else {
            return "user \(status.st_uid)"
        }
        return String(cString: user)
    }

    /// Makes an empty file that did not exist; only its owner may read it.
    init(
        creating given: String, magic: MagicLookup = SharedFileSystem.magic
    ) throws(LedgerError) {
        let (folder, name) = Self.split(given)
        let path = try Self.resolve(folder) + "/" + name
        try Self.checkDisk(of: path, magic: magic)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            switch errno {
            case EEXIST: throw .exists(path: path)
            case EACCES, EROFS, EPERM: throw .folderNotWritable(path: Self.split(path).folder)
            default: throw .system(path: path, operation: "open", errno: errno)
            }
        }
        close(descriptor)
        self.path = path
        unwritable = nil
    }

    /// Takes back a file that ``init(creating:magic:)`` made and that never became a ledger.
    func discard() {
        unlink(path)
        unlink(path + "-journal")
    }

    private static func resolve(_ path: String) throws(LedgerError) -> String {
        guard let resolved = realpath(path, nil) else {
            switch errno {
            case ENOENT, ENOTDIR: throw .missing(path: path)
            case EACCES: throw .notPermitted(path: path, owner: nil, toRead: true)
            default: throw .system(path: path, operation: "realpath", errno: errno)
            }
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }

    private static func checkDisk(
        of path: String, magic: MagicLookup
    ) throws(LedgerError) {
        if let number = magic(split(path).folder), let name = SharedFileSystem.names[number] {
            throw .networkFileSystem(path: path, name: name)
        }
    }

    /// Asks SQLite for the header's `application_id`, without locks and without rolling anything
    /// back.
    ///
    /// SQLite must do it: POSIX drops a process's locks on a file as soon as any of its descriptors
    /// for that file is closed, so reading the header by ourselves could free another connection's
    /// lock under its feet.
    private static func checkHeader(_ path: String) throws(LedgerError) {
        var connection: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        let opened = sqlite3_open_v2(immutableURI(path), &connection, flags, nil)
        defer { sqlite3_close_v2(connection) }
        // Too little memory for a read is a code of its own only where such are asked for.
        if opened == SQLITE_OK { sqlite3_extended_result_codes(connection, 1) }
        var statement: OpaquePointer?
        var code = opened
        // Until a journal that a crash left behind is rolled back, the header may name more pages
        // than the file has. SQLite calls that corrupt unless it is told to look at the file as it
        // is.
        if code == SQLITE_OK {
            code = sqlite3_exec(connection, "PRAGMA writable_schema = ON", nil, nil, nil)
        }
        if code == SQLITE_OK {
            code = sqlite3_prepare_v2(connection, "PRAGMA application_id", -1, &statement, nil)
        }
        defer { sqlite3_finalize(statement) }
        if code == SQLITE_OK { code = sqlite3_step(statement) }
        guard code == SQLITE_ROW else {
            if code == SQLITE_NOTADB { throw .notSQLite(path: path) }
            let error = LedgerError(sqlite: code, sql: "PRAGMA application_id")
            switch error {
            // What keeps a file from being read says nothing against what is in it.
            case .outOfMemory, .inputOutput, .busy: throw error
            default: throw .corrupt(code: code)
            }
        }
        let id = sqlite3_column_int(statement, 0)
        guard id == applicationID else { throw .notALedger(path: path, applicationID: id) }
    }

    private static func immutableURI(_ path: String) -> String {
        let special = Array("%?#".utf8)
        var uri = Array("file:".utf8)
        for byte in path.utf8 {
            if special.contains(byte) {
                uri.append(UInt8(ascii: "%"))
                uri += Hex.encodeToBytes([byte])
            } else {
                uri.append(byte)
            }
        }
        return String(decoding: uri, as: UTF8.self) + "?immutable=1"
    }
}
