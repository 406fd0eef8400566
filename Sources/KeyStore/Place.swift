// The place file: which folder on which computer the keys were made in.
//
//     sijil-place 1
//     ledger 5f0c2f4e-2f5b-4d0a-9f0e-5c1d2b3a4e5f
//     machine 9b1d…  (64 digits, or `none`)
//     inode 3147
//     birth 1772400000.123456789 (seconds of UTC and nanoseconds, or `none`)
//     sha256 4f1c…  (64 digits, of all bytes above this line)
//
// `machine` is the SHA-256 of the text `sijil-place`, the ledger's UUID and the machine id, each
// with a line end, so that the id itself is not given away and two ledgers cannot be put together
// by it. `none` is what the system did not tell; it is then not compared. The inode is compared
// only where the birth time is `none`.

import Cryptography
import Encoding
import Glibc
import Invoicing

/// The place a key folder was made at: two copies of a unit's key would use one counter twice.
///
/// What the check sees:
/// - a copy made with any tool that makes a new folder (`cp -a`, `rsync`, `tar`, a file manager),
///   on the same disk or another, also when the copy then takes the original's name;
/// - a restored backup of the folder, for the same reason;
/// - the same disk, or a copy of it, started with another machine id.
///
/// What it does not take for a copy: a folder renamed on its disk, mounted elsewhere, or reached
/// through a bind mount, and files put back into the folder itself.
///
/// What it cannot see:
/// - a disk, partition or virtual machine copied block by block together with its machine id, or a
///   snapshot of one gone back to; some file systems' own copies (ZFS) keep the birth time too;
/// - files of an older state put back into the same folder;
/// - a copy made before the folder had its place file, if the copy is the first to be used;
/// - a hand that removes or rewrites the place file: whoever may read the keys may do that. The
///   check stops mistakes, not theft.
///
/// - on file systems that keep no birth time, a copy that happens to get the original's inode.
///
/// What it refuses though nothing was copied: a reinstalled system (new machine id) that keeps the
/// disk with the keys; and, on file systems that keep no birth time, a folder that gets another
/// inode at each mount. Overlays do the latter to folders, which is why the birth time goes first.
struct Place: Hashable {
    let ledger: DocumentUUID
    let machine: String?
    let inode: UInt64
    let birth: String?

    static let fileName = "place"
    private static let header = "sijil-place 1"

    /// The place of an open folder; `nil` with `errno` set if the system does not answer.
    static func here(
        descriptor: Int32, ledger: DocumentUUID, machineID path: String = "/etc/machine-id"
    ) -> Place? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        return Place(
            ledger: ledger, machine: machine(path, ledger), inode: UInt64(status.st_ino),
            birth: birthTime(descriptor))
    }

    /// Why a folder with this place that is now found at another is a copy; `nil` if it is not.
    func sign(against now: Place) -> KeyStoreError.CopySign? {
        if machine != nil, machine != now.machine { return .machine }
        let isSameFolder = birth == nil ? inode == now.inode : birth == now.birth
        return isSameFolder ? nil : .folder
    }

    // MARK: Text

    var bytes: [UInt8] {
        CheckedText.write(
            Self.header,
            [
                "ledger \(ledger)", "machine \(machine ?? "none")",
                "inode \(inode)", "birth \(birth ?? "none")",
            ])
    }

    static func read(_ bytes: [UInt8]) -> Place? {
        guard let lines = CheckedText.read(bytes, header) else { return nil }
        let names = ["ledger ", "machine ", "inode ", "birth "]
        guard lines.count == names.count,
            zip(lines, names).allSatisfy({ $0.hasPrefix($1) })
        else { return nil }
        let values = zip(lines, names).map { String($0.dropFirst($1.count)) }
        guard let ledger = DocumentUUID(values[0]), let inode = UInt64(values[2]) else {
            return nil
        }
        func known(_ text: String) -> String? { text == "none" ? nil : text }
        let place = Place(
            ledger: ledger, machine: known(values[1]), inode: inode, birth: known(values[3]))
        return place.bytes == bytes ? place : nil
    }

    // MARK: What the system tells

    private static func machine(_ path: String, _ ledger: DocumentUUID) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let id = String(decoding: bytes[..<count].filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
        // While a system is being set up the file says so instead of an id.
        guard !id.isEmpty, id != "uninitialized" else { return nil }
        return Hex.encode(SHA256.hash(Array("sijil-place\n\(ledger)\n\(id)\n".utf8)).bytes)
    }

    /// When the folder was made, where kernel, library and file system all tell it.
    ///
    /// `statx` is looked up by name, since Glibc's module hides it; the offsets are those of
    /// `struct statx`, which are the same for all processors.
    private static func birthTime(_ descriptor: Int32) -> String? {
        typealias Function =
            @convention(c) (
                Int32, UnsafePointer<CChar>, Int32, UInt32, UnsafeMutableRawPointer
            ) -> Int32
        guard let symbol = dlsym(nil, "statx") else { return nil }
        // The symbol of that name is the C library's function of exactly this type.
        let statx = unsafeBitCast(symbol, to: Function.self)
        let (emptyPath, wantsBirth): (Int32, UInt32) = (0x1000, 0x800)
        return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            guard statx(descriptor, "", emptyPath, wantsBirth, base) == 0,
                base.load(as: UInt32.self) & wantsBirth != 0
            else { return nil }
            let seconds = base.load(fromByteOffset: 80, as: Int64.self)
            guard seconds != 0 else { return nil }
            let nanoseconds = String(base.load(fromByteOffset: 88, as: UInt32.self))
            let zeros = String(repeating: "0", count: max(0, 9 - nanoseconds.count))
            return "\(seconds).\(zeros)\(nanoseconds)"
        }
    }
}

extension KeyStore {
    /// Refuses a folder that is a copy, or another ledger's, before anybody is asked for a
    /// passphrase. Every call that hands out or takes in a unit's key does this first.
    ///
    /// - Throws: ``KeyStoreError/keysCopied(directory:sign:)``,
    ///   ``KeyStoreError/keysOfAnotherLedger(directory:ledger:found:)``,
    ///   ``KeyStoreError/recordDamaged(path:)``.
    public func checkPlace() throws(KeyStoreError) {
        guard let bytes = try folder.read(Place.fileName) else { return }
        guard let made = Place.read(bytes) else {
            throw .recordDamaged(path: folder.fullPath(Place.fileName))
        }
        if let ledger, ledger != made.ledger {
            throw .keysOfAnotherLedger(directory: directory, ledger: ledger, found: made.ledger)
        }
        if let sign = made.sign(against: try folder.place(ledger: made.ledger)) {
            throw .keysCopied(directory: directory, sign: sign)
        }
    }

    /// Gives a folder from before there was a place file its own, once a key was opened in it.
    func adoptPlace() throws(KeyStoreError) {
        guard let ledger, !folder.exists(Place.fileName) else { return }
        let place = try folder.place(ledger: ledger)
        try exclusively { () throws(KeyStoreError) in
            guard !folder.exists(Place.fileName) else { return }
            try folder.writeNew(Place.fileName, place.bytes)
        }
    }
}
