import Cryptography
import EGS

/// Which finding a certificate that cannot be used is.
struct CertificateFault {
    let code: FindingCode
    let found: String

    /// - Returns: `nil` for a usable certificate.
    init?(der: [UInt8]) {
        do throws(CertificateError) {
            _ = try StampingCertificate(der: der)
            return nil
        } catch {
            switch error {
            case .notDER(let offset, let reason):
                self.init(.certificateEncoding, "offset \(offset): \(reason)")
            case .malformed(let field): self.init(.certificateEncoding, field)
            case .unknownEncoding: self.init(.certificateEncoding, "unknown encoding")
            case .badPublicKey(let reason): self.init(.certificateKey, reason)
            case .notSecp256k1: self.init(.certificateKey, "not secp256k1")
            case .unknownCriticalExtension(let oid): self.init(.certificateProfile, oid)
            case .negativeSerial: self.init(.certificateProfile, "negative serial")
            case .zeroSerial: self.init(.certificateProfile, "serial 0")
            case .badSelfSignature: self.init(.certificateProfile, "self-signature")
            }
        }
    }

    private init(_ code: FindingCode, _ found: String) {
        self.code = code
        self.found = found
    }
}
