import Cryptography

/// Room on the disk for an answer that comes once.
///
/// The authority tells a secret in one answer and spends the one-time code for it. A disk that is
/// full at that moment would lose both, so the room for the answer is taken before the request
/// leaves and given back when the answer is there to be written.
extension KeyStore {
    static let roomName = "room"
    /// Several times what an answer with a certificate needs, sealed, with its checksum.
    private static let roomBytes = 1 << 17

    /// Takes the room durably; what an earlier run kept is replaced.
    ///
    /// - Throws: ``KeyStoreError/system(operation:path:errno:)`` where the disk has none.
    public func keepRoom() throws(KeyStoreError) {
        try exclusively { () throws(KeyStoreError) in
            try folder.remove(Self.roomName)
            // Random, since a file system may store zeros in no room at all.
            try folder.stage(Self.roomName, SecureRandom.bytes(Self.roomBytes))
        }
    }

    /// Gives the room back; none is no error.
    public func releaseRoom() throws(KeyStoreError) {
        try exclusively { () throws(KeyStoreError) in try folder.remove(Self.roomName) }
    }
}

/// What crashes leave behind.
extension KeyStore {
    /// Removes files that were being written when a crash came, and checksums of files that never
    /// came or are gone: those of pending answers and of keys that nobody knows.
    ///
    /// - Parameter known: The files of all keys that the ledger knows; the checksum of one that is
    ///   lost stays, for when the key is put back.
    public func tidy(known: Set<String>) throws(KeyStoreError) {
        try exclusively { () throws(KeyStoreError) in
            try removeTemporaries()
            let names = Set(try folder.names())
            let strays = names.filter { name in
                guard name.hasSuffix(".sha256") else { return false }
                let file = String(name.dropLast(".sha256".count))
                guard !names.contains(file) else { return false }
                return Self.attempt(fileName: file) != nil
                    || Self.isUnitKey(file) && !known.contains(file)
            }
            for name in strays { try folder.remove(name) }
            if !strays.isEmpty { try folder.sync() }
        }
    }
}
