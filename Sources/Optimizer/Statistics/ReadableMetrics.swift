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

    /// Bytes by the name of a field that has no parts; those of a structure are named behind it: `tags.element`.
    private let sizes: [String: Double]

    /// - Parameter json: `{"id": {"column_size": 123, "value_count": 5, ...}, ...}`.
    init?(json: String) {
        guard let metrics = try? JSONDecoder().decode([String: Metric].self, from: Data(json.utf8)) else { return nil }
        sizes = metrics.compactMapValues(\.columnSize)
    }

    /// Bytes of a column in the file; nil where the writer kept no count.
    func bytes(of column: String) -> Double? {
        let name = column.lowercased()
        let parts = sizes.filter { $0.key.lowercased() == name || $0.key.lowercased().hasPrefix(name + ".") }
        return parts.isEmpty ? nil : parts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
}
