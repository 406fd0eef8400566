import CLibCrypto

/// A time-stamping authority's reply in libcrypto's hands.
///
/// TS_RESP_verify_signature checks the signer's certificate (for time stamps only, and says so
/// critically), that the token names it (ESSCertID), that there is one signer, and the signature.
final class OpenedReply {
    private let reply: OpaquePointer

    init(_ bytes: [UInt8]) throws(TimestampError) {
        defer { ERR_clear_error() }
        guard bytes.count <= TimestampToken.limitBytes else { throw .malformed }
        var end: UnsafePointer<UInt8>?
        let (read, isWhole) = bytes.withUnsafeBufferPointer { buffer in
            end = buffer.baseAddress
            let read = d2i_TS_RESP(nil, &end, buffer.count)
            return (read, end == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let read else { throw .malformed }
        guard isWhole else {
            TS_RESP_free(read)
            throw .malformed
        }
        reply = read
    }

    deinit { TS_RESP_free(reply) }

    /// What the stamp says; `nil` where the authority gave none.
    var info: OpaquePointer? { TS_RESP_get_tst_info(reply) }

    var refusal: TimestampError {
        guard let info = TS_RESP_get_status_info(reply) else { return .malformed }
        let list = TS_STATUS_INFO_get0_text(info)
        let words = (0..<text_count(list)).map { place in
            String(decoding: ASN1.bytes(text_at(list, place)), as: UTF8.self)
        }
        return .refused(
            status: Int(ASN1.small(TS_STATUS_INFO_get0_status(info))),
            words: words.joined(separator: "; "))
    }

    /// The certificates in the token.
    var certificates: [[UInt8]] {
        guard let token = TS_RESP_get_token(reply) else { return [] }
        let list = signed_data_certificates(token)
        return (0..<certificate_count(list)).compactMap { place in
            var out: UnsafeMutablePointer<UInt8>?
            let count = i2d_X509(certificate_at(list, place), &out)
            guard count > 0, let out else { return nil }
            defer { free_memory(out) }
            return Array(UnsafeBufferPointer(start: out, count: Int(count)))
        }
    }

    /// What is wrong with the signature if these certificates are trusted, at a moment.
    ///
    /// - Parameter authLevel: libcrypto's level for the strength of keys and digests in the chain.
    /// - Returns: `nil` where all is well.
    func fault(trusting certificates: [[UInt8]], at seconds: Int64, authLevel: Int32) -> String? {
        defer { ERR_clear_error() }
        guard let token = TS_RESP_get_token(reply) else { return "no token" }
        guard let store = X509_STORE_new(), let settings = X509_VERIFY_PARAM_new() else {
            preconditionFailure("out of memory")
        }
        defer {
            X509_STORE_free(store)
            X509_VERIFY_PARAM_free(settings)
        }
        for der in certificates {
            guard let certificate = Self.certificate(der) else { continue }
            X509_STORE_add_cert(store, certificate)
            X509_free(certificate)
        }
        X509_VERIFY_PARAM_set_flags(settings, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        X509_VERIFY_PARAM_set_time(settings, Int(seconds))
        X509_VERIFY_PARAM_set_auth_level(settings, authLevel)
        X509_STORE_set1_param(store, settings)
        ERR_clear_error()
        if TS_RESP_verify_signature(token, nil, store, nil) == 1 { return nil }
        return Self.reason
    }

    private static func certificate(_ der: [UInt8]) -> OpaquePointer? {
        der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_X509(nil, &start, bytes.count)
        }
    }

    /// The first error that libcrypto remembers, in its words.
    private static var reason: String {
        var data: UnsafePointer<CChar>?
        var flags: Int32 = 0
        let code = ERR_peek_error_all(nil, nil, nil, &data, &flags)
        let words = ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason given"
        guard flags & ERR_TXT_STRING != 0, let data, data.pointee != 0 else { return words }
        return words + ": " + String(cString: data)
    }
}
