import Dispatch
import Glibc
import Hummingbird
import Logging
import Synchronization

/// An authority behind HTTP, on this machine's loopback address and nowhere else.
///
/// All its work is done on one thread of its own, so that callers may wait for answers on any
/// thread, those of Swift's own pool included.
public final class EmulatorServer: Sendable {
    public let authority: Authority
    public let port: Int
    /// What the client takes as its endpoint.
    public var baseURL: String { "http://127.0.0.1:\(port)\(Authority.basePath)" }
    /// Where the admin routes and the description are.
    public var rootURL: String { "http://127.0.0.1:\(port)" }

    private let task: Task<Void, Never>
    private let ended: DispatchSemaphore

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

        func wait(port: Int) throws(EmulatorError) -> Int {
            isSettled.wait()
            switch outcome.withLock({ $0 }) {
            case .listening(let port): return port
            case .failed(let reason): throw .address(port: port, reason: reason)
            case .waiting: preconditionFailure("settled without an outcome")
            }
        }
    }

    /// Listens, and returns when requests are answered.
    ///
    /// - Parameter port: 0 for any free one.
    public init(_ authority: Authority, port: Int = 0) throws(EmulatorError) {
        self.authority = authority
        let start = Start()
        let ended = DispatchSemaphore(value: 0)
        var application = Application(
            responder: Gateway(authority: authority),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: "sijil-emulator"),
            onServerRunning: { channel in start.listening(channel.localAddress?.port) })
        application.logger.logLevel = .critical
        let running = application
        task = Task(executorPreference: ServerThread()) {
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

/// One thread for all tasks of a server, outside Swift's pool: that has no more threads than
/// processors, and clients that wait in it would keep the answers from being made.
private final class ServerThread: TaskExecutor {
    private let queue = DispatchQueue(label: "emulator")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// A request's surroundings: what closes its connection.
private struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    let drop: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let channel = source.channel
        drop = { channel.close(mode: .all, promise: nil) }
    }
}

/// Between Hummingbird's requests and the authority's calls.
private struct Gateway: HTTPResponder {
    let authority: Authority

    /// Longer bodies than the largest limit of a scenario are not even read.
    private static let mostBytes = 64 * 1_024 * 1_024

    /// The body was cut on purpose.
    private struct CutShort: Error {}

    func respond(to request: Request, context: Connection) async throws -> Response {
        let call = await Self.call(request)
        switch authority.deliver(call) {
        case .whole(let answer): return Self.response(answer)
        case .drop: return drop(context)
        case .hang(let milliseconds):
            try? await Task.sleep(for: .milliseconds(milliseconds))
            return drop(context)
        case .trickle(let answer, let millisecondsEach):
            let body = ResponseBody(contentLength: answer.body.count) { writer in
                for byte in answer.body {
                    try await writer.write(ByteBuffer(bytes: [byte]))
                    try await Task.sleep(for: .milliseconds(millisecondsEach))
                }
                try await writer.finish(nil)
            }
            return Self.response(answer, body)
        case .cut(let answer, let count):
            let body = ResponseBody(contentLength: answer.body.count) { writer in
                try await writer.write(ByteBuffer(bytes: answer.body.prefix(count)))
                throw CutShort()
            }
            return Self.response(answer, body)
        }
    }

    private func drop(_ context: Connection) -> Response {
        context.drop()
        return Response(status: .ok)
    }

    private static func call(_ request: Request) async -> Call {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            if headers[name] == nil { headers[name] = field.value }
        }
        var call = Call(
            method: request.method.rawValue, path: request.uri.path, headers: headers, body: [])
        do {
            let buffer = try await request.body.collect(upTo: mostBytes)
            call.body = Array(buffer.readableBytesView)
        } catch {
            call.isTooLarge = true
        }
        return call
    }

    private static func response(_ answer: Answer, _ body: ResponseBody? = nil) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        for (name, value) in answer.headers {
            if let name = HTTPFields.Element.Name(name) { headers[name] = value }
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: body ?? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
