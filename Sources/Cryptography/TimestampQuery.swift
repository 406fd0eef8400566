import CLibCrypto

/// What a time-stamping authority is asked (RFC 3161, 2.4.1): a stamp over the SHA-256 of some
/// data, with its certificate in the reply.
public struct TimestampQuery: Hashable, Sendable {
    public let imprint: SHA256Digest
    /// Big-endian, without leading zeros.
    public let nonce: [UInt8]
    /// The dotted identifier of the policy that is wanted; `nil` for the authority's own choice.
    public let policy: String?
    public let der: [UInt8]

    /// `application/timestamp-query`.
    public static let mediaType = "application/timestamp-query"
    public static let replyMediaType = "application/timestamp-reply"

    /// - Parameters:
    ///   - nonce: Random bytes, by which the reply shows that it is to this query.
    ///   - policy: A well-formed dotted identifier.
    public init(
        over data: [UInt8], nonce: [UInt8] = SecureRandom.bytes(8), policy: String? = nil
    ) {
        imprint = SHA256.hash(data)
        self.nonce = Array(nonce.drop { $0 == 0 })
        self.policy = policy
        let sha256 = DER.sequence(DER.oid(OID.sha256), DER.null)
        der = DER.sequence(
            DER.integer(1), DER.sequence(sha256, DER.octets(imprint.bytes)),
            policy.map { DER.oid($0) } ?? [], DER.unsigned(nonce),
            [DERReader.Tag.boolean, 1, 0xFF])
    }

    /// Reads a query that ``init(over:nonce:policy:)`` wrote.
    ///
    /// - Returns: `nil` for any other.
    public static func read(_ der: [UInt8]) -> TimestampQuery? {
        defer { ERR_clear_error() }
        var start: UnsafePointer<UInt8>?
        return der.withUnsafeBufferPointer { bytes in
            start = bytes.baseAddress
            guard let query = d2i_TS_REQ(nil, &start, bytes.count) else { return nil }
            defer { TS_REQ_free(query) }
            guard let asked = TS_REQ_get_msg_imprint(query),
                let imprint = SHA256Digest(ASN1.bytes(TS_MSG_IMPRINT_get_msg(asked))),
                let nonce = TS_REQ_get_nonce(query)
            else { return nil }
            let policy = TS_REQ_get_policy_id(query).map { ASN1.oid($0) }
            let read = TimestampQuery(
                imprint: imprint, nonce: ASN1.magnitude(nonce), policy: policy, der: der)
            return read
        }
    }

    private init(imprint: SHA256Digest, nonce: [UInt8], policy: String?, der: [UInt8]) {
        self.imprint = imprint
        self.nonce = nonce
        self.policy = policy
        self.der = der
    }

    /// Whether a text is the dotted identifier of a policy.
    public static func isPolicy(_ text: String) -> Bool {
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false).map { arc in
            UInt32(arc).flatMap { String($0) == arc ? $0 : nil }
        }
        guard (2...20).contains(arcs.count), let first = arcs[0], let second = arcs[1] else {
            return false
        }
        return first <= 2 && (first == 2 || second < 40) && !arcs.contains(nil)
    }

    /// Why a token is not the answer to this query.
    public enum Difference: Sendable, Hashable, CaseIterable {
        /// It is over other data.
        case imprint
        /// It is the answer to another query, or an old one.
        case nonce
        /// It was made under another policy.
        case policy
    }

    /// - Returns: `nil` where the token answers this query.
    public func difference(from token: TimestampToken) -> Difference? {
        guard token.imprintAlgorithm == .sha256, token.imprint == imprint.bytes else {
            return .imprint
        }
        guard token.nonce == nonce else { return .nonce }
        guard policy == nil || token.policy == policy else { return .policy }
        return nil
    }
}

/// Values out of OpenSSL's ASN.1 types.
enum ASN1 {
    static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
        guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
    }

    /// The absolute value, big-endian, without leading zeros.
    static func magnitude(_ integer: UnsafePointer<ASN1_INTEGER>) -> [UInt8] {
        Array(bytes(integer).drop { $0 == 0 })
    }

    /// A small number that is not negative.
    static func small(_ integer: UnsafePointer<ASN1_INTEGER>?) -> Int64 {
        guard let integer else { return 0 }
        return max(0, Int64(ASN1_INTEGER_get(integer)))
    }

    /// The dotted text.
    static func oid(_ object: OpaquePointer) -> String {
        var text = [CChar](repeating: 0, count: 256)
        let count = OBJ_obj2txt(&text, 256, object, 1)
        guard count > 0, count < 256 else { return "" }
        return String(
            decoding: text.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
