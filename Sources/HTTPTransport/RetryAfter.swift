import Foundation

extension HTTPHeaders {
    /// How long the server asks to wait (`Retry-After`, RFC 9110, 10.2.3): seconds, or a date in its preferred form.
    ///
    /// nil where the header is missing or neither; zero where the date has passed.
    public var retryAfter: Duration? {
        guard let text = self["Retry-After"] else { return nil }
        if let seconds = Double(text), seconds >= 0, seconds < 1e9 { return .milliseconds(Int64(seconds * 1000)) }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let date = formatter.date(from: text) else { return nil }
        return .milliseconds(Int64(max(0, min(1e9, date.timeIntervalSinceNow)) * 1000))
    }
}
