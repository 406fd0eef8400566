import Encoding
import Foundation
import Invoicing
import Ledger
import Testing

@Suite("Bad input is told with a remedy, and nothing is lost", .serialized)
struct BadAnswerTests {
    @Test("one-time codes", arguments: BadAnswer.codes)
    func codes(_ row: BadAnswer) throws { try check(row) }

    @Test("certificates and tokens", arguments: BadAnswer.certificates)
    func certificates(_ row: BadAnswer) throws { try check(row) }

    @Test("the line and the gateway", arguments: BadAnswer.lines)
    func lines(_ row: BadAnswer) throws { try check(row) }

    @Test("this computer", arguments: BadAnswer.surroundings)
    func surroundings(_ row: BadAnswer) throws { try check(row) }

    @Test("the compliance checks", arguments: BadAnswer.checks)
    func checks(_ row: BadAnswer) throws { try check(row) }

    /// One town for all rows of a way; each row begins in the same state.
    private static let towns = Locked<[Way: Town]>([:])

    private static func town(_ way: Way) throws -> Town {
        if let town = towns.now[way] {
            town.gate.react { _ in .pass }
            try town.putBack("start")
            return town
        }
        let town = try way.town()
        towns.withLock { $0[way] = town }
        return town
    }

    /// Runs the row, asks where things stand, and lets the same command finish with a good
    /// authority.
    private func check(_ row: BadAnswer) throws {
        let town = try Self.town(row.way)
        let code = try code(row.code, town)
        try town.scenario(row.way.scenario)
        let extra = [row.rules.map { "\"rules\": \($0)" }, row.more].compactMap { $0 }
        if !extra.isEmpty {
            let start = row.way.scenario.dropLast()
            let members = (start.count > 1 ? [String(start.dropFirst())] : []) + extra
            try town.scenario("{" + members.joined(separator: ", ") + "}")
        }
        if let gate = row.gate {
            let seen = Locked<[String: Int]>([:])
            town.gate.react { request in
                let before = seen.withLock { seen in
                    defer { seen[request.path, default: 0] += 1 }
                    return seen[request.path, default: 0]
                }
                return gate(before, request)
            }
        }
        let before = try state(town)
        let asked = try town.admin("GET", "/admin/exchanges").items.count
        try row.before(town)
        let first = try town.certify(
            row.way.verb, withPending: row.way.leavesPending, code: code, shim: row.shim,
            limit: row.limit)
        try row.after(town)
        #expect(first.status == row.exit, "\(first.output)\(first.talk)")
        if !row.isSent {
            #expect(try town.admin("GET", "/admin/exchanges").items.count == asked)
        }
        for hidden in [code, Town.passphrase, Forger.secret] where hidden.count > 5 {
            #expect(!(first.output + first.talk).contains(hidden))
        }
        if row.exit == 0 { return try Afterwards(town, row.way, row.name).check() }
        try BadAnswer.checkWords(first, row.name)
        #expect(first.errorCode == row.says, "\(first.output)")
        // What was in use stays in use, and where things stand is told.
        #expect(try state(town) == before)
        let standing = try town.bench.must("cert", "list", "--json")
        if row.isSent { #expect(standing.talk.contains("unit \(Town.unit)"), "\(standing.talk)") }
        try Afterwards(town, row.way, row.name).checkCutShort()
        town.gate.react { _ in .pass }
        try town.scenario(row.way.scenario)
        let again = try town.certify(row.way.verb, withPending: row.way.leavesPending)
        try #require(again.status == 0, "\(again.output)\(again.talk)")
        try Afterwards(town, row.way, row.name).checkFinished()
    }

    /// What a person would miss: the active certificate, the epoch, the documents.
    private func state(_ town: Town) throws -> [String] {
        try town.lookAtCopy { ledger in
            let active = try ledger.activeCertificate(unit: Town.unit).map { "\($0.id)" }
            let head = try ledger.chainHead(unit: Town.unit)
            return [
                active ?? "-", "\(head?.epoch ?? 0)", "\(head?.icv?.rawValue ?? 0)",
            ]
        }
    }

    private func code(_ code: BadAnswer.Code, _ town: Town) throws -> String {
        switch code {
        case .fresh: return try town.code()
        case .text(let text): return text
        case .expired:
            try town.scenario(#"{"clock_skew_seconds": -7200}"#)
            let code = try town.code()
            try town.scenario("{}")
            return code
        case .spent:
            let code = try town.code()
            try town.scenario(
                #"{"rules": [{"fault": {"kind": "drop", "processed": true}, "nth": 1}]}"#)
            let spent = try town.certify("enrol", code: code)
            #expect(spent.errorCode == "authority-unknown")
            return code
        }
    }
}
