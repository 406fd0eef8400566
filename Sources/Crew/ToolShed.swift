import Synchronization

/// Tools that are costly to make and serve one thread at a time: lent out, taken back, and never
/// more than threads that work at once.
public final class ToolShed<Tool>: Sendable {
    private let make: @Sendable () -> Tool
    private let idle = Mutex<[Idle]>([])

    /// A tool that nobody holds may go to any thread.
    private struct Idle: @unchecked Sendable {
        let tool: Tool
    }

    public init(_ make: @escaping @Sendable () -> Tool) { self.make = make }

    public func lend<Result>(_ work: (inout Tool) throws -> Result) rethrows -> Result {
        var tool = idle.withLock { $0.popLast() }?.tool ?? make()
        defer {
            let back = Idle(tool: tool)
            idle.withLock { $0.append(back) }
        }
        return try work(&tool)
    }
}
