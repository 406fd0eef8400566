import Cryptography
import EGS
import Invoicing
import TestCA
import Testing

@Suite("lists of revoked certificates")
struct RevocationListTests {
    private static func time(_ seconds: Int64) -> Instant { Instant(secondsSince1970: seconds) }
    private let authority = TestAuthority.generate(
        notBefore: time(1_767_225_600), notAfter: time(1_924_992_000))

    private func list() -> [UInt8] {
        authority.revocationList(
            [
                .init(serial: [0x01, 0x02], at: 1_780_000_000, reason: .keyCompromise),
                .init(serial: [0xFF], at: 1_781_000_000),
            ], thisUpdate: Self.time(1_782_000_000), nextUpdate: Self.time(1_783_000_000),
            number: 300)
    }

    @Test("ours is the one that OpenSSL reads, and its signature holds there too")
    func openssl() throws {
        let bench = try Workbench()
        try bench.write(list(), to: "list.der")
        try bench.write(
            PEM.encode(authority.certificateDER, label: "CERTIFICATE"), to: "ca.pem")
        let text = try bench.must(
            "openssl", "crl", "-inform", "DER", "-in", "list.der", "-noout", "-text", "-crlnumber",
            "-CAfile", "ca.pem"
        ).text
        for words in [
            "Key Compromise", "Serial Number: 0102", "Serial Number: FF",
            "Last Update: Jun 21 00:00:00 2026 GMT", "crlNumber=0x012C",
        ] { #expect(text.contains(words), "\(words) in \(text)") }
        let verdict = try bench.run(
            "sh", "-c",
            "openssl crl -inform DER -in list.der -noout -CAfile ca.pem 2>&1")
        #expect(verdict.text.contains("verify OK"), "\(verdict.text)")
    }

    @Test("every field is read as it was written")
    func fields() throws {
        let read = try CertificateRevocationList(der: list())
        #expect(read.thisUpdate == 1_782_000_000)
        #expect(read.nextUpdate == 1_783_000_000)
        #expect(read.number == "300")
        #expect(read.revoked.keys.sorted() == ["255", "258"])
        #expect(read.revoked["258"]?.reason == .keyCompromise)
        #expect(read.revoked["258"]?.holdsFrom == 1_780_000_000)
        #expect(read.revoked["255"]?.reason == nil)
        #expect(read.isSigned(by: authority.publicKey.spkiDER))
        #expect(!read.isSigned(by: Secp256k1PrivateKey.generate().publicKey.spkiDER))
        let armoured = PEM.encode(list(), label: "X509 CRL")
        #expect(try CertificateRevocationList(pemOrDER: armoured).der == list())
    }

    @Test("one that OpenSSL made with RSA, an invalidity date is read and verified")
    func foreign() throws {
        let bench = try Workbench()
        let config = """
            [ca]
            default_ca = x
            [x]
            database = index.txt
            crlnumber = number
            default_md = sha256
            default_crl_days = 30
            crl_extensions = y
            [y]
            authorityKeyIdentifier = keyid

            """
        try bench.write(Array(config.utf8), to: "c.cnf")
        try bench.write(Array("01\n".utf8), to: "number")
        let line =
            "R\t301231000000Z\t270601000000Z,keyTime,20270101000000Z\t0A\tunknown\t/CN=x\n"
        try bench.write(Array(line.utf8), to: "index.txt")
        try bench.must(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem",
            "-out", "ca.pem", "-subj", "/CN=Foreign CA", "-days", "30")
        try bench.must(
            "openssl", "ca", "-config", "c.cnf", "-gencrl", "-keyfile", "key.pem", "-cert",
            "ca.pem", "-out", "list.pem")
        let read = try CertificateRevocationList(pemOrDER: try bench.read("list.pem"))
        let der = try #require(
            PEM.firstBlock(in: try bench.read("ca.pem"), label: "CERTIFICATE"))
        let issuer = try Certificate(der: der)
        #expect(read.isSigned(by: issuer.spkiDER))
        #expect(!read.isSigned(by: authority.publicKey.spkiDER))
        #expect(read.issuer.der == issuer.subject.der)
        // 2027-06-01, and the key was known to others from 2027-01-01 on.
        #expect(read.revoked["10"]?.at == 1_811_808_000)
        #expect(read.revoked["10"]?.holdsFrom == 1_798_761_600)
    }

    @Test("every byte flipped in turn is refused, or leaves a list that its issuer did not sign")
    func flips() {
        let good = list()
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 0x01
            guard let read = try? CertificateRevocationList(der: bytes) else { continue }
            #expect(!read.isSigned(by: authority.publicKey.spkiDER), "byte \(index)")
        }
    }

    @Test("what is cut, long, twice, or critical and unknown is refused")
    func refusals() throws {
        let good = list()
        for count in good.indices {
            #expect(throws: CertificateError.self) {
                try CertificateRevocationList(der: Array(good.prefix(count)))
            }
        }
        #expect(throws: CertificateError.self) { try CertificateRevocationList(der: good + [0]) }
        #expect(throws: CertificateError.unknownEncoding) {
            try CertificateRevocationList(pemOrDER: Array("words".utf8))
        }
        let twice = authority.revocationList(
            [.init(serial: [7], at: 1_780_000_000), .init(serial: [7], at: 1_780_000_001)],
            thisUpdate: Self.time(1_782_000_000), nextUpdate: Self.time(1_783_000_000), number: 1)
        #expect(throws: CertificateError.malformed(field: "serial 7 twice")) {
            try CertificateRevocationList(der: twice)
        }
        let huge = [UInt8](repeating: 0x30, count: CertificateRevocationList.maximumBytes + 1)
        #expect(throws: CertificateError.self) { try CertificateRevocationList(der: huge) }
        // deltaCRLIndicator: the list is a difference to another one.
        let delta = critical(good, number: [0x55, 0x1D, 0x14], as: [0x55, 0x1D, 0x1B])
        #expect(throws: CertificateError.unknownCriticalExtension(oid: "2.5.29.27")) {
            try CertificateRevocationList(der: delta)
        }
    }

    /// Turns the CRLNumber extension into a critical one of another type; the outer lengths grow
    /// by the three bytes of the flag.
    private func critical(_ der: [UInt8], number: [UInt8], as oid: [UInt8]) -> [UInt8] {
        var reader = ListTree(der)
        return reader.replacing(
            [0x06, 0x03] + number, by: [0x06, 0x03] + oid + [0x01, 0x01, 0xFF])
    }
}

/// DER taken apart and put together again with lengths that fit.
private struct ListTree {
    private let der: [UInt8]

    init(_ der: [UInt8]) { self.der = der }

    mutating func replacing(_ old: [UInt8], by new: [UInt8]) -> [UInt8] {
        rebuild(der[...], old, new)
    }

    private func rebuild(_ bytes: ArraySlice<UInt8>, _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes
        while let tag = rest.first {
            var start = rest.startIndex + 2
            var length = Int(rest[rest.startIndex + 1])
            if length >= 0x80 {
                let octets = length & 0x7F
                length = rest[start..<start + octets].reduce(0) { $0 << 8 | Int($1) }
                start += octets
            }
            let whole = rest[rest.startIndex..<start + length]
            let content = rest[start..<start + length]
            let isDeep = tag & 0x20 != 0 || (tag == 0x04 && content.first == 0x30)
            if Array(whole) == old {
                out += new
            } else {
                out += DER.element(tag, isDeep ? rebuild(content, old, new) : Array(content))
            }
            rest = rest[(start + length)...]
        }
        return out
    }
}
