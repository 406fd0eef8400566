import Encoding
import GRDB
import Invoicing
import Loopback

/// What the real authority does elsewhere or not at all: codes and revocation, which there are the
/// portal's, and the scenario. Also the emulator's own description.
struct AdminDesk {
    let authority: Authority

    private enum Route: CaseIterable {
        case codes, scenario, certificates, revocation, exchanges, authority, description

        var method: [String] {
            switch self {
            case .codes, .revocation: ["POST"]
            case .scenario: ["GET", "PUT"]
            case .certificates, .exchanges, .authority, .description: ["GET"]
            }
        }

        var path: String {
            switch self {
            case .codes: "/admin/one-time-codes"
            case .scenario: "/admin/scenario"
            case .certificates: "/admin/certificates"
            case .revocation: "/admin/revocations"
            case .exchanges: "/admin/exchanges"
            case .authority: "/admin/authority.pem"
            case .description: "/openapi.json"
            }
        }
    }

    func answer(_ call: Call) -> Answer {
        guard let route = Route.allCases.first(where: { $0.path == call.path }) else {
            return .json(404, ["message": "no such path"])
        }
        guard route.method.contains(call.method) else {
            var answer = Answer.json(405, ["message": "method not allowed"])
            answer.headers = [("Allow", route.method.joined(separator: ", "))]
            return answer
        }
        if call.isTooLarge { return PlainAnswer.tooLarge }
        do {
            switch route {
            case .codes: return try newCode(call)
            case .scenario: return scenario(call)
            case .certificates: return try certificates()
            case .revocation: return try revoke(call)
            case .exchanges: return try exchanges()
            case .authority:
                return Answer(
                    status: 200, contentType: "application/x-pem-file",
                    body: authority.certificatesPEM)
            case .description:
                return Answer(status: 200, body: PackageResources.openapi_json)
            }
        } catch {
            return Self.refusal(500, "state", State.reason(error))
        }
    }

    private static func refusal(_ status: Int, _ code: String, _ message: String) -> Answer {
        .json(status, ["code": .string(code), "message": .string(message)])
    }

    private func newCode(_ call: Call) throws -> Answer {
        let body = JSONValue.object(in: call.body)
        guard let text = body?["vat"]?.string, let vat = VATNumber(text) else {
            return Self.refusal(400, "vat", "vat must be a VAT number of 15 digits from 3 to 3")
        }
        let now = authority.now
        let code = try authority.state.write { db in try authority.newCode(vat, now: now, db) }
        return .json(
            201,
            [
                "code": .string(code.text), "vat": .string(code.vat.text),
                "expires_at": .string(code.expiresAt.description),
            ])
    }

    private func scenario(_ call: Call) -> Answer {
        if call.method == "GET" { return .json(200, authority.scenario.json) }
        do throws(EmulatorError) {
            let scenario = try Scenario.read(call.body)
            authority.use(scenario)
            return .json(200, scenario.json)
        } catch {
            return Self.refusal(400, error.code, error.problem.en)
        }
    }

    private func certificates() throws -> Answer {
        let records = try authority.state.read { db in try CSIDRecord.all(in: db) }
        return .json(200, .array(records.map(\.json)))
    }

    private func revoke(_ call: Call) throws -> Answer {
        let body = JSONValue.object(in: call.body)
        guard let serial = body?["serial"]?.string else {
            return Self.refusal(400, "serial", "serial must be a certificate's number in decimal")
        }
        let now = authority.now
        let record = try authority.state.write { db -> CSIDRecord? in
            guard let record = try CSIDRecord.with(serial: serial, in: db) else { return nil }
            try CSIDRecord.revoke(record.id, now: now, in: db)
            return try CSIDRecord.with(serial: serial, in: db)
        }
        guard let record else { return Self.refusal(404, "serial", "no such certificate") }
        return .json(200, record.json)
    }

    /// The newest thousand, oldest first.
    private func exchanges() throws -> Answer {
        let rows = try authority.state.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (
                      SELECT id, at, method, path, status, fault FROM exchange
                      ORDER BY id DESC LIMIT 1000)
                    ORDER BY id
                    """)
        }
        let records = rows.map { row -> JSONValue in
            let status: Int64? = row["status"]
            let fault: String? = row["fault"]
            return [
                "at": .string(Instant(secondsSince1970: row["at"]).description),
                "method": .string(row["method"]), "path": .string(row["path"]),
                "status": status.map { JSONValue($0) } ?? .null, "fault": JSONValue(fault),
            ]
        }
        return .json(200, .array(records))
    }
}
