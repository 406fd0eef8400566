import Cryptography
import EGS
import Encoding
import GRDB
import Invoicing
import Loopback
import StampCheck
import TestCA

/// One request while it is being answered, inside one transaction.
struct Session {
    let db: Database
    let keys: AuthorityKeys
    let scenario: Scenario
    let now: Instant
    let call: Call
    /// What will spoil the answer, where the certificate itself must be another.
    let fault: Fault?

    /// The credential of a request: absent, wrong, or that of a CSID in force.
    enum Login {
        case missing
        case refused
        case holder(CSIDRecord)
    }

    /// `Basic` and base64 of token, colon, secret.
    func login() throws -> Login {
        guard let header = call.headers["authorization"] else { return .missing }
        let prefix = "Basic "
        guard header.hasPrefix(prefix),
            let pair = Base64.decode(header.dropFirst(prefix.count)),
            let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        else { return .refused }
        let token = String(decoding: pair[..<colon], as: UTF8.self)
        let secret = String(decoding: pair[(colon + 1)...], as: UTF8.self)
        guard let csid = try CSIDRecord.with(token: token, in: db), csid.secret == secret,
            !csid.isRevoked, csid.notAfter >= now.secondsSince1970
        else { return .refused }
        return .holder(csid)
    }

    func answer(
        to endpoint: Endpoint, certificates: inout CertificateCache
    ) throws -> Answer {
        guard call.headers["accept-version"] == "V2" else { return PlainAnswer.wrongVersion }
        if endpoint == .complianceCSID { return try complianceCSID() }
        let csid: CSIDRecord
        switch try login() {
        case .holder(let holder): csid = holder
        case .refused: return PlainAnswer.unauthorized(now)
        case .missing:
            switch endpoint {
            case .productionCSID: return refuse(.missingComplianceCSID)
            case .renewal: return refuse(.missingProductionCSID)
            default: return PlainAnswer.unauthorized(now)
            }
        }
        switch endpoint {
        case .productionCSID:
            guard csid.class == .compliance else { return refuse(.invalidComplianceCSID) }
            return try productionCSID(csid)
        case .renewal:
            guard csid.class == .production else { return refuse(.invalidProductionCSID) }
            return try renewal(csid)
        case .complianceCheck, .reporting, .clearance, .complianceCSID:
            let wanted: CSIDRecord.Class =
                endpoint == .complianceCheck ? .compliance : .production
            guard csid.class == wanted else { return PlainAnswer.unauthorized(now) }
            return try document(endpoint, csid, &certificates)
        }
    }

    func refuse(_ refusal: CSIDRefusal) -> Answer { refusal.answer(call.language) }
}

// MARK: - CSIDs

extension Session {
    private func complianceCSID() throws -> Answer {
        let (request, code): (RequestCheck, String)
        switch requestAndCode() {
        case .value(let check, let text): (request, code) = (check, text)
        case .refusal(let refusal): return refuse(refusal)
        case .unreadable: return PlainAnswer.invalidRequest(400)
        }
        guard try use(code, for: request.vat) else { return refuse(.invalidCode) }
        let csid = try issue(.compliance, request, renews: nil)
        return .json(200, Self.body(csid, "ISSUED"))
    }

    /// The production CSID; asked again it is the same one, so that a lost answer leaves no second.
    private func productionCSID(_ current: CSIDRecord) throws -> Answer {
        guard let body = JSONValue.object(in: call.body) else {
            return PlainAnswer.invalidRequest(400)
        }
        guard let given = body["compliance_request_id"], given != .null, given != "" else {
            return refuse(.missingRequestID)
        }
        guard given.string == String(current.requestID) else { return refuse(.invalidRequestID) }
        if let issued = try CSIDRecord.production(requestID: current.requestID, in: db) {
            return .json(200, Self.body(issued, "ISSUED"))
        }
        let passed = try ComplianceStep.passed(current.id, in: db)
        let missing = ComplianceStep.needed(for: current.documents).filter {
            !passed.contains($0.rawValue)
        }
        if !missing.isEmpty, !scenario.hasCannedCertificates {
            return refuse(.missingSteps(missing))
        }
        let text = Base64.encode(PEM.encode(current.requestDER, label: "CERTIFICATE REQUEST"))
        let request = try RequestCheck(text, template: scenario.standsFor.templateName)
        let csid = try issue(
            .production, request, renews: current.renews, requestID: current.requestID)
        // The authority takes back the old certificate as a part of renewal (A6).
        if let old = current.renews { try CSIDRecord.revoke(old, now: now, in: db) }
        return .json(200, Self.body(csid, "ISSUED"))
    }

    private func renewal(_ current: CSIDRecord) throws -> Answer {
        let (request, code): (RequestCheck, String)
        switch requestAndCode() {
        case .value(let check, let text): (request, code) = (check, text)
        case .refusal(let refusal): return refuse(refusal)
        case .unreadable: return PlainAnswer.invalidRequest(400)
        }
        guard request.vat.text == current.vat, request.unit.serial == current.unit else {
            return refuse(
                .invalidRequest("it is for VAT number \(request.vat), unit \(request.unit.serial)"))
        }
        guard try use(code, for: request.vat) else { return refuse(.invalidCode) }
        if scenario.renewal == .issued {
            let csid = try issue(.production, request, renews: current.id)
            try CSIDRecord.revoke(current.id, now: now, in: db)
            return .json(200, Self.body(csid, "ISSUED"))
        }
        let csid = try issue(.compliance, request, renews: current.id)
        return .json(
            scenario.renewal == .notCompliant ? 428 : 200, Self.body(csid, "NOT_COMPLIANT"))
    }

    private static let tokenType =
        "http://docs.oasis-open.org/wss/2004/01/"
        + "oasis-200401-wss-x509-token-profile-1.0#X509v3"

    static func body(_ csid: CSIDRecord, _ disposition: String) -> JSONValue {
        [
            "requestID": JSONValue(csid.requestID),
            "tokenType":
                .string(tokenType),
            "dispositionMessage": .string(disposition),
            "binarySecurityToken": .string(csid.token), "secret": .string(csid.secret),
            "errors": nil,
        ]
    }

    // MARK: - Reading

    private enum Reading {
        case value(RequestCheck, code: String)
        case refusal(CSIDRefusal)
        case unreadable
    }

    private func requestAndCode() -> Reading {
        // A code is text: leading zeros count.
        guard let code = call.headers["otp"], !code.isEmpty else { return .refusal(.missingCode) }
        guard let body = JSONValue.object(in: call.body) else { return .unreadable }
        guard let text = body["csr"], text != .null, text != "" else {
            return .refusal(.missingRequest)
        }
        guard let text = text.string else { return .refusal(.invalidRequest("csr is no string")) }
        do throws(RequestCheck.Refusal) {
            let template = scenario.standsFor.templateName
            return .value(try RequestCheck(text, template: template), code: code)
        } catch {
            return .refusal(.invalidRequest(error.reason))
        }
    }

    /// Uses a code up, if it is in force for this taxpayer.
    private func use(_ code: String, for vat: VATNumber) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE one_time_code SET used_at = :now
                WHERE code = :code AND vat = :vat AND used_at IS NULL
                  AND issued_at <= :now AND expires_at > :now
                """, arguments: ["code": code, "vat": vat.text, "now": now.secondsSince1970])
        return db.changesCount == 1
    }

    // MARK: - Issuing

    private func issue(
        _ kind: CSIDRecord.Class, _ check: RequestCheck, renews: Int64?, requestID: Int64? = nil
    ) throws -> CSIDRecord {
        var request = check.request
        if scenario.hasCannedCertificates || fault?.kind == .otherKey {
            request = CertificateRequest(
                subject: request.subject, extensions: request.extensions, key: .generate())
        }
        let notAfter = Instant(
            secondsSince1970: now.secondsSince1970 + scenario.certificateSeconds)
        // Milliseconds since 1970, as the authority's numbers are; the clock here knows seconds.
        let newest = try Int64.fetchOne(db, sql: "SELECT max(request_id) FROM csid") ?? 0
        let number = max(now.secondsSince1970 * 1_000, newest + 1)
        let der: [UInt8]
        switch kind {
        case .compliance:
            let serial = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
            der = try keys.compliance.issue(
                csrDER: request.der, notBefore: now, notAfter: notAfter, serial: serial)
        case .production:
            der = try keys.production.issue(
                csrDER: request.der, notBefore: now, notAfter: notAfter)
        }
        let token = Base64.encode(Base64.encodeToBytes(der))
        try db.execute(
            sql: """
                INSERT INTO csid (class, request_id, token, secret, serial, vat, unit, documents,
                                  request, issued_at, not_after, renews)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                kind.rawValue, requestID ?? number, token, Base64.encode(SecureRandom.bytes(32)),
                try StampingCertificate(der: der).serialDecimal, check.vat.text, check.unit.serial,
                check.unit.documents, Base64.encode(check.request.der), now.secondsSince1970,
                notAfter.secondsSince1970, renews,
            ])
        guard let csid = try CSIDRecord.with(token: token, in: db) else {
            throw DatabaseError(message: "a CSID just stored is not there")
        }
        return csid
    }
}
