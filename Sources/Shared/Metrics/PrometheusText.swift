/// Samples as Prometheus reads them: its text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
public enum PrometheusText {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Writes samples in the order of their names and labels, each family behind its help and type.
    public static func write(_ samples: [MetricSample]) -> String {
        var text = ""
        let families = Dictionary(grouping: samples, by: \.name).sorted { $0.key < $1.key }
        for (name, members) in families {
            let metric = Metric(rawValue: name)
            let name = String(name.map { isNamePart($0) ? $0 : "_" })
            if let metric {
                text += "# HELP \(name) \(escaped(metric.help))\n# TYPE \(name) \(metric.kind.rawValue)\n"
            }
            let written = members.map { (labels: labels($0.labels), value: $0.value) }
            for member in written.sorted(by: { $0.labels < $1.labels }) {
                switch member.value {
                case .number(let value): text += "\(name)\(braced(member.labels)) \(number(value))\n"
                case .distribution(let distribution): text += lines(distribution, name, member.labels)
                }
            }
        }
        return text
    }

    private static func lines(_ distribution: MetricSample.Distribution, _ name: String, _ labels: String) -> String {
        let prefix = labels.isEmpty ? "" : labels + ","
        var text = ""
        for bucket in distribution.buckets {
            text += "\(name)_bucket{\(prefix)le=\"\(number(bucket.bound))\"} \(bucket.count)\n"
        }
        text += "\(name)_bucket{\(prefix)le=\"+Inf\"} \(distribution.count)\n"
        text += "\(name)_sum\(braced(labels)) \(number(distribution.sum))\n"
        text += "\(name)_count\(braced(labels)) \(distribution.count)\n"
        return text
    }

    private static func labels(_ labels: MetricLabels) -> String {
        labels.all.map { "\(String($0.name.map { isNamePart($0) ? $0 : "_" }))=\"\(escaped($0.value))\"" }
            .joined(separator: ",")
    }

    private static func braced(_ labels: String) -> String {
        labels.isEmpty ? "" : "{\(labels)}"
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction; infinities and NaN as Prometheus spells them.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
