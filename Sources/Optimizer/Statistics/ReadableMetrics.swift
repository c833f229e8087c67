import Foundation

/// What the manifests of an Iceberg table say of each column in a file, as `"table$files"` shows it.
///
/// Source: Trino documentation, Iceberg connector, "$files"; Iceberg's specification, "Manifests", `column_sizes`.
struct ReadableMetrics {
    private struct Metric: Decodable {
        let columnSize: Double?

        enum CodingKeys: String, CodingKey {
            case columnSize = "column_size"
        }
    }

    /// Bytes by the name of a field that has no parts, and of those that have some: they are named behind it, `tags.element`.
    private let (fields, structures): ([String: Double], [String: Double])

    /// - Parameter json: `{"id": {"column_size": 123, "value_count": 5, ...}, ...}`.
    init?(json: String) {
        guard let metrics = try? JSONDecoder().decode([String: Metric].self, from: Data(json.utf8)) else { return nil }
        var (fields, structures): ([String: Double], [String: Double]) = ([:], [:])
        for (name, size) in metrics.compactMapValues(\.columnSize).sorted(by: { $0.key < $1.key }) {
            let name = name.lowercased()
            fields[name, default: 0] += size
            if let dot = name.firstIndex(of: ".") { structures[String(name[..<dot]), default: 0] += size }
        }
        (self.fields, self.structures) = (fields, structures)
    }

    /// Bytes of a column in the file; nil where the writer kept no count.
    func bytes(of column: String) -> Double? {
        let name = column.lowercased()
        return fields[name] ?? structures[name]
    }
}
