import CCurl

/// libcurl's global state, initialised once for the process.
enum CurlLibrary {
    private static let initialisation: CURLcode = curl_global_init(Int(CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32))

    static func initialise() throws {
        guard initialisation == CURLE_OK else {
            throw HTTPTransportError.invalidConfiguration("libcurl doesn't start: \(message(initialisation))")
        }
    }

    static func message(_ code: CURLcode) -> String {
        String(cString: curl_easy_strerror(code))
    }
}
