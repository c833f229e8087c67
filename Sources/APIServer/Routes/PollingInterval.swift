/// How long a client is asked to wait before it polls again.
enum PollingInterval {
    /// The value of `Retry-After`, in seconds (RFC 9110, section 10.2.3).
    static let headerValue = "2"
}
