/// Bytes for people.
enum ByteCount {
    /// "512 B", "1.5 MB", ... with units of 1,000.
    static func text(_ bytes: Double) -> String {
        var value = bytes
        for unit in ["B", "KB", "MB", "GB", "TB"] {
            if value.magnitude < 1000 || unit == "TB" {
                let tenths = (value * 10).rounded() / 10
                return unit == "B" ? "\(Int(value)) B" : "\(tenths) \(unit)"
            }
            value /= 1000
        }
        return "\(bytes) B"
    }
}
