import Foundation
import Ledger
import Testing

@Suite("The disk is full at some moment", .serialized)
struct FullDiskTests {
    /// Steps in which the room grows; each byte with SIJIL_CRASH=all would take days.
    private static let isWhole = ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"

    @Test("an answer that came is not lost, and no second code is needed")
    func room() throws {
        let way = Way.enrol
        let town = try way.town()
        var runs = 0
        var stopped: [String: Int] = [:]
        let step = Self.isWhole ? 2_048 : 24_576
        var room = 0
        while true {
            runs += 1
            let place = "room for \(room) bytes"
            try town.putBack("start")
            let first = try town.certify("enrol", shim: Shim(room: room))
            if first.status == 0 {
                try Afterwards(town, way, place).check()
                break
            }
            #expect(first.status == 2, "\(place): \(first.output)\(first.talk)")
            try BadAnswer.checkWords(first, place)
            stopped[first.errorCode ?? "?", default: 0] += 1
            let hadAnswer = try town.issued().isEmpty == false
            // A code that is none: where the authority had answered, it is not even asked for.
            let again = try town.certify("enrol", code: hadAnswer ? "000000" : nil)
            #expect(again.status == 0, "\(place): \(again.output)\(again.talk)")
            #expect(try town.issued().count { !$0.isProduction } == 1, "\(place)")
            try Afterwards(town, way, place).check()
            room += step
        }
        print("full disk: \(runs) sizes up to \(room) bytes; stopped by \(stopped)")
        #expect(runs > 3)
    }

    @Test("a file that may grow no further", arguments: [120, 200, 240])
    func limit(_ blocks: Int) throws {
        let town = try Way.enrol.town()
        let first = try town.certify("enrol", limit: "ulimit -f \(blocks)")
        #expect(first.status == 2, "\(first.output)\(first.talk)")
        try BadAnswer.checkWords(first, "ulimit \(blocks)")
        let hadAnswer = try town.issued().isEmpty == false
        let again = try town.certify("enrol", code: hadAnswer ? "000000" : nil)
        #expect(again.status == 0, "\(again.output)\(again.talk)")
        try Afterwards(town, .enrol, "ulimit \(blocks)").check()
    }
}
