import TrinoSQL

/// How a column's values are asked for when rows are drawn.
///
/// SQL, of a text that no query reads: `substr(note, 1, 256), length(note)`, so that long ones aren't carried over the network; of a
/// structure `substr(json_format(CAST(tags AS JSON)), 1, 256), length(json_format(CAST(tags AS JSON)))`; of all else `note`.
struct SampledColumn: Sendable {
    let name: String
    let type: SQLType
    /// The column, its length behind it where it is cut.
    let items: [SelectItem]

    /// Letters of a text that are carried.
    private static let cut = 256

    /// - Parameter isWhole: whether texts are carried as long as they are.
    /// - Returns: nil for a type whose values can't be shown.
    init?(_ column: ColumnSchema, isWhole: Bool) {
        name = column.name.lowercased()
        type = column.type
        let value = Expression.column(QualifiedName([Identifier(quotedWhereNeeded: name)]))
        switch column.type {
        case .varchar, .char:
            items = isWhole ? Self.items([value]) : Self.beginning(of: value)
        case .json:
            items = Self.beginning(of: .call("json_format", [value]))
        case .array, .map, .row:
            guard column.type.isJSON else { return nil }
            items = Self.beginning(of: .call("json_format", [.cast(value, to: DataType(SQLType.json))]))
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .number, .date, .time,
            .timestamp, .intervalYearToMonth, .intervalDayToSecond, .uuid, .ipaddress:
            items = Self.items([value])
        case .varbinary, .function, .unknown, .named:
            return nil
        }
    }

    /// The column's values, by rows of answers in which its items begin at `place`; and how many times as long they are as what was
    /// carried of them. Behind those that were cut stands their length: not all that begin alike are the same.
    func values(of rows: [[EngineValue]], at place: Int) -> (values: [EngineValue], lengthening: Double) {
        guard items.count == 2 else { return (rows.map { $0[place] }, 1) }
        var (length, carried) = (0.0, 0.0)
        let values = rows.map { row in
            guard let text = row[place].text, let whole = row[place + 1].number else { return row[place] }
            let letters = Double(text.unicodeScalars.count)
            length += whole
            carried += letters
            return whole > letters ? .text("\(text) \(Int64(whole))") : row[place]
        }
        return (values, carried > 0 ? max(1, length / carried) : 1)
    }

    private static func items(_ values: [Expression]) -> [SelectItem] {
        values.map { SelectItem(.expression($0, alias: nil)) }
    }

    private static func beginning(of text: Expression) -> [SelectItem] {
        items([.call("substr", [text, .integer(1), .integer(cut)]), .call("length", [text])])
    }
}

extension SQLType {
    /// Whether a value can be cast to JSON.
    ///
    /// Source: Trino documentation, "JSON functions and operators", "Cast to JSON".
    fileprivate var isJSON: Bool {
        switch self {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varchar, .json, .date: true
        case .timestamp(_, let withTimeZone): !withTimeZone
        case .array(let element): element.isJSON
        case .map(.varchar, let value): value.isJSON
        case .row(let fields): fields.allSatisfy(\.type.isJSON)
        default: false
        }
    }
}
