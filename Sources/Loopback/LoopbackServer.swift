import Dispatch
import Glibc
import Hummingbird
import Logging
import Synchronization

/// An HTTP server on this machine's loopback address and nowhere else, for synchronous callers.
///
/// All its work is done on one thread of its own, so that callers may wait for answers on any
/// thread, those of Swift's own pool included; no two calls are answered at once.
public final class LoopbackServer: Sendable {
    public let port: Int
    /// Where it is: `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    private let task: Task<Void, Never>
    private let ended: DispatchSemaphore

    /// Listens, and returns when requests are answered.
    ///
    /// - Parameters:
    ///   - name: What the server calls itself in its answers.
    ///   - port: 0 for any free one.
    ///   - mostBytes: Bodies that are longer are not even read.
    ///   - deliver: What becomes of each request.
    public init(
        name: String, port: Int = 0, mostBytes: Int,
        deliver: @escaping @Sendable (Call) -> Delivery
    ) throws(LoopbackError) {
        let start = Start()
        let ended = DispatchSemaphore(value: 0)
        var application = Application(
            responder: Gateway(mostBytes: mostBytes, deliver: deliver),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: name),
            onServerRunning: { channel in start.listening(channel.localAddress?.port) })
        application.logger.logLevel = .critical
        let running = application
        task = Task(executorPreference: ServerThread(name)) {
            do {
                try await running.run()
                start.ended(nil)
            } catch {
                start.ended(error)
            }
            ended.signal()
        }
        self.ended = ended
        self.port = try start.wait(port: port)
    }

    /// Closes every connection and returns when the port is free again.
    public func stop() {
        task.cancel()
        ended.wait()
        ended.signal()
    }

    deinit { task.cancel() }
}

/// The address could not be taken; `reason` is the system's word.
public struct LoopbackError: Error, Hashable {
    public let port: Int
    public let reason: String
}

/// What became of the attempt to listen.
private final class Start: Sendable {
    private enum Outcome {
        case waiting
        case listening(port: Int)
        case failed(String)
    }

    private let outcome = Mutex(Outcome.waiting)
    private let isSettled = DispatchSemaphore(value: 0)

    func listening(_ port: Int?) {
        outcome.withLock { $0 = port.map { .listening(port: $0) } ?? .failed("no port") }
        isSettled.signal()
    }

    func ended(_ error: (any Error)?) {
        let isNews = outcome.withLock { outcome in
            guard case .waiting = outcome else { return false }
            outcome = .failed(error.map(Start.reason) ?? "ended")
            return true
        }
        if isNews { isSettled.signal() }
    }

    /// The system's word for the number that the error ends with; else the error itself.
    private static func reason(_ error: any Error) -> String {
        let text = "\(error)"
        let number = text.split(separator: "errno: ").last?.prefix { $0.isNumber }
        guard let code = number.flatMap({ Int32($0) }) else { return text }
        return String(cString: strerror(code))
    }

    func wait(port: Int) throws(LoopbackError) -> Int {
        isSettled.wait()
        switch outcome.withLock({ $0 }) {
        case .listening(let port): return port
        case .failed(let reason): throw LoopbackError(port: port, reason: reason)
        case .waiting: preconditionFailure("settled without an outcome")
        }
    }
}

/// One thread for all tasks of a server, outside Swift's pool: that has no more threads than
/// processors, and clients that wait in it would keep the answers from being made.
private final class ServerThread: TaskExecutor {
    private let queue: DispatchQueue

    init(_ name: String) { queue = DispatchQueue(label: name) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
