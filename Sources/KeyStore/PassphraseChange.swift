// How a change of passphrase outlives a crash.
//
// 1. Every sealed file is opened with the old passphrase, sealed with the new one and staged beside
//    it as `<file>.next` with `<file>.sha256.next`; what is on the disk is opened again.
// 2. `change` is written: the commit. Before it exists the staged files count for nothing.
//
//        sijil-change 1
//        4f1c…  key-0123456789abcdef.p8     (the SHA-256 of the new file)
//        9b1d…  log.p8
//        sha256 …  (64 digits, of all bytes above this line)
//
// 3. The staged files take the old ones' names, then `change` is removed.
//
// Whoever next opens the folder or takes its lock finishes what has a `change` and removes what has
// none. All is synced between the steps, so within one step any of its parts may be lost.

public import Cryptography
import Encoding
import Glibc

extension KeyStore {
    private static let changeName = "change"
    private static let changeHeader = "sijil-change 1"
    private static let staged = ".next"

    /// Seals every file of the folder with another passphrase.
    ///
    /// All files change or none. What it costs is a second for each file. Backups of the folder,
    /// and blocks of the disk that are not used again yet, still open with the old passphrase.
    ///
    /// - Throws: ``KeyStoreError/passphraseUnsettled(directory:errno:)`` if the disk failed at the
    ///   commit itself; on any other error every file is as it was.
    public func changePassphrase(
        from old: SecretBytes, to new: SecretBytes
    ) throws(KeyStoreError) {
        try Passphrase.check(new)
        try exclusively { () throws(KeyStoreError) in
            // Nothing sealed with the old passphrase may stay behind.
            try removeTemporaries()
            var contents: [(name: String, content: SecretBytes)] = []
            for name in try sealedNames() {
                contents.append((name, try unseal(name, try intact(name), old)))
            }
            var change: [(name: String, digest: [UInt8])] = []
            do throws(KeyStoreError) {
                for (name, content) in contents {
                    change.append((name, try stage(name, content, new)))
                }
                try folder.sync()
                try folder.writeNew(Self.changeName, Self.write(change))
            } catch {
                // Nothing is lost if this fails too: without `change` they count for nothing.
                guard folder.exists(Self.changeName) else {
                    try? removeStaged()
                    throw error
                }
                throw unsettled(error)
            }
            do throws(KeyStoreError) {
                try finish(change)
            } catch {
                throw unsettled(error)
            }
        }
    }

    /// Whether a change of passphrase was cut short, or is under way in another process.
    func hasUnfinishedChange() throws(KeyStoreError) -> Bool {
        try folder.names().contains { $0 == Self.changeName || $0.hasSuffix(Self.staged) }
    }

    /// Whether a change of passphrase was committed but not carried through yet.
    var hasCommittedChange: Bool { folder.exists(Self.changeName) }

    /// Finishes or undoes a change that was cut short. Only under the lock.
    func settle() throws(KeyStoreError) {
        guard try hasUnfinishedChange() else { return }
        guard let bytes = try folder.read(Self.changeName) else { return try removeStaged() }
        guard let change = Self.read(bytes) else {
            throw .recordDamaged(path: folder.fullPath(Self.changeName))
        }
        try finish(change)
    }

    // MARK: Steps

    /// - Returns: The SHA-256 of the sealed bytes.
    private func stage(
        _ name: String, _ content: SecretBytes, _ passphrase: SecretBytes
    ) throws(KeyStoreError) -> [UInt8] {
        let next = name + Self.staged
        let bytes = seal(name, content, passphrase)
        try folder.stage(next, bytes)
        try folder.stage(checksumName(name) + Self.staged, checksum(name, bytes))
        let written = try folder.read(next)
        guard written == bytes else { throw .fileDamaged(path: folder.fullPath(next)) }
        let again = try unseal(name, bytes, passphrase)
        let isSame = again.withBytes { a in content.withBytes { b in a.elementsEqual(b) } }
        guard isSame else { throw .fileDamaged(path: folder.fullPath(next)) }
        return SHA256.hash(bytes).bytes
    }

    private func finish(_ change: [(name: String, digest: [UInt8])]) throws(KeyStoreError) {
        for (name, digest) in change {
            let next = name + Self.staged
            // Renamed already, if it is no longer there.
            let current = folder.exists(next) ? next : name
            guard let bytes = try folder.read(current), SHA256.hash(bytes).bytes == digest else {
                throw .recordDamaged(path: folder.fullPath(current))
            }
        }
        for (name, _) in change {
            for file in [name, checksumName(name)] where folder.exists(file + Self.staged) {
                try folder.rename(file + Self.staged, to: file)
            }
        }
        try folder.sync()
        try folder.remove(Self.changeName)
        try folder.sync()
        // What is left half written by now is sealed with the new passphrase, if at all.
        try? removeTemporaries()
    }

    private func removeStaged() throws(KeyStoreError) {
        try removeTemporaries()
        for name in try folder.names() where name.hasSuffix(Self.staged) {
            try folder.remove(name)
        }
        try folder.sync()
    }

    /// Removes what a crash left half written. Whoever writes holds one of the two locks.
    private func removeTemporaries() throws(KeyStoreError) {
        try folder.locked(Self.tipLock) { () throws(KeyStoreError) in
            let left = try folder.names().filter { $0.hasPrefix(KeyFolder.temporaryPrefix) }
            for name in left { try folder.remove(name) }
            if !left.isEmpty { try folder.sync() }
        }
    }

    private func unsettled(_ error: KeyStoreError) -> KeyStoreError {
        guard case .system(_, _, let number) = error else { return error }
        return .passphraseUnsettled(directory: directory, errno: number)
    }

    // MARK: The file `change`

    private static func write(_ change: [(name: String, digest: [UInt8])]) -> [UInt8] {
        CheckedText.write(changeHeader, change.map { "\(Hex.encode($0.digest))  \($0.name)" })
    }

    private static func read(_ bytes: [UInt8]) -> [(name: String, digest: [UInt8])]? {
        guard let lines = CheckedText.read(bytes, changeHeader) else { return nil }
        var change: [(name: String, digest: [UInt8])] = []
        for line in lines {
            let name = String(line.dropFirst(66))
            guard line.dropFirst(64).hasPrefix("  "), isSealed(name),
                let digest = Hex.decode(line.prefix(64))
            else { return nil }
            change.append((name, digest))
        }
        return change
    }
}
