import Dispatch
import Testing

@testable import Verifier

/// A list in pieces against a plain array, in memory and in a file.
@Suite struct PiecesTests {
    /// A folder that takes a file, and one that does not exist, where all stays in memory.
    static let folders = ["/tmp", "/nonexistent/sijil"]
    /// None, one, around the end of a piece, and more than stay in memory.
    static let counts = [0, 1, 255, 256, 257, 4_096, 4_097, 10_000]

    private static func values(_ count: Int) -> [Int64] { (0..<Int64(count)).map { $0 * 3 } }

    @Test(arguments: folders, counts)
    func `a list is what was put in`(_ folder: String, _ count: Int) {
        let scratch = ScratchFile(in: folder)
        let values = Self.values(count)
        var pieces = Pieces<Int64>(scratch)
        pieces.append(contentsOf: values)
        #expect(Array(pieces) == values)
        #expect(pieces.count == count)
        #expect((0..<pieces.pieceCount).flatMap { pieces.piece($0) } == values)
        // From the end, so that each piece is asked for anew.
        #expect(pieces.indices.reversed().allSatisfy { pieces[$0] == values[$0] })
        #expect(scratch.failure == nil)
    }

    @Test(arguments: folders, counts)
    func `a search finds the first that is not below`(_ folder: String, _ count: Int) {
        let values = Self.values(count)
        var pieces = Pieces<Int64>(ScratchFile(in: folder))
        pieces.append(contentsOf: values)
        for key in stride(from: Int64(-1), through: Int64(count) * 3 + 1, by: 7) {
            let expected = min(max(0, (Int(key) + 2) / 3), count)
            #expect(pieces.firstIndex(notBelow: key, by: \.self) == expected, "\(key)")
        }
    }

    @Test func `many threads read one list`() {
        let values = Self.values(20_000)
        var pieces = Pieces<Int64>(ScratchFile(in: "/tmp"))
        pieces.append(contentsOf: values)
        let list = pieces
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            for step in 0..<5_000 {
                let index = (step * 37 + worker * 5_003) % values.count
                #expect(list[index] == values[index])
            }
        }
    }

    /// What cannot be read back must be known, whatever stands in its place.
    @Test func `bytes that are gone are told`() throws {
        let scratch = ScratchFile(in: "/tmp")
        let place = [Int64](repeating: 7, count: 4).withUnsafeBytes { scratch.append($0) }
        var back = [Int64](repeating: 1, count: 4)
        let start = try #require(place)
        back.withUnsafeMutableBytes { scratch.read($0, at: start) }
        #expect(back == [7, 7, 7, 7])
        #expect(scratch.failure == nil)
        back.withUnsafeMutableBytes { scratch.read($0, at: start + 8) }
        #expect(back == [7, 7, 7, 0])
        #expect(scratch.failure != nil)
    }
}
