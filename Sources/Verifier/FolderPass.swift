import Cryptography
import Dispatch
import Synchronization

/// Checks the files of a folder on every core: each worker takes the next few, and keeps one
/// document in memory at a time.
struct FolderPass {
    /// Files in one run.
    private static let length = 64
    /// Findings stop far earlier; a folder of nothing but rubbish must not fill the memory.
    private static let mostSymptoms = 50_000

    let files: FolderFiles
    let level: AuditOptions.Level
    let workers: Int
    let progress: (@Sendable (Int64, Int64) -> Void)?

    /// What the workers found, in the order of the files whatever order they worked in.
    struct Outcome: Sendable {
        fileprivate(set) var documents: [FolderDocument] = []
        fileprivate(set) var symptoms: [Symptom] = []
        /// Files whose symptoms are not in the list.
        fileprivate(set) var leftOut = 0
        fileprivate(set) var sellers: [String] = []
        fileprivate(set) var units: [String] = []
        fileprivate(set) var certificates: Set<UInt64> = []
        /// SHA-256 of each file; `nil` where it was not read.
        fileprivate(set) var digests: [SHA256Digest?] = []
        fileprivate(set) var bytes: Int64 = 0
        fileprivate(set) var sound: Int64 = 0
        fileprivate(set) var judged: Int64 = 0
        fileprivate(set) var cleared: Int64 = 0
        fileprivate(set) var unread: Int64 = 0
        fileprivate(set) var otherXML: Int64 = 0
        fileprivate(set) var stamped: Int64 = 0
        fileprivate(set) var tests: Int64 = 0
        private var sellerPlaces: [String: Int32] = [:]
        private var unitPlaces: [String: Int32] = [:]

        fileprivate mutating func add(_ file: FolderDocumentCheck.Outcome) {
            if symptoms.count < mostSymptoms {
                symptoms += file.symptoms
            } else if !file.symptoms.isEmpty {
                leftOut += 1
            }
            digests.append(file.digest)
            bytes += file.bytes
            switch file.kind {
            case .document: break
            case .otherXML: otherXML += 1
            case .unread: unread += 1
            }
            if let isTest = file.isTest {
                stamped += 1
                tests += isTest ? 1 : 0
            }
            judged += file.isJudged ? 1 : 0
            cleared += file.isCleared ? 1 : 0
            if let certificate = file.certificate { certificates.insert(certificate) }
            guard var document = file.document else { return }
            sound += file.isSound ? 1 : 0
            document.seller = Self.place(of: file.seller, in: &sellers, &sellerPlaces)
            document.unit = file.unit.map { Self.place(of: $0, in: &units, &unitPlaces) }
            documents.append(document)
        }

        private static func place(
            of text: String, in list: inout [String], _ places: inout [String: Int32]
        ) -> Int32 {
            if let place = places[text] { return place }
            let place = Int32(list.count)
            list.append(text)
            places[text] = place
            return place
        }
    }

    private struct State: Sendable {
        var next = 0
        var outcome = Outcome()
        /// Runs in `outcome`.
        var added = 0
        /// Runs that were finished before an earlier one.
        var waiting: [Int: [FolderDocumentCheck.Outcome]] = [:]
        var done: Int64 = 0

        mutating func add(_ run: [FolderDocumentCheck.Outcome], number: Int) {
            done += Int64(run.count)
            waiting[number] = run
            while let next = waiting.removeValue(forKey: added) {
                for file in next { outcome.add(file) }
                added += 1
            }
        }
    }

    func run() -> Outcome {
        let state = Mutex(State())
        let runs = (files.documents.count + Self.length - 1) / Self.length
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, runs))) { _ in
            work(state, runs: runs)
        }
        return state.withLock { $0.outcome }
    }

    private func work(_ state: borrowing Mutex<State>, runs: Int) {
        var check = FolderDocumentCheck(level: level)
        while true {
            let run = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            guard run < runs else { return }
            let first = run * Self.length
            let last = min(first + Self.length, files.documents.count)
            let outcomes = (first..<last).map { file in
                check.check(files.read(file), file: file, path: files.documents.text(file))
            }
            let done = state.withLock { state in
                state.add(outcomes, number: run)
                return state.done
            }
            progress?(done, Int64(files.documents.count))
        }
    }
}
