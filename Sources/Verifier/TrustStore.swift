// What an auditor trusts, as files of one folder:
//
//   *.pem *.crt *.cer *.der   certificates of issuers and roots, PEM (several in one file) or DER
//   *.crl                     lists of revoked certificates, PEM or DER
//   algorithms                until when an algorithm is trusted: lines `secp256k1 2035-01-01`;
//                             a line that begins with # is a remark
//
// A root is a certificate that signed itself. PEM files may hold both kinds. Other files are
// passed over; one of these that cannot be read is refused by its name.

import Cryptography
import Invoicing

/// The authorities, lists of revoked certificates and dates that an auditor brings; nothing of it
/// ever comes from a ledger.
public struct TrustStore: Sendable {
    /// The algorithms that stamp documents; a date may be given for each.
    public enum Algorithm: String, CaseIterable, Sendable { case secp256k1, ecdsa, sha256 }

    /// A list of revoked certificates and the file it came from.
    struct NamedList: Sendable {
        let name: String
        let list: CertificateRevocationList
    }

    private(set) var authorities: [Certificate] = []
    private(set) var lists: [NamedList] = []
    /// From this day on an algorithm proves nothing that was not proven before; seconds since 1970.
    private(set) var sunsets: [Algorithm: Int64] = [:]

    public static let algorithmsFile = "algorithms"
    public static let largestFile = CertificateRevocationList.maximumBytes * 3 / 2
    private static let suffixes = [".pem", ".crt", ".cer", ".der", ".crl"]

    /// Whether a file of this name is one of a trust folder's.
    public static func takes(_ name: String) -> Bool {
        name == algorithmsFile || suffixes.contains { name.hasSuffix($0) }
    }

    /// - Throws: ``TrustStoreError`` for the first file that is not what its name says.
    public init(files: [(name: String, bytes: [UInt8])]) throws(TrustStoreError) {
        for file in files where Self.takes(file.name) {
            if file.name == Self.algorithmsFile {
                try readAlgorithms(file.bytes)
            } else {
                try read(file.name, file.bytes)
            }
        }
        guard authorities.contains(where: \.isRoot) else { throw .noRoot }
    }

    private mutating func read(_ name: String, _ bytes: [UInt8]) throws(TrustStoreError) {
        if bytes.first == 0x30 {
            if name.hasSuffix(".crl") {
                try addList(name, bytes)
            } else {
                try addAuthority(name, bytes)
            }
            return
        }
        let certificates = Self.blocks(bytes, "CERTIFICATE")
        let lists = Self.blocks(bytes, "X509 CRL")
        guard !(certificates.isEmpty && lists.isEmpty) else {
            throw .unreadable(name: name, .unknownEncoding)
        }
        for der in certificates { try addAuthority(name, der) }
        for der in lists { try addList(name, der) }
    }

    private mutating func addAuthority(_ name: String, _ der: [UInt8]) throws(TrustStoreError) {
        let certificate: Certificate
        do throws(CertificateError) {
            certificate = try Certificate(der: der)
        } catch {
            throw .unreadable(name: name, error)
        }
        guard certificate.mayIssue else { throw .notAnAuthority(name: name) }
        if !authorities.contains(where: { $0.der == der }) { authorities.append(certificate) }
    }

    private mutating func addList(_ name: String, _ der: [UInt8]) throws(TrustStoreError) {
        do throws(CertificateError) {
            let list = try CertificateRevocationList(der: der)
            if !lists.contains(where: { $0.list.der == der }) {
                lists.append(NamedList(name: name, list: list))
            }
        } catch {
            throw .unreadable(name: name, error)
        }
    }

    /// The contents of all blocks with this label.
    private static func blocks(_ text: [UInt8], _ label: String) -> [[UInt8]] {
        let end = Array("-----END \(label)-----".utf8)
        var rest = text[...]
        var found: [[UInt8]] = []
        while let close = rest.firstRange(of: end) {
            if let der = PEM.firstBlock(in: Array(rest[..<close.upperBound]), label: label) {
                found.append(der)
            }
            rest = rest[close.upperBound...]
        }
        return found
    }

    private mutating func readAlgorithms(_ bytes: [UInt8]) throws(TrustStoreError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = String(decoding: line, as: UTF8.self)
                .split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard words.count == 2, let algorithm = Algorithm(rawValue: String(first)),
                let date = CivilDate(String(words[1])), sunsets[algorithm] == nil
            else { throw .algorithms(line: index + 1, text: words.joined(separator: " ")) }
            sunsets[algorithm] = Int64(date.daysSince1970) * 86_400
        }
    }

    /// The first of the algorithms of a stamp that is given up, and when.
    var firstSunset: (algorithm: Algorithm, at: Int64)? {
        let first = sunsets.min { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
        return first.map { ($0.key, $0.value) }
    }

    /// In DER; issuers that are no roots are there to build chains with.
    var certificates: [[UInt8]] { authorities.map(\.der) }
    var rootCount: Int { authorities.count(where: \.isRoot) }
}

/// The issuers of a certificate, the nearest first and a root last.
struct CertificatePath: Sendable {
    let certificate: Certificate
    let issuers: [Certificate]

    /// All but the root: what a list of revoked certificates may name, each with its issuer.
    var links: [(certificate: Certificate, issuer: Certificate)] {
        Array(zip([certificate] + issuers.dropLast(), issuers)).map { ($0.0, $0.1) }
    }

    /// The time in which all are valid, in seconds since 1970, both inclusive.
    var notBefore: Int64 { issuers.reduce(certificate.notBefore) { max($0, $1.notBefore) } }
    var notAfter: Int64 { issuers.reduce(certificate.notAfter) { min($0, $1.notAfter) } }
}

extension TrustStore {
    private static let longestPath = 8
    private static let mostPaths = 32

    /// The ways from a certificate up to a root; empty where there is none.
    func paths(from certificate: Certificate) -> [CertificatePath] {
        var found: [CertificatePath] = []
        extend(certificate, [], &found)
        return found
    }

    private func extend(
        _ certificate: Certificate, _ below: [Certificate], _ found: inout [CertificatePath]
    ) {
        let last = below.last ?? certificate
        guard below.count < Self.longestPath, found.count < Self.mostPaths else { return }
        for issuer in authorities where issuer.subject.der == last.issuer.der {
            let isKnown = below.contains { $0.der == issuer.der }
            let isTooLong = issuer.pathLength.map { below.count > $0 } ?? false
            guard !isKnown, !isTooLong, last.isSigned(by: issuer.spkiDER) else { continue }
            if issuer.isRoot {
                found.append(CertificatePath(certificate: certificate, issuers: below + [issuer]))
            } else {
                extend(certificate, below + [issuer], &found)
            }
        }
    }
}

extension Certificate {
    fileprivate var isRoot: Bool { issuer.der == subject.der && isSigned(by: spkiDER) }
}
