public import Cryptography

/// Secrets for the authority's API, and its answers that carry one.
extension KeyStore {
    // MARK: API secrets

    public func hasSecret(_ id: String) throws(KeyStoreError) -> Bool {
        folder.exists(try secretName(id))
    }

    /// - Parameter id: 1 to 64 ASCII letters, digits or dashes.
    public func storeSecret(
        _ secret: SecretBytes, id: String, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try store(try secretName(id), secret, passphrase)
    }

    public func secret(_ id: String, passphrase: SecretBytes) throws(KeyStoreError) -> SecretBytes {
        try open(try secretName(id), passphrase)
    }

    /// Removes a secret that has no further use; one that is not there is no error.
    public func removeSecret(_ id: String) throws(KeyStoreError) {
        try remove(try secretName(id))
    }

    private func secretName(_ id: String) throws(KeyStoreError) -> String {
        let name = "secret-\(id).cms"
        guard Self.secretID(fileName: name) == id else { throw .nameRefused(name: id) }
        return name
    }

    static func secretID(fileName name: String) -> String? {
        guard name.hasPrefix("secret-"), name.hasSuffix(".cms"), name.utf8.count > 11 else {
            return nil
        }
        let id = name.dropFirst(7).dropLast(4)
        let isPlain = id.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isPlain && id.utf8.count <= 64 ? String(id) : nil
    }

    // MARK: Pending answers

    /// Keeps an answer of the authority that carries a secret, until the ledger has settled the
    /// attempt it belongs to: a crash between the two must not lose a certificate.
    ///
    /// On return it is on the disk. One that is there already is an error.
    ///
    /// - Parameters:
    ///   - content: At most about 700 KiB, so that the sealed file stays below 1 MiB.
    ///   - id: The attempt's row in the ledger, from 1.
    public func storePending(
        _ content: SecretBytes, attempt id: Int64, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try store(Self.pendingName(id), content, passphrase)
    }

    /// The answer kept for an attempt; `nil` if there is none.
    public func pending(
        attempt id: Int64, passphrase: SecretBytes
    ) throws(KeyStoreError) -> SecretBytes? {
        let name = Self.pendingName(id)
        guard folder.exists(name) else { return nil }
        return try open(name, passphrase)
    }

    /// Removes the answer of a settled attempt; one that is not there is no error.
    public func removePending(attempt id: Int64) throws(KeyStoreError) {
        try remove(Self.pendingName(id))
    }

    /// The attempts with a kept answer, lowest first.
    public func pendingAttempts() throws(KeyStoreError) -> [Int64] {
        try folder.names().compactMap(Self.attempt(fileName:)).sorted()
    }

    /// The attempts whose kept answer is there or was being removed when a crash came.
    public func pendingTraces() throws(KeyStoreError) -> Set<Int64> {
        Set(
            try folder.names().compactMap { name in
                let isChecksum = name.hasSuffix(".sha256")
                return Self.attempt(fileName: isChecksum ? String(name.dropLast(7)) : name)
            })
    }

    private static func pendingName(_ id: Int64) -> String {
        precondition(id >= 1, "attempts are numbered from 1")
        return "pending-\(id).cms"
    }

    static func attempt(fileName name: String) -> Int64? {
        guard name.hasPrefix("pending-"), name.hasSuffix(".cms"), name.utf8.count > 12,
            let id = Int64(name.dropFirst(8).dropLast(4)), id >= 1, pendingName(id) == name
        else { return nil }
        return id
    }
}
