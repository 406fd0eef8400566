import EGS
import Encoding
import Invoicing
import Testing

@Suite("seller files and units")
struct SellerProfileTests {
    static let good = """
        {"name": "شركة توريد التكنولوجيا | Maximum Speed Tech & Supply LTD",
         "vat": "399999999900003",
         "ids": [{"scheme": "OTH", "value": "x"}, {"scheme": "700", "value": "7001234567"},
                 {"scheme": "CRN", "value": "1010010000"}],
         "address": {"street": "King Fahd Road", "building": "2322", "district": "Al Murabba",
                     "city": "الرياض", "postal_code": "23333", "country": "SA"},
         "common_name": "Riyadh-1", "serial": "1-Sijil|2-Till|3-0001", "branch": "Riyadh Branch",
         "documents": "1100", "location": "RRRD2929", "industry": "Retail"}
        """

    static func read(_ text: String) throws -> Result<SellerProfile, Problems> {
        SellerProfile.read(try JSONReader.read(Array(text.utf8)))
    }

    @Test("a good file: one identification by the official order, the unit, and the request's name")
    func goodFile() throws {
        let profile = try Self.read(Self.good).get()
        #expect(profile.party.id == PartyID(scheme: "CRN", value: "1010010000"))
        #expect(profile.party.vat?.text == "399999999900003")
        #expect(profile.party.address?.postalCode == "23333")
        #expect(profile.party.name?.contains("&") == true)
        #expect(profile.organization == "شركة توريد التكنولوجيا | Maximum Speed Tech Supply LTD")
        #expect(profile.unit.name == "Riyadh-1")
        #expect(profile.unit.problems(vat: profile.vat).isEmpty)
        #expect(profile.json["industry"] == "Retail")
    }

    static let faults: [(old: String, new: String, problems: [String])] = [
        (#""vat": "399999999900003""#, #""vat": "39999999990000""#, ["BR-KSA-40 /vat"]),
        (#""vat": "399999999900003""#, #""vat": 399999999900003"#, ["SJL-TYPE /vat"]),
        (#""vat": "399999999900003","#, "", ["BR-KSA-39 /vat"]),
        (#""vat": "399999999900003""#, #""vat": null"#, ["BR-KSA-39 /vat"]),
        (
            #""industry": "Retail""#, #""industry": "Retail", "x/y~": 1"#,
            ["SJL-UNKNOWN-KEY /x~1y~0"]
        ),
        (
            #""industry": "Retail""#, #""industry": "Retail", "organization": "x""#,
            ["SJL-UNKNOWN-KEY /organization"]
        ),
        (#""industry": "Retail""#, #""industry": " ""#, ["SJL-REQUIRED /industry"]),
        (#""industry": "Retail""#, #""industry": 5"#, ["SJL-TYPE /industry"]),
        (#", "industry": "Retail""#, "", ["SJL-REQUIRED /industry"]),
        (#""industry": "Retail""#, #""industry": "R&D""#, ["SJL-UNIT-CHARACTER /industry"]),
        ("Riyadh-1", "Riyadh_1", ["SJL-UNIT-CHARACTER /common_name"]),
        ("Riyadh-1", String(repeating: "a", count: 65), ["SJL-LENGTH /common_name"]),
        ("1-Sijil|2-Till|3-0001", "1-Sijil|2-Till", ["SJL-UNIT-SERIAL /serial"]),
        ("1-Sijil|2-Till|3-0001", "1-Sijil|2-|3-0001", ["SJL-UNIT-SERIAL /serial"]),
        ("1-Sijil|2-Till|3-0001", "1-Si=jil|2-T|3-0001", ["SJL-UNIT-SERIAL /serial"]),
        ("1-Sijil|2-Till|3-0001", "1-Sijil|2-T|3-0|1", ["SJL-UNIT-SERIAL /serial"]),
        ("1-Sijil|2-Till|3-0001", "2-Sijil|1-T|3-01", ["SJL-UNIT-SERIAL /serial"]),
        (#""1100""#, #""0000""#, ["SJL-UNIT-DOCUMENTS /documents"]),
        (#""1100""#, #""0011""#, ["SJL-UNIT-DOCUMENTS /documents"]),
        (#""1100""#, #""110""#, ["SJL-UNIT-DOCUMENTS /documents"]),
        (#""1100""#, #""1200""#, ["SJL-UNIT-DOCUMENTS /documents"]),
        ("399999999900003", "399999999910003", ["SJL-UNIT-GROUP /branch"]),
        (#""scheme": "OTH""#, #""scheme": "NAT""#, ["BR-KSA-08 /ids/0/scheme"]),
        (#""value": "1010010000""#, #""value": "101001000""#, ["BR-KSA-F-08 /ids/2/value"]),
        (#""value": "7001234567""#, #""value": "1001234567""#, ["BR-KSA-F-09 /ids/1/value"]),
        (
            #""value": "7001234567""#, #""number": "7001234567""#,
            ["SJL-UNKNOWN-KEY /ids/1/number", "BR-KSA-08 /ids/1/value"]
        ),
        (#""2322""#, #""232""#, ["BR-KSA-37 /address/building"]),
        (#""2322""#, #""٢٣٢٢""#, ["BR-KSA-37 /address/building"]),
        (#""23333""#, #""2333""#, ["BR-KSA-66 /address/postal_code"]),
        (#""street": "King Fahd Road","#, "", ["BR-KSA-09 /address/street"]),
        (
            "King Fahd Road", String(repeating: "s", count: 1_001),
            ["BR-KSA-F-06-C4 /address/street"]
        ),
        (
            #""city": ""#, #""city": "\#(String(repeating: "c", count: 128))"#,
            ["BR-KSA-F-06-C7 /address/city"]
        ),
        (
            #""district": ""#, #""district": "\#(String(repeating: "d", count: 128))"#,
            ["BR-KSA-F-06-C9 /address/district"]
        ),
        (
            #""name": ""#, #""name": "\#(String(repeating: "n", count: 1_000))"#,
            ["BR-KSA-F-06-C10 /name"]
        ),
        (#""name": ""#, #""name": "a\u0007"#, ["SJL-TEXT /name"]),
        (#""country": "SA""#, #""country": "AE""#, ["SJL-COUNTRY /address/country"]),
        (#""country": "SA""#, #""country": "SA", "zip": "1""#, ["SJL-UNKNOWN-KEY /address/zip"]),
        ("King Fahd Road", "King\\u0007Fahd", ["SJL-TEXT /address/street"]),
    ]

    @Test("each fault is found at its place, and no other", arguments: faults)
    func fault(old: String, new: String, problems: [String]) throws {
        let parts = Self.good.split(separator: old, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "the table names no single place: \(old)")
        let result = try Self.read(parts.joined(separator: new))
        guard case .failure(let found) = result else {
            Issue.record("the file was taken")
            return
        }
        #expect(found.all.map { "\($0.rule) \($0.path)" } == problems)
        for problem in found.all {
            for words in [problem.message, problem.remedy] {
                #expect(!words.en.isEmpty && !words.ar.isEmpty)
            }
        }
    }

    @Test("an empty file is told everything it lacks at once")
    func empty() throws {
        guard case .failure(let found) = try Self.read("{}") else {
            Issue.record("the file was taken")
            return
        }
        #expect(
            found.all.map(\.path) == [
                "/name", "/vat", "/ids", "/address", "/common_name", "/serial", "/branch",
                "/documents", "/location", "/industry",
            ])
        guard case .failure(let array) = try Self.read("[]") else {
            Issue.record("the file was taken")
            return
        }
        #expect(array.all.first?.rule == "SJL-TYPE")
    }

    @Test(
        "a group's unit names the member", arguments: [("3999999999", true), ("399999999", false)])
    func group(branch: String, isSound: Bool) throws {
        let unit = EGSUnitProfile(
            name: "u", serial: "1-a|2-b|3-c", branch: branch, documents: "1000", location: "l",
            industry: "i")
        // The SDK's VAT-group configuration.
        #expect(unit.problems(vat: VATNumber("399999999910003")).isEmpty == isSound)
        #expect(unit.problems(vat: nil).isEmpty)
    }

    @Test(
        "long names are cut at a word, refused characters become blanks",
        arguments: [
            ("A & B_C <x>", "A B C x>"),
            (String(repeating: "ab ", count: 40), String(repeating: "ab ", count: 20) + "ab"),
            (String(repeating: "x", count: 70), String(repeating: "x", count: 64)),
            ("شركة | & Co", "شركة | Co"), ("شركة | &", "شركة"),
        ])
    func organization(name: String, expected: String) {
        #expect(CertificateSigningRequest.organization(from: name) == expected)
    }
}
