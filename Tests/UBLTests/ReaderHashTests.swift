import Cryptography
import Encoding
import Invoicing
import Testing

@testable import UBL

/// D1 and E4 against files of another origin.
@Suite("reading a document: its hash")
struct ReaderHashTests {
    /// From `vectors.json`, `fixtures`.
    static let hashes = [
        ("simplified-invoice-icv1.xml", "N/GhwuKdmKxSQEv/8vO55NTAMbu3vYfwu5TAYRNgu4s=", 4799),
        ("simplified-credit-note-icv2.xml", "LwAmsy+TZdojquCGRBgiqmnoO44OLazsqU72Tap4Lu0=", 5000),
        ("standard-invoice-icv3.xml", "LmTuKTGZ2CQXxB3X5YLGlSxG0VYI1rqiCqwRTY/WhF8=", 5973),
    ]

    @Test(
        "the three fixtures have the hashes and lengths that another program found",
        arguments: hashes)
    func fixture(_ row: (name: String, hash: String, bytes: Int)) throws {
        let document = try DocumentReader.read(ReaderFixtures.vector(row.name))
        #expect(document.hash.base64 == row.hash)
        #expect(document.hashedBytes == row.bytes)
        #expect(document.faults == [])
    }

    @Test("CR LF line ends change neither hash nor values")
    func carriageReturns() throws {
        let plain = try ReaderFixtures.vector("simplified-invoice-icv1.xml")
        let twin = plain.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        let document = try DocumentReader.read(twin)
        #expect(document.hash.base64 == Self.hashes[0].1)
        #expect(
            document.facts.signedProperties
                == (try DocumentReader.read(plain)).facts.signedProperties)
    }

    /// From `vectors.json`, `fixtureNegatives_simplified_icv1`: what each well-known mistake gives.
    static let mistakes = [
        "2h3WwwCqAQ/luwfrhJasdpETOwhsyGxI58oxENoSgok=",  // white space beside cuts dropped
        "UYjiPYLC1vOZsCgtu7rGN3PdNcxBxg/8HNvsAPFP7L4=",  // all blank text dropped
        "37HghA8rww9VHTYNZxijRFAZpl6GhA+GHR7RsB6WO7E=",  // exclusive canonical form
        "53I5pmLu179+7jZe5+hyXTDqgZNgx4wRybZfwuN9RTM=",  // nothing removed
    ]

    @Test("none of the well-known mistakes is made, by neither way of reading")
    func mistakes() throws {
        let bytes = try ReaderFixtures.vector("simplified-invoice-icv1.xml")
        for way in [DocumentReader.Way.fastest, .parserOnly] {
            let document = try DocumentReader().read(bytes, by: way)
            #expect(!Self.mistakes.contains(document.hash.base64))
            let digest = SHA256.hash(document.facts.signedProperties)
            let text = Base64.encode(Hex.encodeToBytes(digest.bytes))
            #expect(
                text
                    == "ZTA1MWJmMjI4NTI4ODM4ZTc0ZWYxYzJmYzAyZjljMTVj"
                    + "MWU1NDJkMWEzMGU1NmU2MWMxMjFkZTNjNWI4NDE2NQ=="
            )
        }
    }

    @Test("the canonical text is the 4799 bytes that another program hashed")
    func canonicalBytes() throws {
        let expected = try ReaderFixtures.vector("simplified-invoice-icv1.canonical.bin")
        let document = try DocumentReader.read(
            ReaderFixtures.vector("simplified-invoice-icv1.xml"))
        #expect(SHA256.hash(expected).bytes == document.hash.bytes)
        #expect(expected.count == document.hashedBytes)
    }

    @Test("values are read as they stand")
    func values() throws {
        let facts = try DocumentReader.read(ReaderFixtures.vector("standard-invoice-icv3.xml"))
            .facts
        #expect(facts.icv == "3")
        #expect(facts.pih == "LwAmsy+TZdojquCGRBgiqmnoO44OLazsqU72Tap4Lu0=")
        #expect(facts.typeCode == "388")
        #expect(facts.ksa2 == "0100000")
        #expect(facts.currency == "SAR")
        #expect(facts.issueDate == "2025-06-10")
        #expect(facts.issueTime == "13:00:00")
        #expect(facts.sellerName == "شركة دفتر التجريبية | Daftar Fixture Co")
        #expect(facts.sellerVAT == "399999999900003")
        #expect(facts.total == "115.01")
        #expect(facts.vat == "15.00")
        #expect(facts.text(.signingTime) == "2025-06-10T10:00:01")
        #expect(!facts.isSimplified)
        let lines = facts.groups(.line)
        #expect(lines.count == 1)
        #expect(lines.map { facts.text(.lineNet, in: $0) } == ["100.01"])
        #expect(facts.groups(.taxTotal).count == 2)
    }

    @Test("the signed properties are the 1686 bytes that another program digested")
    func signedProperties() throws {
        let document = try DocumentReader.read(
            ReaderFixtures.vector("simplified-invoice-icv1.xml"))
        let expected = try ReaderFixtures.vector("simplified-invoice-icv1.signedproperties.bin")
        #expect(document.facts.signedProperties == expected)
    }

    @Test("every public document has the hash that another program found")
    func corpus() throws {
        guard let corpus = try ReaderFixtures.corpus() else { return }
        let reader = DocumentReader()
        for entry in corpus.index {
            guard case .string(let file) = entry["file"] else { continue }
            guard case .string(let hash) = entry["expect"]?["hash"] else { continue }
            let bytes = try ReaderFixtures.bytes(of: corpus.folder + "/" + file)
            let document = try reader.read(bytes)
            #expect(document.hash.base64 == hash, "\(file)")
            for fault in document.faults {
                print(file, entry["expect"]?["verdict"] ?? .null, fault)
            }
        }
    }
}
