import Foundation

/// Figures for people.
enum FigureText {
    /// "0.020 s", "8.5 s", "1,240 s": as many digits as matter.
    static func seconds(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return "unknown" }
        let format = seconds.magnitude < 1 ? "%.3f s" : seconds.magnitude < 100 ? "%.1f s" : "%.0f s"
        return String(format: format, seconds)
    }

    static func bytes(_ bytes: Int64?) -> String {
        bytes.map { ByteCount.text(Double($0)) } ?? "unknown"
    }

    /// "4.25", "1240": three digits or so.
    static func ratio(_ value: Double) -> String {
        String(format: value.magnitude < 100 ? "%.2f" : "%.0f", value)
    }

    /// "1 query", "3 queries".
    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "1 \(one)" : "\(count) \(many)"
    }
}
