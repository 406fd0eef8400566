public import Cryptography
public import EGS
public import Invoicing

/// Why a call could not be prepared, or why what it brought is refused.
///
/// In every case nothing was stored; where an answer is refused, the one-time code that brought it
/// is spent.
public enum FatooraError: Error, Hashable, Sendable {
    public enum TokenLayer: String, Hashable, Sendable { case outer, inner }

    /// Not six digits. What was typed is not repeated.
    case oneTimeCodeMalformed
    /// The emulator's address is needed.
    case endpointMissing
    case endpointNotAllowed(Environment, endpoint: String)
    case endpointMalformed(String)
    /// Plain `http` to another computer.
    case endpointNotSafe(host: String)
    /// The emulator's address is the authority's own.
    case endpointIsAuthority(host: String)

    /// `binarySecurityToken` is base64 of base64 of DER; this layer is no base64.
    case tokenNotBase64(layer: TokenLayer)
    /// The token is the certificate's base64 itself.
    case tokenEncodedOnce
    case tokenNoCertificate(CertificateError)
    /// The two are beginnings of the keys' SHA-256, in hexadecimal.
    case certificateForOtherKey(ours: String, found: String)
    case certificateForOtherVAT(ours: VATNumber, found: String?)
    case certificateEnded(at: Instant, now: Instant)

    /// A call that did not bring what was asked for.
    case failed(FatooraEndpoint, FatooraOutcome)
}
