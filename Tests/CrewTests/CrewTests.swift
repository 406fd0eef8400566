import Crew
import Synchronization
import Testing

@Suite("work on every core")
struct CrewTests {
    @Test(
        "the answers are in the order of the items, whoever worked on them",
        arguments: [(0, 8), (1, 8), (7, 8), (64, 8), (1_000, 1), (1_000, 3), (5, 1_000)])
    func order(count: Int, share: Int) {
        for helpers in [0, 1, 7] {
            let crew = Crew(Array(0..<count), share: share, helpers: helpers) { $0 * $0 }
            #expect(crew.finish() == (0..<count).map { $0 * $0 })
        }
        #expect(Crew.map(Array(0..<count), share: share) { -$0 } == (0..<count).map { -$0 })
    }

    @Test("crews of one moment do not mix, and none waits for another")
    func several() {
        let crews = (0..<20).map { number in Crew(Array(0..<100)) { [$0, number] } }
        for (number, crew) in crews.enumerated().reversed() {
            #expect(crew.finish() == (0..<100).map { [$0, number] })
        }
    }

    @Test("an abandoned crew begins nothing more")
    func abandoned() {
        let begun = Counter()
        let crew = Crew(Array(0..<1_000), share: 1, helpers: 0) { _ in begun.count() }
        crew.abandon()
        #expect(crew.finish().isEmpty)
        #expect(begun.value == 0)
    }

    @Test("a tool serves one at a time, and is used again")
    func tools() {
        let made = Counter()
        let shed = ToolShed {
            made.count()
            return [Int]()
        }
        let found = Crew(Array(0..<500), share: 1, helpers: 3) { item in
            shed.lend { tool in
                tool.append(item)
                return tool.filter { $0 == item }.count
            }
        }
        #expect(found.finish().allSatisfy { $0 == 1 })
        #expect((1...4).contains(made.value))
    }
}

private final class Counter: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .sequentiallyConsistent) }
    func count() { number.add(1, ordering: .sequentiallyConsistent) }
}

@Suite("values made ahead")
struct ReadAheadTests {
    private struct Broken: Error {}

    @Test("they come in order, then nothing, however often one asks")
    func order() throws {
        let values = ReadAhead<Int> { deliver in
            for number in 0..<100 { _ = deliver(number) }
        }
        var found: [Int] = []
        while let value = try values.next() { found.append(value) }
        #expect(found == Array(0..<100))
        #expect(try values.next() == nil)
        values.close()
    }

    @Test("an error comes after what was made before it")
    func failing() throws {
        let values = ReadAhead<Int> { deliver in
            _ = deliver(1) && deliver(2)
            throw Broken()
        }
        #expect(try values.next() == 1)
        #expect(try values.next() == 2)
        #expect(throws: Broken.self) { try values.next() }
        #expect(throws: Broken.self) { try values.next() }
        values.close()
    }

    @Test("whoever closes them waits until nothing is made any more", arguments: [0, 1, 5])
    func closed(taken: Int) throws {
        let made = Counter()
        let isOver = Counter()
        let values = ReadAhead<Int>(ahead: 2) { deliver in
            repeat { made.count() } while deliver(made.value)
            isOver.count()
        }
        for _ in 0..<taken { _ = try values.next() }
        values.close()
        #expect(isOver.value == 1)
        #expect(made.value <= taken + 4)
    }
}
