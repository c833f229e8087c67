import Foundation
import TrinoSQL

/// What the engine expects one query to read of one table.
public struct TableScan: Sendable, Hashable {
    public var table: TableName
    /// Rows and bytes that are left after files and partitions were passed over; nil where the engine doesn't know.
    public var rows: Double?
    public var bytes: Double?
    /// Columns by whose values files or partitions are passed over.
    public var constrainedColumns: Set<String>

    public init(table: TableName, rows: Double?, bytes: Double?, constrainedColumns: Set<String> = []) {
        self.table = table
        self.rows = rows
        self.bytes = bytes
        self.constrainedColumns = constrainedColumns
    }
}

extension TableScan {
    /// Reads the answer of `EXPLAIN (TYPE IO, FORMAT JSON)`; nil where it is none.
    ///
    /// Source: Trino documentation, "EXPLAIN", example of TYPE IO.
    static func reading(explainIO text: String) -> [TableScan]? {
        let decoder = JSONDecoder()
        guard let answer = try? decoder.decode(IOPlan.self, from: Data(text.utf8)) else { return nil }
        return answer.inputTableColumnInfos.map { input in
            let name = input.table
            return TableScan(
                table: TableName(
                    catalog: name.catalog, schema: name.schemaTable.schema, table: name.schemaTable.table),
                rows: input.estimate?.outputRowCount?.value, bytes: input.estimate?.outputSizeInBytes?.value,
                constrainedColumns: Set((input.constraint?.columnConstraints ?? []).map { $0.columnName.lowercased() }))
        }
    }
}

private struct IOPlan: Decodable {
    struct Input: Decodable {
        struct Name: Decodable {
            struct SchemaTable: Decodable {
                var schema: String
                var table: String
            }
            var catalog: String
            var schemaTable: SchemaTable
        }
        struct Constraint: Decodable {
            struct Column: Decodable { var columnName: String }
            var columnConstraints: [Column]?
        }
        struct Estimate: Decodable {
            var outputRowCount: Figure?
            var outputSizeInBytes: Figure?
        }
        var table: Name
        var constraint: Constraint?
        var estimate: Estimate?
    }
    var inputTableColumnInfos: [Input]
}

/// A number that may be written as the text "NaN", which says that it is not known.
private struct Figure: Decodable {
    var value: Double?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = try? container.decode(Double.self)
        if let known = value, !known.isFinite { value = nil }
    }
}
