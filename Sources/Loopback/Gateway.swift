import Hummingbird

/// A request's surroundings: what closes its connection.
struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    let drop: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let channel = source.channel
        drop = { channel.close(mode: .all, promise: nil) }
    }
}

/// Between Hummingbird's requests and ours.
struct Gateway: HTTPResponder {
    let mostBytes: Int
    let deliver: @Sendable (Call) -> Delivery

    /// The body was cut on purpose.
    private struct CutShort: Error {}

    func respond(to request: Request, context: Connection) async throws -> Response {
        switch deliver(await call(request)) {
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

    private func call(_ request: Request) async -> Call {
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
