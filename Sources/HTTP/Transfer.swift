import CCurl

/// One easy handle and what its callbacks collect.
final class Transfer {
    private let request: HTTPRequest
    private let settings: HTTPSettings
    private let handle: UnsafeMutableRawPointer
    private let words: UnsafeMutablePointer<CChar>

    private(set) var milliseconds = 0
    /// The connection stands and the request's first byte may leave from now on.
    private var started = false
    private(set) var bytesSent = 0
    private var headerBytes: [UInt8] = []
    private var totalHeaderBytes = 0
    private var body: [UInt8] = []
    /// The cap that was passed; libcurl only knows that a callback refused bytes.
    private var overflow: HTTPFailure?

    /// libcurl's own set-up, once for the process; later calls cost nothing.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(request: HTTPRequest, settings: HTTPSettings) {
        precondition(Self.isReady, "libcurl could not be set up")
        guard let handle = curl_easy_init() else { preconditionFailure("out of memory") }
        self.request = request
        self.settings = settings
        self.handle = UnsafeMutableRawPointer(handle)
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(handle)
        words.deallocate()
    }

    func run() -> HTTPOutcome {
        // One byte more, so that an empty body has an address: without one libcurl would read the
        // body from standard input.
        let body = request.body + [0]
        return body.withUnsafeBytes { bytes in
            let headers = slist()
            defer { sijil_curl_free_headers(headers) }
            var code = configure(body: bytes, headers: headers)
            guard code == CURLE_OK else { return .neverSent(failure(code)) }
            code = curl_easy_perform(handle)
            milliseconds = Int(sijil_curl_microseconds(handle) / 1_000)
            return outcome(code)
        }
    }

    private func configure(
        body: UnsafeRawBufferPointer, headers: UnsafeMutablePointer<curl_slist>?
    ) -> CURLcode {
        let context = Unmanaged.passUnretained(self).toOpaque()
        var steps: [() -> CURLcode] = [
            { sijil_curl_harden(self.handle) },
            { sijil_curl_set_error_buffer(self.handle, self.words) },
            { sijil_curl_set_url(self.handle, self.request.url.description) },
            {
                sijil_curl_set_deadlines(
                    self.handle, self.settings.connectDeadlineMilliseconds,
                    self.settings.deadlineMilliseconds)
            },
            {
                sijil_curl_set_callbacks(
                    self.handle, context, onHeader, onBody, onStart, onTrace)
            },
            { sijil_curl_set_headers(self.handle, headers) },
        ]
        if request.method == .get {
            steps.append { sijil_curl_set_get(self.handle) }
        } else {
            steps.append {
                sijil_curl_set_body(
                    self.handle, self.request.method.rawValue, body.baseAddress, body.count - 1)
            }
        }
        switch settings.proxy {
        case .environment: break
        case .none: steps.append { sijil_curl_set_proxy(self.handle, "") }
        case .at(let address): steps.append { sijil_curl_set_proxy(self.handle, address) }
        }
        if case .file(let path) = settings.authorities {
            steps.append { sijil_curl_set_authorities(self.handle, path) }
        }
        for step in steps {
            let code = step()
            guard code == CURLE_OK else { return code }
        }
        return CURLE_OK
    }

    /// The headers for libcurl. A name with a colon and no value takes out what it would add
    /// itself.
    private func slist() -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        let given = Set(request.headers.map { $0.name.lowercased() })
        let unwanted = ["Accept", "Content-Type", "User-Agent"].filter {
            !given.contains($0.lowercased())
        }
        let removals = (unwanted + ["Expect"]).map { "\($0):" }
        for line in request.completeHeaders.map({ "\($0.name): \($0.value)" }) + removals {
            guard let longer = curl_slist_append(list, line) else {
                preconditionFailure("out of memory")
            }
            list = longer
        }
        return list
    }
}

extension Transfer {
    private func outcome(_ code: CURLcode) -> HTTPOutcome {
        let status = Int(sijil_curl_status(handle))
        if code == CURLE_OK, status >= 200 {
            return .answered(HTTPResponse(status: status, headerBytes: headerBytes, body: body))
        }
        let failure = code == CURLE_OK ? HTTPFailure.answerNotHTTP : overflow ?? failure(code)
        guard started else { return .neverSent(failure) }
        let partial = HTTPPartialAnswer(
            status: status >= 200 ? status : nil, headerBytes: headerBytes, body: body)
        return .unknown(failure, partial)
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        let systemError = Int32(truncatingIfNeeded: sijil_curl_os_error(handle))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .nameNotFound(host: request.url.host)
        case CURLE_COULDNT_RESOLVE_PROXY: return .proxyNameNotFound
        case CURLE_COULDNT_CONNECT: return .notReachable(systemError: systemError)
        case CURLE_OPERATION_TIMEDOUT:
            let total = settings.deadlineMilliseconds
            return started
                ? .deadline(milliseconds: total)
                : .connectDeadline(milliseconds: min(total, settings.connectDeadlineMilliseconds))
        case CURLE_PEER_FAILED_VERIFICATION: return .tls(certificateFault)
        case CURLE_SSL_CACERT_BADFILE: return .authorityFileUnusable(path: authorityPath)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED:
            return .tls(.handshake(detail: detail))
        case CURLE_GOT_NOTHING: return .closedWithoutAnswer
        case CURLE_PARTIAL_FILE: return .answerCut
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            if !started, sijil_curl_proxy_status(handle) != 0 {
                return .proxyRefused(status: Int(sijil_curl_proxy_status(handle)))
            }
            return .connectionLost(systemError: systemError)
        case CURLE_PROXY: return .proxyRefused(status: nil)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING,
            CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return .answerNotHTTP
        default:
            // Not the error buffer: it may quote a proxy's address with its password.
            return .other(
                code: Int32(truncatingIfNeeded: code.rawValue),
                text: String(cString: curl_easy_strerror(code)))
        }
    }

    private var authorityPath: String {
        if case .file(let path) = settings.authorities { return path }
        return ""
    }

    private var certificateFault: TLSFailure {
        guard sijil_curl_uses_openssl() == 1 else { return .handshake(detail: detail) }
        let own = sijil_curl_verify_result(handle)
        let number = Int(own != 0 ? own : sijil_curl_proxy_verify_result(handle))
        switch number {
        // OpenSSL found the chain sound; libcurl compares the name afterwards, by itself, and then
        // leaves 1 here.
        case 0, 1:
            return detail.contains("subject name") ? .wrongName : .certificate(number: number)
        case 2, 18, 19, 20, 21: return .notTrusted
        case 9: return .notYetValid
        case 10: return .expired
        case 23: return .revoked
        case 62: return .wrongName
        default: return .certificate(number: number)
        }
    }

    /// libcurl's own words about a handshake; these never hold an address or a header.
    private var detail: String {
        let text = String(cString: words)
        return String(
            text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7F }.prefix(200))
    }
}

extension Transfer {
    fileprivate func start() { started = true }

    fileprivate func sent(_ count: Int) {
        // What goes out before is the proxy's.
        if started { bytesSent += count }
    }

    /// - Returns: `false` if the cap is passed.
    fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        // A new status line begins a new answer: what came before was an interim one (1xx).
        if line.starts(with: Array("HTTP/".utf8)), headerBytes.suffix(4) == [13, 10, 13, 10] {
            headerBytes = []
        }
        totalHeaderBytes += line.count
        guard totalHeaderBytes <= settings.maximumHeaderBytes else {
            overflow = .headersTooLarge(limitBytes: settings.maximumHeaderBytes)
            return false
        }
        headerBytes += line
        return true
    }

    /// - Returns: `false` if the cap is passed.
    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= settings.maximumBodyBytes else {
            overflow = .answerTooLarge(limitBytes: settings.maximumBodyBytes)
            return false
        }
        body += bytes
        return true
    }
}

/// The transfer outlives its handle, so the context is alive in every callback.
private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("libcurl lost its context") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}

private let onHeader: sijil_curl_data_callback = { bytes, size, count, context in
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(context).takeHeader(line) ? line.count : 0
}

private let onBody: sijil_curl_data_callback = { bytes, size, count, context in
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(context).takeBody(part) ? part.count : 0
}

private let onStart: sijil_curl_start_callback = { context, _, _, _, _ in
    transfer(context).start()
    return CURL_PREREQFUNC_OK
}

private let onTrace: sijil_curl_trace_callback = { _, kind, _, count, context in
    if kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT { transfer(context).sent(count) }
    return 0
}
