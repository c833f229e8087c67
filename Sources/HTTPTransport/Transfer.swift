import CCurl

/// One exchange: libcurl's easy handle, what it has been given, and what it has collected so far.
///
/// It is made, used and dropped on the client's thread.
final class Transfer {
    let order: TransferOrder
    let handle: UnsafeMutableRawPointer

    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var sent = 0
    private var overflow: HTTPTransportError?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let errorText: UnsafeMutablePointer<CChar>
    /// Read by libcurl whenever it opens a socket.
    private let gate: UnsafeMutablePointer<shim_curl_address_gate>

    /// More header bytes than any server has reason to send.
    private static let maximumHeaderBytes = 1 << 20

    init(_ order: TransferOrder) throws {
        guard let handle = curl_easy_init() else {
            throw HTTPTransportError.invalidRequest("libcurl has no memory for another transfer")
        }
        self.order = order
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        gate = .allocate(capacity: 1)
        gate.initialize(to: shim_curl_address_gate())
        try configure()
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
        gate.deallocate()
    }

    // MARK: - Setting up

    private func configure() throws {
        let request = order.request
        let configuration = order.configuration
        set(CURLOPT_ERRORBUFFER, pointer: UnsafeMutableRawPointer(errorText))
        set(CURLOPT_NOSIGNAL, 1)
        set(
            CURLOPT_FOLLOWLOCATION,
            // defence: no-redirects; without it: 1
            0)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        // An empty text, unlike none, keeps libcurl from reading http_proxy and its like.
        try set(
            CURLOPT_PROXY,
            // defence: no-proxy-of-the-environment; without it: configuration.proxy
            configuration.proxy ?? "")
        try set(CURLOPT_NOPROXY, "")
        if configuration.acceptsCompression { try set(CURLOPT_ACCEPT_ENCODING, "gzip") }

        let limits = configuration.timeLimits
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, limits.connect.wholeMilliseconds))
        set(CURLOPT_TIMEOUT_MS, max(1, (request.timeLimit ?? limits.total).wholeMilliseconds))
        if let silence = limits.silence {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, silence.wholeMilliseconds / 1000))
        }
        try configureAddress()
        try configureTLS(configuration.tls)
        try configureMethod()
        try configureHeaders()

        let context = Unmanaged.passUnretained(self).toOpaque()
        set(CURLOPT_HEADERDATA, pointer: context)
        _ = shim_curl_easy_setopt_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.from(context).receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        set(CURLOPT_WRITEDATA, pointer: context)
        _ = shim_curl_easy_setopt_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.from(context).receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
    }

    private func configureAddress() throws {
        let url = order.request.url
        let configuration = order.configuration
        if let name = configuration.tls.expectedHostname, url.origin.scheme == .https {
            // The certificate is checked against the address's host, so the address bears the expected name, while the
            // connection goes to the true one.
            let origin = HTTPOrigin(scheme: .https, host: name, port: url.origin.port)
            try set(CURLOPT_URL, origin.description + url.path + (url.query.map { "?" + $0 } ?? ""))
            try set(CURLOPT_CONNECT_TO, list: ["::\(url.origin.host):\(url.origin.port)"])
        } else {
            try set(CURLOPT_URL, url.description)
        }
        // defence: pinned-names
        if !configuration.pinnedHosts.isEmpty {
            let pins = configuration.pinnedHosts.map { pin in
                let addresses = pin.addresses.map { $0.contains(":") ? "[\($0)]" : $0 }
                return "\(pin.host):\(pin.port):\(addresses.joined(separator: ","))"
            }
            try set(CURLOPT_RESOLVE, list: pins)
        }
        // defence: pinned-addresses-only
        if configuration.connectsToPinnedAddressesOnly {
            gate.pointee.context = Unmanaged.passUnretained(self).toOpaque()
            gate.pointee.permits = { address, context in
                guard let address else { return 0 }
                return Transfer.from(context).isPinned(String(cString: address)) ? 1 : 0
            }
            _ = shim_curl_easy_check_addresses(handle, gate)
        }
    }

    private func isPinned(_ address: String) -> Bool {
        order.configuration.pinnedHosts.contains { $0.addresses.contains(address) }
    }

    private func configureTLS(_ tls: TLSOptions) throws {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(
            CURLOPT_SSL_VERIFYPEER,
            // defence: trusted-certificates; without it: 0
            tls.verification == .none ? 0 : 1)
        set(
            CURLOPT_SSL_VERIFYHOST,
            // defence: names-in-certificates; without it: 0
            tls.verification == .full ? 2 : 0)
        switch tls.trustedCertificates {
        case .system: break
        case .file(let path):
            try set(CURLOPT_CAINFO, path)
            // Else the system's directory of certificates would be trusted too.
            try set(CURLOPT_CAPATH, nil)
        case .pem(let text):
            var text = text
            text.withUTF8 { _ = shim_curl_easy_setopt_blob(handle, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count) }
            try set(CURLOPT_CAINFO, nil)
            try set(CURLOPT_CAPATH, nil)
        case .pkcs12:
            throw HTTPTransportError.invalidConfiguration("the PKCS #12 trust store hasn't been read")
        }
        if let certificate = tls.clientCertificate {
            try set(CURLOPT_SSLCERT, certificate.path)
            try set(CURLOPT_SSLCERTTYPE, certificate.format.rawValue)
            if certificate.format == .pem { try set(CURLOPT_SSLKEY, certificate.path) }
            try set(CURLOPT_KEYPASSWD, certificate.password?.reveal() ?? "")
        }
    }

    private func configureMethod() throws {
        let request = order.request
        switch request.method {
        case .get where request.body.isEmpty: set(CURLOPT_HTTPGET, 1)
        case .head: set(CURLOPT_NOBODY, 1)
        case .delete where request.body.isEmpty: try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        case .get, .post, .put, .delete:
            set(CURLOPT_POST, 1)
            if request.method != .post { try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
            _ = shim_curl_easy_setopt_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
            if request.isIdempotent {
                request.body.withUnsafeBytes { bytes in
                    // COPYPOSTFIELDS copies as many bytes as POSTFIELDSIZE_LARGE says; null would mean "read them".
                    let start = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
                    set(CURLOPT_COPYPOSTFIELDS, pointer: start ?? UnsafeMutableRawPointer(errorText))
                }
            } else {
                // libcurl sends a request again on a fresh connection where a kept one ends before the first byte of
                // the response. A body that it reads through a callback, and can't rewind, keeps it from that once the
                // body has left: the server may have acted on it.
                set(CURLOPT_READDATA, pointer: Unmanaged.passUnretained(self).toOpaque())
                _ = shim_curl_easy_setopt_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
                    Transfer.from(context).provideBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
                }
            }
        }
    }

    private func configureHeaders() throws {
        let request = order.request
        var lines = request.headers.fields.map { field in
            // "Name:" would remove a header; "Name;" is how libcurl sends an empty one.
            field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
        }
        // No pause before large bodies, and no media type that nobody stated.
        lines.append("Expect:")
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        if request.headers["User-Agent"] == nil { lines.append("User-Agent: \(order.configuration.userAgent)") }
        if order.configuration.tls.expectedHostname != nil, request.headers["Host"] == nil {
            lines.append("Host: \(request.url.origin.host):\(request.url.origin.port)")
        }
        try set(CURLOPT_HTTPHEADER, list: lines)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        _ = shim_curl_easy_setopt_long(handle, option, value)
    }

    private func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) {
        _ = shim_curl_easy_setopt_pointer(handle, option, pointer)
    }

    private func set(_ option: CURLoption, _ text: String?) throws {
        let code = shim_curl_easy_setopt_text(handle, option, text)
        guard code == CURLE_OK else { throw HTTPTransportError.invalidConfiguration(CurlLibrary.message(code)) }
    }

    private func set(_ option: CURLoption, list entries: [String]) throws {
        var list: UnsafeMutablePointer<curl_slist>?
        for entry in entries {
            guard let longer = curl_slist_append(list, entry) else {
                curl_slist_free_all(list)
                throw HTTPTransportError.invalidRequest("libcurl is out of memory")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        _ = shim_curl_easy_setopt_list(handle, option, list)
    }

    // MARK: - While it runs

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        // The context is the transfer itself, which the loop keeps until libcurl has let go of the handle.
        Unmanaged<Transfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    private func provideBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let body = order.request.body
        let count = min(buffer.count, body.count - sent)
        body.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count])) }
        sent += count
        return count
    }

    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            overflow = .malformedResponse("more than \(Self.maximumHeaderBytes) bytes of headers")
            return 0
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // Interim responses (1xx, a proxy's CONNECT) come before the true one.
            headers.removeAll()
        } else if let colon = line.firstIndex(of: ":") {
            headers.add(line[..<colon].trimmingASCIISpace(), line[line.index(after: colon)...].trimmingASCIISpace())
        }
        return bytes.count
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        // defence: answer-size
        guard body.count + bytes.count <= order.configuration.maximumResponseBytes else {
            overflow = .responseTooLarge(limit: order.configuration.maximumResponseBytes)
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    // MARK: - At the end

    /// What the exchange came to, given libcurl's result.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
        if let overflow { return .failure(overflow) }
        guard code == CURLE_OK else { return .failure(failure(code)) }
        var status = 0
        _ = shim_curl_easy_getinfo_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    private func failure(_ code: CURLcode) -> HTTPTransportError {
        let text = String(cString: errorText)
        let detail = text.isEmpty ? CurlLibrary.message(code) : text
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .hostNotFound(detail)
        case CURLE_COULDNT_CONNECT: return .connectionRefused(detail)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return .tls(detail)
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED:
            return .invalidConfiguration(detail)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(hasSentAnything ? .exchanging : .connecting, detail)
        case CURLE_URL_MALFORMAT: return .invalidRequest(detail)
        // The address is http or https by its type: an unsupported protocol is then one in the response.
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL:
            return .malformedResponse(detail)
        default: return .connectionLost(detail)
        }
    }

    private var hasSentAnything: Bool {
        var count = 0
        _ = shim_curl_easy_getinfo_long(handle, CURLINFO_REQUEST_SIZE, &count)
        return count > 0
    }
}

extension StringProtocol {
    fileprivate func trimmingASCIISpace() -> String {
        var bytes = Array(utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
