import Cryptography
import EGS
import Emulator
import Encoding
import Fatoora
import Invoicing
import Testing

/// The client and the emulator were written apart, each from the description of the authority.
@Suite("our own client against the emulator")
struct ClientTests {
    private func client(_ desk: Desk) throws -> FatooraClient {
        FatooraClient(
            profile: try FatooraEnvironmentProfile(.emulator, endpoint: desk.server.baseURL))
    }

    private func send(_ call: FatooraCall, _ desk: Desk) throws -> FatooraAnswer {
        let client = try client(desk)
        return client.send(client.prepare(call, language: .en)).answer
    }

    private func pem(_ firm: Firm) throws -> [UInt8] {
        try #require(Base64.decode(try firm.request()))
    }

    private func document(_ document: Firm.Document) throws -> FatooraDocument {
        FatooraDocument(
            hash: try #require(InvoiceHash(base64: document.hash)),
            uuid: try #require(DocumentUUID(document.uuid)), xml: document.xml)
    }

    /// Enrolled by the client's own calls, all but the compliance documents.
    private func enrolled(_ firm: Firm) throws -> (CSIDCredential, Credential) {
        let desk = firm.desk
        let asked = try send(
            .complianceCSID(requestPEM: pem(firm), OneTimeCode(desk.code())), desk)
        #expect(asked.outcome == .csidIssued)
        let compliance = try #require(asked.csid)
        let number = try #require(compliance.requestID)
        let early = try send(.productionCSID(number, compliance.credential), desk)
        guard case .csidRefused(let refusals) = early.outcome,
            case .missingComplianceSteps(let steps) = refusals.first
        else {
            Issue.record("\(early.outcome)")
            throw Credential.Missing(what: "refusal")
        }
        #expect(steps.count == 6)
        let ours = try Credential(compliance, number)
        try firm.passChecks(ours)
        let given = try send(.productionCSID(number, compliance.credential), desk)
        #expect(given.outcome == .csidIssued)
        let production = try #require(given.csid)
        let certificate = try production.checked(
            key: firm.key.publicKey, vat: try #require(VATNumber(firm.vat)),
            profile: try client(desk).profile, now: desk.clock.now)
        #expect(certificate.class == .emulator)
        return (production.credential, try Credential(production, number))
    }

    @Test("enrol, report, clear, and settle what was sent before")
    func story() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let (credential, ours) = try enrolled(firm)
        let simplified = try document(firm.document(.simplified, csid: ours))
        #expect(try send(.reporting(simplified, credential), desk).outcome == .accepted)
        #expect(try send(.reporting(simplified, credential), desk).outcome == .alreadyAccepted)
        let standard = try document(firm.document(.standard, csid: ours))
        let cleared = try send(.clearance(standard, credential), desk)
        #expect(cleared.outcome == .accepted)
        let again = try send(.clearance(standard, credential), desk)
        #expect(again.outcome == .alreadyAccepted)
        #expect(again.validation?.clearedCopy == cleared.validation?.clearedCopy)
        try desk.scenario(#"{"clearance": "off"}"#)
        let other = try document(firm.document(.standard, csid: ours))
        #expect(try send(.clearance(other, credential), desk).outcome == .clearanceOff)
    }

    @Test("a lost answer is an unknown outcome, and the same bytes settle it")
    func lost() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let (credential, ours) = try enrolled(firm)
        for fault in [#"{"kind": "drop", "processed": true}"#, #""cut""#, #""html""#, #""empty""#] {
            try desk.scenario(#"{"rules": [{"nth": 1, "fault": \#(fault)}]}"#)
            let simplified = try document(firm.document(.simplified, csid: ours))
            let first = try send(.reporting(simplified, credential), desk).outcome
            guard case .unknown = first else {
                Issue.record("\(fault): \(first)")
                continue
            }
            let second = try send(.reporting(simplified, credential), desk).outcome
            #expect(second == .accepted || second == .alreadyAccepted, "\(fault)")
        }
    }

    @Test("renewal that wants the checks again is understood in each of its shapes")
    func renewal() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let (credential, _) = try enrolled(firm)
        for scenario in [
            #"{"renewal": "not-compliant"}"#, #"{"renewal": "not-compliant-200"}"#,
            #"{"renewal": "not-compliant", "rules": [{"fault": "odd-shape"}]}"#,
        ] {
            try desk.scenario(scenario)
            let answer = try send(
                .renewal(requestPEM: pem(firm), OneTimeCode(desk.code()), credential), desk)
            #expect(answer.outcome == .csidNeedsCompliance, "\(scenario)")
        }
    }
}

extension Credential {
    init(_ csid: IssuedCSID, _ number: ComplianceRequestID) throws {
        token = csid.credential.token
        secret = csid.credential.secret.withBytes { String(decoding: $0, as: UTF8.self) }
        requestID = number.text
        certificate = try csid.certificate()
    }
}
