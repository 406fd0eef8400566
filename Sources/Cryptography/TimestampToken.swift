import CLibCrypto
import Encoding
import Glibc

/// A time stamp (RFC 3161) as it came in a reply: that some data existed at a moment, by an
/// authority's word.
///
/// A token that was read is whole: its signature is by the certificate in it, which is one for time
/// stamps, named in the token and valid at its moment. Whether that certificate is anybody's whom
/// the reader trusts, ``leads(to:at:)`` tells.
public struct TimestampToken: Hashable, Sendable {
    public enum ImprintAlgorithm: String, Sendable {
        case sha256 = "2.16.840.1.101.3.4.2.1"
        case sha384 = "2.16.840.1.101.3.4.2.2"
        case sha512 = "2.16.840.1.101.3.4.2.3"
    }

    /// Seconds since 1970; a fraction is cut off.
    public let genTime: Int64
    /// How far off the time may be, in seconds, rounded up; 0 if the token does not say.
    public let accuracySeconds: Int64
    public let imprintAlgorithm: ImprintAlgorithm
    public let imprint: [UInt8]
    /// The dotted identifier of the policy it was made under.
    public let policy: String
    /// In lower-case hexadecimal.
    public let serial: String
    /// Big-endian, without leading zeros; `nil` where the query had none.
    public let nonce: [UInt8]?
    /// All certificates in it, in DER, in its order.
    public let certificates: [[UInt8]]
    /// The whole reply as it was read.
    public let reply: [UInt8]

    public static let limitBytes = 1 << 18

    /// Whether the stamp is over these bytes.
    public func isOver(_ data: [UInt8]) -> Bool { imprintAlgorithm.hash(data) == imprint }

    /// Reads a reply and checks what can be checked without trusting anybody.
    public static func read(_ reply: [UInt8]) throws(TimestampError) -> TimestampToken {
        let opened = try OpenedReply(reply)
        guard let info = opened.info else { throw opened.refusal }
        let token = try read(info, certificates: opened.certificates, reply: reply)
        if let reason = opened.fault(
            trusting: token.certificates, at: token.genTime, authLevel: 0)
        {
            throw .signature(reason: reason)
        }
        return token
    }

    /// Whether the token's certificate leads to one of these, at a moment.
    ///
    /// A root may be any certificate of the chain: the authority's own, or one above it.
    public func leads(to roots: [[UInt8]], at seconds: Int64) -> Bool {
        // What has been read can be read again.
        guard !roots.isEmpty, let opened = try? OpenedReply(reply) else { return false }
        return opened.fault(trusting: roots, at: seconds, authLevel: 1) == nil
    }

    private static func read(
        _ info: OpaquePointer, certificates: [[UInt8]], reply: [UInt8]
    ) throws(TimestampError) -> TimestampToken {
        guard let asked = TS_TST_INFO_get_msg_imprint(info),
            let algorithm = TS_MSG_IMPRINT_get_algo(asked)?.pointee.algorithm,
            let policy = TS_TST_INFO_get_policy_id(info),
            let serial = TS_TST_INFO_get_serial(info), let time = seconds(of: info)
        else { throw .malformed }
        guard let known = ImprintAlgorithm(rawValue: ASN1.oid(algorithm)) else {
            throw .imprintAlgorithm(ASN1.oid(algorithm))
        }
        return TimestampToken(
            genTime: time, accuracySeconds: accuracy(of: info), imprintAlgorithm: known,
            imprint: ASN1.bytes(TS_MSG_IMPRINT_get_msg(asked)), policy: ASN1.oid(policy),
            serial: Hex.encode(ASN1.bytes(serial)),
            nonce: TS_TST_INFO_get_nonce(info).map { ASN1.magnitude($0) },
            certificates: certificates, reply: reply)
    }

    private static func seconds(of info: OpaquePointer) -> Int64? {
        guard let time = TS_TST_INFO_get_time(info) else { return nil }
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }

    private static func accuracy(of info: OpaquePointer) -> Int64 {
        guard let accuracy = TS_TST_INFO_get_accuracy(info) else { return 0 }
        let isMore =
            ASN1.small(TS_ACCURACY_get_millis(accuracy)) > 0
            || ASN1.small(TS_ACCURACY_get_micros(accuracy)) > 0
        return min(ASN1.small(TS_ACCURACY_get_seconds(accuracy)), 1 << 40) + (isMore ? 1 : 0)
    }
}

extension TimestampToken.ImprintAlgorithm {
    public func hash(_ data: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Cryptography.SHA256.hash(data).bytes
        case .sha384: Self.digest(data, count: 48) { _ = SHA384($0, $1, $2) }
        case .sha512: Self.digest(data, count: 64) { _ = SHA512($0, $1, $2) }
        }
    }

    private static func digest(
        _ data: [UInt8], count: Int,
        _ work: (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>?) -> Void
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { out, written in
            work(data, data.count, out.baseAddress)
            written = count
        }
    }
}

/// Why a reply is no time stamp, or a worthless one.
public enum TimestampError: Error, Hashable, Sendable {
    /// Not the DER of a reply, or more than that.
    case malformed
    /// The authority refused; status and words are its own (RFC 3161, 2.4.2).
    case refused(status: Int, words: String)
    /// Over a digest that is not of the SHA-2 family; the dotted identifier.
    case imprintAlgorithm(String)
    /// The signature does not hold; the reason in libcrypto's words.
    case signature(reason: String)
}
