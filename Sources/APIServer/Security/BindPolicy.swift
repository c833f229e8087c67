/// Whether the server may listen where it is asked to.
enum BindPolicy {
    /// Why it may not.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// Lets a server without keys listen on loopback only, unless it was told otherwise in so many words.
    ///
    /// - Parameters:
    ///   - host: what the server is asked to listen on.
    ///   - hasKeys: whether requests need an API key.
    ///   - allowInsecure: whether the operator accepts that anybody who reaches the address can use the service.
    /// - Throws: ``Refused``, with the ways out.
    static func check(host: String, hasKeys: Bool, allowInsecure: Bool) throws {
        if hasKeys || allowInsecure || Loopback.isName(host) { return }
        throw Refused(
            description: """
                Refusing to listen on \(host) without API keys: anybody who reaches that address could submit tasks \
                and read results. Make a key with: lakewright-api keys create NAME (or set LAKEWRIGHT_API_KEYS to \
                the SHA-256 digests of keys), or listen on 127.0.0.1, or, where something else keeps strangers out, \
                set LAKEWRIGHT_ALLOW_INSECURE_BIND=true.
                """)
    }
}
