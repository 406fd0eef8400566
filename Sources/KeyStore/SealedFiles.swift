import Cryptography
import Encoding

/// Files behind the passphrase, each with its SHA-256 beside it.
extension KeyStore {
    private static let keysLock = "keys.lock"

    /// Keys are PKCS#8, everything else is CMS.
    private static func isKey(_ name: String) -> Bool { name.hasSuffix(".p8") }

    static func isUnitKey(_ name: String) -> Bool {
        guard name.utf8.count == 23, name.hasPrefix("key-"), name.hasSuffix(".p8") else {
            return false
        }
        let digits = name.dropFirst(4).prefix(16)
        return digits == digits.lowercased() && Hex.decode(digits) != nil
    }

    static func isSealed(_ name: String) -> Bool {
        name == logName || isUnitKey(name) || secretID(fileName: name) != nil
            || attempt(fileName: name) != nil
    }

    func sealedNames() throws(KeyStoreError) -> [String] {
        try folder.names().filter(Self.isSealed)
    }

    /// Holds the lock under which files behind the passphrase come, change and go. What a crash
    /// left is settled first. Not to be nested.
    func exclusively<R>(_ body: () throws(KeyStoreError) -> R) throws(KeyStoreError) -> R {
        try folder.locked(Self.keysLock) { () throws(KeyStoreError) in
            try settle()
            return try body()
        }
    }

    /// Stores durably what must not be there yet.
    func store(
        _ name: String, _ content: SecretBytes, _ passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try Passphrase.check(passphrase)
        guard !folder.exists(name) else { throw .exists(path: folder.fullPath(name)) }
        try exclusively { () throws(KeyStoreError) in
            guard !folder.exists(name) else { throw .exists(path: folder.fullPath(name)) }
            try requireShared(passphrase)
            let bytes = seal(name, content, passphrase)
            proven.note(bytes, passphrase)
            // The checksum first: whenever the key is there, so is what it is checked against. One
            // that a crash left behind without its key is replaced.
            try folder.replace(checksumName(name), checksum(name, bytes))
            try folder.writeNew(name, bytes)
        }
    }

    /// Removes durably; what is not there is no error.
    func remove(_ name: String) throws(KeyStoreError) {
        try exclusively { () throws(KeyStoreError) in
            try folder.remove(name)
            try folder.sync()
            // Last, and alone: while it is there, the removal is under way. It need not be gone
            // for good, a checksum without its file is nothing.
            try folder.remove(checksumName(name))
        }
    }

    func open(_ name: String, _ passphrase: SecretBytes) throws(KeyStoreError) -> SecretBytes {
        let bytes = try undamaged(name)
        let content = try unseal(name, bytes, passphrase)
        proven.note(bytes, passphrase)
        return content
    }

    /// One passphrase opens everything. A process that still has the one from before a change must
    /// not bring it back.
    private func requireShared(_ passphrase: SecretBytes) throws(KeyStoreError) {
        let names = try sealedNames()
        // What this process has opened or sealed with it before, byte for byte, is proof enough:
        // a derivation costs a good part of a second.
        let isProven = names.contains { name in
            (try? intact(name)).map { proven.holds($0, passphrase) } ?? false
        }
        if isProven { return }
        for name in names {
            do throws(KeyStoreError) {
                let bytes = try intact(name)
                _ = try unseal(name, bytes, passphrase)
                proven.note(bytes, passphrase)
                return
            } catch {
                // Damage of one file says nothing of the passphrase and must not keep others out.
                if case .wrongPassphrase = error { throw error }
            }
        }
    }

    // MARK: Bytes

    func checksumName(_ name: String) -> String { name + ".sha256" }

    func checksum(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("\(Hex.encode(SHA256.hash(bytes).bytes))  \(name)\n".utf8)
    }

    /// The bytes of a file, undamaged.
    private func undamaged(_ name: String) throws(KeyStoreError) -> [UInt8] {
        if hasCommittedChange { return try settled(name) }
        do throws(KeyStoreError) {
            return try intact(name)
        } catch {
            // A change of passphrase exchanges a file and its checksum one after the other: under
            // the lock they belong together.
            switch error {
            case .fileDamaged, .checksumMissing: break
            default: throw error
            }
            guard let bytes = try? settled(name) else { throw error }
            return bytes
        }
    }

    private func settled(_ name: String) throws(KeyStoreError) -> [UInt8] {
        try exclusively { () throws(KeyStoreError) in try intact(name) }
    }

    /// The bytes of a file, checked against what is kept beside it.
    func intact(_ name: String) throws(KeyStoreError) -> [UInt8] {
        let path = folder.fullPath(name)
        guard let bytes = try folder.read(name) else { throw .keyMissing(path: path) }
        guard let line = try folder.read(checksumName(name)), line.count == 67 + name.utf8.count,
            let stored = Hex.decode(String(decoding: line[..<64], as: UTF8.self))
        else { throw .checksumMissing(path: path) }
        guard stored == SHA256.hash(bytes).bytes else { throw .fileDamaged(path: path) }
        return bytes
    }

    func seal(_ name: String, _ content: SecretBytes, _ passphrase: SecretBytes) -> [UInt8] {
        Self.isKey(name)
            ? EncryptedPKCS8.seal(key: content, passphrase: passphrase, iterations: iterations)
            : PasswordCMS.seal(content, passphrase: passphrase, iterations: iterations)
    }

    func unseal(
        _ name: String, _ bytes: [UInt8], _ passphrase: SecretBytes
    ) throws(KeyStoreError) -> SecretBytes {
        let path = folder.fullPath(name)
        do throws(SealedSecretError) {
            return Self.isKey(name)
                ? try EncryptedPKCS8.open(bytes, passphrase: passphrase)
                : try PasswordCMS.open(bytes, passphrase: passphrase)
        } catch {
            switch error {
            case .cannotDecrypt: throw .wrongPassphrase(path: path)
            case .costTooHigh(let iterations):
                throw .costTooHigh(path: path, iterations: iterations)
            case .unsupported(let algorithm): throw .unsupported(path: path, algorithm: algorithm)
            case .malformed: throw .fileDamaged(path: path)
            }
        }
    }
}
