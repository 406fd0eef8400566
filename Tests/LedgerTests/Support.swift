import EGS
import Encoding
import Glibc
import Invoicing
import Ledger
import TestSupport
import Testing

/// The SHA-256 of a file, by another program.
func fingerprint(_ path: String) throws -> String { try shell("sha256sum < '\(path)'").output }

enum Sample {
    static let vat = "399999999900003"
    static let now = Instant(secondsSince1970: 1_772_349_300)  // 2026-03-01T07:15:00Z

    static func header(
        environment: Environment = .emulator, endpoint: String? = nil
    ) throws -> LedgerHeader {
        let uuid = try #require(DocumentUUID("6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5d"))
        return LedgerHeader(
            uuid: uuid, origin: "sijil/\(vat)/\(uuid)",
            logKey: Array(0..<32), environment: environment,
            endpoint: endpoint,
            vat: try #require(VATNumber(vat)),
            sellerJSON: #"{"name":"مؤسسة الاختبار","vat":"399999999900003"}"#)
    }

    static func unit(
        _ name: String = "Riyadh-1", onRenewal: UnitRecord.Renewal = .restart
    ) -> UnitRecord {
        UnitRecord(
            name: name, serial: "1-Sijil|2-1.0|3-\(name)", branch: "Main", documents: "1100",
            location: "RRRD2929", industry: "Retail", onRenewal: onRenewal)
    }

    static func ledger(in folder: TemporaryFolder, name: String = "shop.sijil") throws -> Ledger {
        try Ledger.create(at: folder.file(name), header: header(), unit: unit(), now: now)
    }
}

/// The code of the error that `work` throws; `nil` if it throws none of the ledger's.
func code(of work: () throws -> Void) -> String? {
    do { try work() } catch { return (error as? LedgerError)?.code }
    return nil
}

/// Runs `work` in so many threads at once, and waits for all of them.
func inThreads(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) throws {
    var threads: [pthread_t] = []
    for index in 0..<count {
        let box = Unmanaged.passRetained(Work { work(index) })
        var thread = pthread_t()
        let made = pthread_create(
            &thread, nil,
            { raw in
                raw.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        try #require(made == 0)
        threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
}

private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
