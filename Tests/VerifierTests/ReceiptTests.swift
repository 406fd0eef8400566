import Cryptography
import Encoding
import Invoicing
import MerkleLog
import Testing
import Verifier

/// A log of five documents, of which the third is in the reader's hands.
private struct Office {
    static let vat = "399999999900003"
    let key = Ed25519PrivateKey.generate()
    let origin: KeyName
    let leaves: [SHA256Digest]
    let checkpoint: SignedCheckpoint

    static func xml(_ number: Int) -> [UInt8] {
        let cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
        let cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
        return Array(
            """
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \
            xmlns:cac="\(cac)" xmlns:cbc="\(cbc)"><cbc:ID>\(number)</cbc:ID>\
            <cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme>\
            <cbc:CompanyID>\(vat)</cbc:CompanyID></cac:PartyTaxScheme></cac:Party>\
            </cac:AccountingSupplierParty></Invoice>
            """.utf8)
    }

    init(vat: String = Self.vat) throws {
        origin = try #require(KeyName("sijil/\(vat)/00000000-0000-4000-8000-000000000001"))
        leaves = (0..<5).map {
            LogLeaf.hash(kind: "document", payload: SHA256.hash(Self.xml($0)))
        }
        var tree = MerkleTree()
        for leaf in leaves { tree.push(leaf) }
        checkpoint = SignedCheckpoint(
            Checkpoint(origin: origin, size: 5, root: tree.root()), by: key)
    }

    func proof(of index: Int64 = 2, under other: SignedCheckpoint? = nil) -> LogProof {
        var builder = ProofBuilder(inclusionOf: index, in: 5)
        for leaf in leaves { builder.push(leaf) }
        return LogProof(
            InclusionProof(index: index, size: 5, hashes: builder.hashes()),
            checkpoint: other ?? checkpoint)
    }

    func policy(_ tail: String = "quorum none\n") throws -> TrustPolicy {
        let key = NoteKey(name: origin, kind: .log, publicKey: key.publicKey)
        return try TrustPolicy.read(Array("log \(key.text)\n\(tail)".utf8))
    }
}

@Suite("receipts")
struct ReceiptTests {
    private let now = Instant(secondsSince1970: 1_772_000_000)

    private func judge(
        _ receipt: [UInt8], _ policy: TrustPolicy?, xml: [UInt8] = Office.xml(2)
    ) -> ReceiptVerdict {
        ReceiptCheck.verdict(of: receipt, for: xml, policy: policy, at: now)
    }

    @Test("prove a document to whoever trusts the log, and say so when nobody is named")
    func good() throws {
        let office = try Office()
        let trusted = judge(office.proof().bytes, try office.policy())
        #expect(trusted.standing == .proven)
        #expect(trusted.reason == nil)
        #expect(trusted.index == 2)
        #expect(trusted.size == 5)
        let alone = judge(office.proof().bytes, nil)
        #expect(alone.standing == .unproven)
        #expect(alone.reason == .noPolicy)
        #expect(alone.text(.english).contains("vouched for by nobody you named"))
        let other = try Office()
        #expect(judge(office.proof().bytes, try other.policy()).reason == .logUntrusted)
    }

    @Test("of another document, place, log or seller fail, each with its reason")
    func harms() throws {
        let office = try Office()
        let policy = try office.policy()
        let text = String(decoding: office.proof().bytes, as: UTF8.self)
        func reason(_ text: String) -> ReceiptVerdict.Reason? {
            let verdict = judge(Array(text.utf8), policy)
            #expect(verdict.standing == .fail)
            return verdict.reason
        }
        #expect(reason("nothing\n") == .malformed)
        #expect(reason(String(text.dropLast())) == .malformed)
        #expect(reason(text.replacing("index 2", with: "index 5")) == .index)
        #expect(reason(text.replacing("index 2", with: "index 3")) == .notIncluded)
        let other = judge(office.proof().bytes, policy, xml: Office.xml(3))
        #expect(other.reason == .notIncluded)
        let changed = judge(office.proof().bytes, policy, xml: Office.xml(2) + [10])
        #expect(changed.reason == .notIncluded)
        let neighbour = try Office(vat: "399999999800003")
        #expect(judge(neighbour.proof().bytes, try neighbour.policy()).reason == .origin)
        // Right words under the log's name by another key.
        let forged = SignedCheckpoint(office.checkpoint.checkpoint, by: .generate())
        let stranger = judge(office.proof(under: forged).bytes, policy)
        #expect(stranger.standing == .unproven)
        #expect(stranger.reason == .logUntrusted)
        // And under its key's own ID, which only the key could have made right.
        let line = String(decoding: office.checkpoint.note.signatures[0].line, as: UTF8.self)
        let tail = line.hasSuffix("AA=\n") ? "BA=\n" : "AA=\n"
        let flipped = line.dropLast(4) + tail
        #expect(reason(text.replacing(line, with: String(flipped))) == .forged)
    }

    @Test("count the witnesses of the policy, and mark times that are still to come")
    func witnesses() throws {
        let office = try Office()
        let key = Ed25519PrivateKey.generate()
        let name = try #require(KeyName("auditor.example/2026"))
        let vkey = NoteKey(name: name, kind: .witness, publicKey: key.publicKey)
        let policy = try office.policy("witness auditor \(vkey.text)\nquorum auditor\n")
        #expect(judge(office.proof().bytes, policy).reason == .quorum)
        for (seconds, isInFuture) in [(1_772_000_000, false), (1_772_000_001, true)] {
            let cosigned = office.checkpoint.adding(
                .witness(
                    office.checkpoint.checkpoint.text, at: Int64(seconds), name: name, by: key))
            let verdict = judge(office.proof(under: cosigned).bytes, policy)
            #expect(verdict.standing == .proven)
            #expect(verdict.witnesses.map(\.isInFuture) == [isInFuture])
        }
    }

    @Test("trust nothing that stands in the unauthenticated extra line")
    func extra() throws {
        let office = try Office()
        let good = office.proof()
        for extra in [
            "", "{}", "{\"cleared\":{}}", "{\"cleared\":{\"id\":1},\"verdict\":\"proven\"}",
        ] {
            let proof = LogProof(
                good.proof, checkpoint: good.checkpoint, extra: Array(extra.utf8))
            #expect(judge(proof.bytes, try office.policy()).reason == .malformed, "\(extra)")
        }
        let row = "{\"answer_id\":1,\"document_id\":1,\"id\":1,\"recorded_at\":\"x\"}"
        let proof = LogProof(
            good.proof, checkpoint: good.checkpoint, extra: Array("{\"cleared\":\(row)}".utf8))
        #expect(judge(proof.bytes, try office.policy()).reason == .notIncluded)
    }
}
