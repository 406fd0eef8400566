import Cryptography
import Foundation
import Testing

@testable import KeyStore

/// What a process does that ``Fault`` started: it is armed, works, and is killed or fails.
@Suite(
    "a process at fault",
    .enabled(
        if: ProcessInfo.processInfo.environment["SIJIL_FAULT_ACTION"] != nil,
        "only as a child of other tests"))
struct FaultedProcess {
    private typealias Arm = @convention(c) (Int, Int32, Int) -> Void
    private typealias Count = @convention(c) () -> Int

    private let arm: Arm
    private let count: Count

    init() throws {
        let (arming, counting) = (dlsym(nil, "fault_arm"), dlsym(nil, "fault_count"))
        arm = unsafeBitCast(try #require(arming), to: Arm.self)
        count = unsafeBitCast(try #require(counting), to: Count.self)
    }

    @Test("it works")
    func work() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = try #require(environment["SIJIL_FAULT_FOLDER"])
        let at = try #require(environment["SIJIL_FAULT_AT"].flatMap { Int($0) })
        switch environment["SIJIL_FAULT_ACTION"] {
        case "change":
            let store = try SampleFolder.open(folder)
            arm(at, 0, 0)
            try store.changePassphrase(from: SampleFolder.old, to: SampleFolder.new)
            arm(0, 0, 0)
        case "pending":
            let store = try SampleFolder.open(folder)
            arm(at, 0, 0)
            try store.storePending(
                SampleFolder.answer, attempt: 8, passphrase: SampleFolder.old)
            try store.removePending(attempt: 7)
            arm(0, 0, 0)
        case "open":
            arm(at, 0, 0)
            _ = try SampleFolder.open(folder)
            arm(0, 0, 0)
        case "fail": try failEverywhere(below: folder)
        case let action: Issue.record("no action \(String(describing: action))")
        }
    }

    /// Lets each call fail in turn, once and from then on, until the change comes through.
    private func failEverywhere(below folder: String) throws {
        for number in [ENOSPC, EIO] {
            for lasting in [0, 1] {
                var points = 0
                var isThrough = false
                while !isThrough {
                    points += 1
                    let place = "\(folder)/\(number)-\(lasting)-\(points)"
                    let sample = try SampleFolder(place)
                    let store = try SampleFolder.open(place)
                    let before = try sample.sealedBytes()
                    arm(points, number, lasting)
                    let error = Self.error { () throws(KeyStoreError) in
                        try store.changePassphrase(from: SampleFolder.old, to: SampleFolder.new)
                    }
                    isThrough = count() < points
                    arm(0, 0, 0)
                    let state = try sample.state(after: "\(number) \(lasting) at \(points)")
                    switch error {
                    case nil: #expect(state == .new, "\(points)")
                    case .passphraseUnsettled(_, let found): #expect(found == number)
                    case .system(_, _, let found):
                        #expect(found == number)
                        #expect(state == .old, "\(points)")
                        #expect(try sample.sealedBytes() == before, "\(points)")
                    case let other?: Issue.record("\(other) at \(points)")
                    }
                }
                #expect(points > 45, "fewer calls than there must be: \(points)")
            }
        }
    }

    private static func error(_ body: () throws(KeyStoreError) -> Void) -> KeyStoreError? {
        do throws(KeyStoreError) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
