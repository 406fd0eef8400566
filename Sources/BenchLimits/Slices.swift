import Glibc

/// One operation to measure: `body` does it `count` times and is timed as one slice.
struct Yardstick {
    let name: String
    let title: String
    let count: Int
    let clock: clockid_t
    let body: () -> Void
}

/// Microseconds of one operation: the median over all slices, and the quartiles that tell how quiet
/// the machine was.
struct Figure {
    let name: String
    let title: String
    let median: Double
    let lower: Double
    let upper: Double
}

/// Times each yardstick in `rounds` slices, all of them in turn, so that a slow moment of the
/// machine hits each alike.
///
/// The first round warms caches and clocks up and is not counted.
func measure(_ yardsticks: [Yardstick], rounds: Int) -> [Figure] {
    var slices = [[Double]](repeating: [], count: yardsticks.count)
    for round in 0...rounds {
        for (index, yardstick) in yardsticks.enumerated() {
            let start = nanoseconds(yardstick.clock)
            yardstick.body()
            let spent = nanoseconds(yardstick.clock) - start
            if round > 0 {
                slices[index].append(Double(spent) / 1_000 / Double(yardstick.count))
            }
        }
    }
    return zip(yardsticks, slices).map { yardstick, times in
        let sorted = times.sorted()
        return Figure(
            name: yardstick.name, title: yardstick.title, median: sorted[sorted.count / 2],
            lower: sorted[sorted.count / 4], upper: sorted[sorted.count * 3 / 4])
    }
}

func nanoseconds(_ clock: clockid_t) -> Int64 {
    var now = timespec()
    let read = clock_gettime(clock, &now)
    precondition(read == 0, "the system has no such clock")
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

/// A file that is overwritten in place and brought to the disk each time: what no durable commit
/// can be faster than.
struct DurableFile {
    static let blockBytes = 16_384
    private static let blocks = 64
    private let descriptor: Int32
    private let content = [UInt8](repeating: 0x5A, count: blockBytes)

    /// Makes the file in `folder` and removes its name at once, so that nothing stays behind.
    init?(in folder: String) {
        var template = Array("\(folder)/bench-limits-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        unlink(template)
        for block in 0..<Self.blocks {
            guard write(block) else { return nil }
        }
    }

    func write(_ block: Int) -> Bool {
        let offset = off_t(block % Self.blocks * Self.blockBytes)
        guard pwrite(descriptor, content, content.count, offset) == content.count else {
            return false
        }
        return fdatasync(descriptor) == 0
    }
}
