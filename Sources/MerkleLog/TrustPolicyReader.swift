import Cryptography

/// Why a policy file is refused. Lines count from 1.
public enum TrustPolicyError: Error, Hashable, Sendable {
    case tooLong(bytes: Int, limit: Int)
    case tooManyLines(limit: Int)
    /// A byte that no policy may hold.
    case character(UInt8, line: Int)
    /// The last line has no end.
    case unfinished
    /// A first word other than log, witness, group and quorum.
    case word(String, line: Int)
    /// Too few or too many words.
    case form(line: Int)
    /// No key of the kind wanted here.
    case key(NoteError, line: Int)
    /// A witness's key as a log, or a log's as a witness.
    case wrongKind(line: Int)
    /// The same public key as on an earlier line.
    case keyTwice(line: Int, first: Int)
    /// A name that an earlier line defines, or `none`.
    case nameTwice(String, line: Int)
    /// A name that no earlier line defines.
    case unknownName(String, line: Int)
    /// A name that is a member of a group already.
    case memberTwice(String, line: Int)
    /// A number of members outside 1 to the number of members.
    case threshold(String, line: Int, members: Int)
    case noQuorum
    case secondQuorum(line: Int)
}

/// Reads the lines of a policy, in order.
struct TrustPolicyReader {
    private static let limitBytes = 65_536
    private static let limitLines = 1_000

    private var policy = TrustPolicy()
    private var names: [[UInt8]: TrustPolicy.Quorum] = [:]
    private var members: Set<[UInt8]> = []
    private var logLines: [Ed25519PublicKey: Int] = [:]
    private var witnessLines: [Ed25519PublicKey: Int] = [:]
    private var hasQuorum = false

    private typealias Words = [ArraySlice<UInt8>]

    static func read(_ bytes: [UInt8]) throws(TrustPolicyError) -> TrustPolicy {
        guard bytes.count <= limitBytes else {
            throw .tooLong(bytes: bytes.count, limit: limitBytes)
        }
        guard bytes.isEmpty || bytes.last == Lines.end else { throw .unfinished }
        let lines = bytes.dropLast().split(separator: Lines.end, omittingEmptySubsequences: false)
        guard lines.count <= limitLines else { throw .tooManyLines(limit: limitLines) }
        var reader = TrustPolicyReader()
        for (index, line) in lines.enumerated() { try reader.take(line, index + 1) }
        guard reader.hasQuorum else { throw .noQuorum }
        return reader.policy
    }

    private mutating func take(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(TrustPolicyError) {
        let tab = UInt8(ascii: "\t")
        if let wrong = line.first(where: { $0 < 0x20 && $0 != tab || $0 == 0x7F }) {
            throw .character(wrong, line: number)
        }
        let words = line.split { $0 == UInt8(ascii: " ") || $0 == tab }
        guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
        let rest = Array(words.dropFirst())
        switch Self.text(first) {
        case "log": try takeLog(rest, number)
        case "witness": try takeWitness(rest, number)
        case "group": try takeGroup(rest, number)
        case "quorum": try takeQuorum(rest, number)
        case let other: throw .word(other, line: number)
        }
    }

    private mutating func takeLog(_ words: Words, _ number: Int) throws(TrustPolicyError) {
        guard (1...2).contains(words.count) else { throw .form(line: number) }
        let key = try Self.key(words[0], .log, number)
        if let first = logLines.updateValue(number, forKey: key.publicKey) {
            throw .keyTwice(line: number, first: first)
        }
        policy.logs.append(.init(key: key, address: words.dropFirst().first.map(Self.text)))
    }

    private mutating func takeWitness(_ words: Words, _ number: Int) throws(TrustPolicyError) {
        guard (2...3).contains(words.count) else { throw .form(line: number) }
        let key = try Self.key(words[1], .witness, number)
        if let first = witnessLines.updateValue(number, forKey: key.publicKey) {
            throw .keyTwice(line: number, first: first)
        }
        try define(words[0], .witness(policy.witnesses.count), number)
        policy.witnesses.append(
            .init(
                name: Self.text(words[0]), key: key,
                address: words.dropFirst(2).first.map(Self.text)))
    }

    private mutating func takeGroup(_ words: Words, _ number: Int) throws(TrustPolicyError) {
        guard words.count >= 3 else { throw .form(line: number) }
        var quorums: [TrustPolicy.Quorum] = []
        for word in words.dropFirst(2) {
            guard let quorum = names[Array(word)] else {
                throw .unknownName(Self.text(word), line: number)
            }
            guard members.insert(Array(word)).inserted else {
                throw .memberTwice(Self.text(word), line: number)
            }
            quorums.append(quorum)
        }
        let need: Int
        switch Self.text(words[1]) {
        case "all": need = quorums.count
        case "any": need = 1
        case let digits:
            guard let wanted = Lines.number(words[1]), (1...Int64(quorums.count)).contains(wanted)
            else { throw .threshold(digits, line: number, members: quorums.count) }
            need = Int(wanted)
        }
        try define(words[0], .group(need: need, quorums), number)
    }

    private mutating func takeQuorum(_ words: Words, _ number: Int) throws(TrustPolicyError) {
        guard !hasQuorum else { throw .secondQuorum(line: number) }
        guard words.count == 1 else { throw .form(line: number) }
        hasQuorum = true
        guard !words[0].elementsEqual("none".utf8) else { return }
        guard let quorum = names[Array(words[0])] else {
            throw .unknownName(Self.text(words[0]), line: number)
        }
        policy.quorum = quorum
    }

    private mutating func define(
        _ name: ArraySlice<UInt8>, _ quorum: TrustPolicy.Quorum, _ number: Int
    ) throws(TrustPolicyError) {
        let isReserved = name.elementsEqual("none".utf8)
        guard !isReserved, names.updateValue(quorum, forKey: Array(name)) == nil else {
            throw .nameTwice(Self.text(name), line: number)
        }
    }

    private static func key(
        _ word: ArraySlice<UInt8>, _ kind: NoteKey.Kind, _ number: Int
    ) throws(TrustPolicyError) -> NoteKey {
        let key: NoteKey
        do { key = try NoteKey.read(word) } catch { throw .key(error, line: number) }
        guard key.kind == kind else { throw .wrongKind(line: number) }
        return key
    }

    private static func text(_ word: ArraySlice<UInt8>) -> String {
        String(decoding: word, as: UTF8.self)
    }
}
