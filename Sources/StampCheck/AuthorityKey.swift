public import Cryptography
import Encoding

/// A key with which the authority stamps the standard documents that it has cleared.
///
/// Such a document still carries the taxpayer's certificate, so only these keys can tell the
/// authority's stamp from a forged one.
public struct AuthorityKey: Sendable {
    public let name: String
    public let key: Secp256k1PublicKey

    public init(name: String, key: Secp256k1PublicKey) {
        self.name = name
        self.key = key
    }

    /// The key of the authority's test environments. Nobody published it: it was recovered from the
    /// signatures of eight cleared documents of three taxpayers and verifies them all. That of
    /// production is unknown.
    public static let testEnvironments: [AuthorityKey] = {
        let spki =
            "3056301006072a8648ce3d020106052b8104000a034200"
            + "0447627e3749d376f7f8cd1d4cfa1f64245f04afbc19d6ec9e1c384cd984a9a707"
            + "193b6b48d69b6b7515af36a63b2ee15992f6814150f7636e630786c61a22b98e"
        guard let bytes = Hex.decode(spki), let key = Secp256k1PublicKey(spkiDER: bytes) else {
            preconditionFailure("the authority's test key is no point of the curve")
        }
        return [AuthorityKey(name: "ZATCA test environments", key: key)]
    }()
}
