import Cryptography
import EGS
import Encoding
import Foundation
import Testing

@Suite("issuer names are printed as Java prints them")
struct IssuerTextTests {
    static let names: [(subject: String, text: String)] = [
        ("/DC=local/DC=gov/DC=extgazt/CN=X-CA", "CN=X-CA, DC=extgazt, DC=gov, DC=local"),
        ("/C=SA/O=A, B \\+ Co/CN=x", "CN=x, O=\"A, B + Co\", C=SA"),
        (
            "/O=say \"hi\" \\\\ there/CN=#1;<2>=3",
            "CN=\"#1;<2>=3\", O=\"say \\\"hi\\\" \\\\ there\""
        ),
        ("/CN= lead/O=trail /OU=two  blanks", "OU=\"two  blanks\", O=\"trail \", CN=\" lead\""),
        ("/CN=شركة/O=plain text", "O=plain text, CN=شركة"),
        ("/CN=a+OU=b/O=c", "O=c, CN=a + OU=b"),
        (
            "/UID=u/SN=s/GN=g/title=t/serialNumber=1/emailAddress=a@b/street=st/L=l/ST=p"
                + "/dnQualifier=d",
            "DNQ=d, ST=p, L=l, STREET=st, EMAILADDRESS=a@b, SERIALNUMBER=1, T=t, GIVENNAME=g, "
                + "SURNAME=s, UID=u"
        ),
        ("/businessCategory=x/registeredAddress=y/CN=z", "CN=z, OID.2.5.4.26=y, OID.2.5.4.15=x"),
    ]

    @Test("by the rules, and by Java itself where it is installed", arguments: names)
    func javaText(subject: String, text: String) throws {
        let bench = try Workbench()
        try bench.must(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", "key", "-subj", subject, "-utf8", "-multivalue-rdn", "-days", "9",
            "-out", "c.pem")
        let pem = try bench.read("c.pem")
        let der = try #require(PEM.firstBlock(in: pem, label: "CERTIFICATE"))
        #expect(try Certificate(der: der).issuerText == text)
        guard try bench.run("sh", "-c", "command -v keytool").status == 0 else {
            print("keytool is absent: not compared with Java")
            return
        }
        let shown = try bench.must(
            "keytool", "-J-Dfile.encoding=UTF-8", "-J-Dstdout.encoding=UTF-8",
            "-J-Dsun.stdout.encoding=UTF-8", "-J-Duser.language=en", "-printcert", "-file", "c.pem")
        let line = try #require(
            shown.text.split(separator: "\n").first { $0.hasPrefix("Issuer: ") })
        #expect(String(line.dropFirst("Issuer: ".count)) == text)
    }

    @Test("every certificate of the corpus gives the issuer and serial that its document names")
    func corpus() throws {
        let given = ProcessInfo.processInfo.environment["SIJIL_CORPUS"]
        let besideUs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/corpus").path
        let folder = given ?? besideUs
        guard let lines = try? String(contentsOfFile: "\(folder)/index.jsonl", encoding: .utf8)
        else {
            print("the corpus is absent: set SIJIL_CORPUS to its folder")
            return
        }
        var stamped = 0
        for line in lines.split(separator: "\n") {
            let entry = try JSONReader.read(Array(line.utf8))
            guard case .string(let file) = entry["file"], let crypto = entry["crypto"] else {
                continue
            }
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
            let xml = String(decoding: bytes, as: UTF8.self)
            guard crypto["issuer"] == .bool(true), crypto["serial"] == .bool(true) else { continue }
            let base64 = try #require(Self.element("X509Certificate", xml), "\(file)")
            if crypto["curve"] == "secp256r1" {
                // One real document is stamped with the wrong curve.
                let der = try #require(Base64.decode(base64))
                #expect(try Certificate(der: der).issuerText == Self.element("X509IssuerName", xml))
                #expect(throws: CertificateError.notSecp256k1) { try StampingCertificate(der: der) }
                continue
            }
            let certificate = try StampingCertificate(pemDEROrToken: Array(base64.utf8))
            #expect(certificate.issuerText == Self.element("X509IssuerName", xml), "\(file)")
            #expect(certificate.serialDecimal == Self.element("X509SerialNumber", xml), "\(file)")
            if crypto["cert_digest"] == .bool(true) {
                let digest = String(decoding: certificate.digestText, as: UTF8.self)
                #expect(xml.contains(">\(digest)<"), "\(file)")
            }
            guard case .string(let hash) = entry["expect"]?["hash"] else { continue }
            let message = try #require(Base64.decode(hash))
            let value = try #require(Self.element("SignatureValue", xml))
            let isSigned = Base64.decode(value).map {
                certificate.publicKey.verify($0, of: message)
            }
            if case .bool(let expected) = crypto["ecdsa"] {
                #expect(isSigned == expected, "\(file)")
            }
            stamped += 1
        }
        #expect(stamped >= 20)
        print("\(stamped) stamped documents of the corpus looked at")
    }

    /// The text of the first element with this local name.
    static func element(_ name: String, _ xml: String) -> String? {
        guard let open = xml.range(of: "\(name)>"),
            let close = xml.range(of: "</", range: open.upperBound..<xml.endIndex)
        else { return nil }
        return String(xml[open.upperBound..<close.lowerBound])
    }
}
