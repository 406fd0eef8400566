import Cryptography
import EGS

extension FuzzTarget {
    static let certificates = [FuzzTarget(name: "der", run: readsCertificates)]

    /// What was read gives its bytes back, in whatever form it travelled.
    private static func readsCertificates(_ bytes: [UInt8]) {
        if let certificate = try? Certificate(der: bytes) {
            require(certificate.der == bytes, "a certificate keeps its bytes")
            require(!certificate.isSigned(by: bytes), "no certificate is a key")
            let again = try? Certificate(der: certificate.der)
            require(again?.serialDecimal == certificate.serialDecimal, "its serial number stays")
        }
        if let stamping = try? StampingCertificate(pemDEROrToken: bytes) {
            let again = try? StampingCertificate(der: stamping.certificate.der)
            require(again?.digestText == stamping.digestText, "a certificate's digest stays")
        }
        _ = try? CertificateRequest(der: bytes)
    }
}
