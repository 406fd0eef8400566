import Foundation
import TestSupport

/// One call that changes a disk, as `faults.txt` wrote it down.
struct DiskCall {
    let name: String
    let offset: Int
    let path: String
    /// The new name, for a call that has two.
    let other: String?
    let bytes: [UInt8]

    /// - Throws: ``Unreadable`` at a line that is none of its.
    static func read(_ trace: [UInt8]) throws -> [DiskCall] {
        var calls: [DiskCall] = []
        var place = 0
        while place < trace.count {
            guard let end = trace[place...].firstIndex(of: UInt8(ascii: "\n")) else {
                throw Unreadable(place: place)
            }
            let head = String(decoding: trace[place..<end], as: UTF8.self)
            let words = head.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4, let offset = Int(words[1]), let count = Int(words[2]),
                end + 1 + count <= trace.count
            else { throw Unreadable(place: place) }
            let names = words[3].split(separator: "\t").map(String.init)
            calls.append(
                DiskCall(
                    name: words[0], offset: offset, path: names[0],
                    other: names.count > 1 ? names[1] : nil,
                    bytes: Array(trace[(end + 1)..<(end + 1 + count)])))
            place = end + 1 + count
        }
        return calls
    }

    struct Unreadable: Error { let place: Int }
}

/// A disk that forgets at a power loss what no sync made sure of, as POSIX allows it to.
///
/// Bytes of a file are sure once the file is synced, its names once their folder is. Of the rest
/// each write may be whole, lost, or there in some of its sectors of 512 bytes; each change of
/// length or name may be there or not, whatever came before or after it.
struct LostDisk {
    private enum Change {
        case write(offset: Int, [UInt8])
        case cut(Int)
    }

    private enum NameChange {
        case add(String, File)
        case move(String, String, File)
        case remove(String)

        var folders: [String] {
            switch self {
            case .add(let path, _), .remove(let path): [LostDisk.folder(path)]
            case .move(let from, let to, _): [LostDisk.folder(from), LostDisk.folder(to)]
            }
        }
    }

    private final class File {
        var sure: [UInt8]
        var changes: [Change] = []

        init(_ bytes: [UInt8] = []) { sure = bytes }

        func settle() {
            for change in changes { LostDisk.apply(change, to: &sure) }
            changes = []
        }
    }

    private static let sector = 512
    private var names: [String: File]
    private var sureNames: [String: File]
    private var nameChanges: [NameChange] = []
    /// Files whose syncs do nothing, although they say that they did.
    var isLying: (String) -> Bool = { _ in false }

    /// - Parameter files: What is there, and sure, by paths.
    init(_ files: [String: [UInt8]]) {
        names = files.mapValues { File($0) }
        sureNames = names
    }

    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    mutating func apply(_ call: DiskCall) {
        let path = call.path
        switch call.name {
        case "create":
            let file = File()
            names[path] = file
            nameChanges.append(.add(path, file))
        case "write": names[path]?.changes.append(.write(offset: call.offset, call.bytes))
        case "cut": names[path]?.changes.append(.cut(call.offset))
        case "sync": sync(path)
        case "rename":
            guard let to = call.other, let file = names.removeValue(forKey: path) else { return }
            names[to] = file
            nameChanges.append(.move(path, to, file))
        case "link":
            guard let to = call.other, let file = names[path] else { return }
            names[to] = file
            nameChanges.append(.add(to, file))
        case "unlink":
            names[path] = nil
            nameChanges.append(.remove(path))
        default: break
        }
    }

    private mutating func sync(_ path: String) {
        guard !isLying(path) else { return }
        if let file = names[path] { return file.settle() }
        for change in nameChanges where change.folders.contains(path) {
            Self.apply(change, to: &sureNames)
        }
        nameChanges.removeAll { $0.folders.contains(path) }
    }

    /// What is there after the power is back, by paths.
    func afterPowerLoss<R: RandomNumberGenerator>(_ random: inout R) -> [String: [UInt8]] {
        var left = sureNames
        for change in nameChanges where Bool.random(using: &random) {
            Self.apply(change, to: &left)
        }
        // In one order, so that a seed means one outcome.
        var found: [String: [UInt8]] = [:]
        for (path, file) in left.sorted(by: { $0.key < $1.key }) {
            found[path] = Self.remains(of: file, &random)
        }
        return found
    }

    /// What is there if nothing unsynced came through.
    func afterLosingAll() -> [String: [UInt8]] { sureNames.mapValues(\.sure) }

    private static func remains<R: RandomNumberGenerator>(
        of file: File, _ random: inout R
    ) -> [UInt8] {
        var bytes = file.sure
        for change in file.changes {
            switch (Int.random(in: 0..<3, using: &random), change) {
            case (0, _): break
            case (1, .write(let offset, let written)):
                for start in stride(
                    from: offset / sector * sector, to: offset + written.count, by: sector)
                where Bool.random(using: &random) {
                    let part = max(start, offset)..<min(start + sector, offset + written.count)
                    let piece = written[(part.lowerBound - offset)..<(part.upperBound - offset)]
                    apply(.write(offset: part.lowerBound, Array(piece)), to: &bytes)
                }
            default: apply(change, to: &bytes)
            }
        }
        return bytes
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .cut(let length):
            if length < bytes.count { bytes.removeLast(bytes.count - length) }
            bytes += [UInt8](repeating: 0, count: length - bytes.count)
        case .write(let offset, let written):
            let end = offset + written.count
            if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
            bytes.replaceSubrange(offset..<end, with: written)
        }
    }

    private static func apply(_ change: NameChange, to names: inout [String: File]) {
        switch change {
        case .add(let path, let file): names[path] = file
        case .move(let from, let to, let file):
            if names[from] === file { names[from] = nil }
            names[to] = file
        case .remove(let path): names[path] = nil
        }
    }
}
