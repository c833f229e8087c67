/// One response of the statement protocol, decoded.
struct Answer: Sendable {
    var id = ""
    var infoURI: String?
    var nextURI: String?
    var columns: [TrinoColumn]?
    var rows: [[TrinoValue]] = []
    /// How many bytes of JSON the rows were.
    var rowBytes = 0
    var statistics = TrinoStatistics()
    var error: TrinoQueryError?
    var warnings: [TrinoWarning] = []
    var updateType: String?
    var updateCount: Int64?

    /// Decodes a body. `columns` are those that earlier answers of the statement brought: the server may leave them out
    /// later on.
    ///
    /// - Throws: `JSONError`, where the body isn't what the protocol says.
    init(decoding body: [UInt8], columns known: [TrinoColumn]?) throws {
        self = try body.withUnsafeBufferPointer { try Answer($0, columns: known) }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, columns known: [TrinoColumn]?) throws {
        var scanner = JSONScanner(bytes)
        var data: Range<Int>?
        var errorJSON: JSONValue?
        columns = known
        try scanner.object { scanner, key in
            // The rows come after their columns, but nothing says that they must: they are marked and read at the end,
            // unless the columns stand already.
            if key == "data", let columns, !columns.isEmpty, try scanner.peek() == UInt8(ascii: "[") {
                let start = scanner.position
                rows = try Self.rows(&scanner, columns)
                rowBytes = scanner.position - start
                return
            }
            if key == "data" {
                data = try scanner.skip()
                return
            }
            if key == "stats" {
                statistics = TrinoStatistics(try scanner.value())
                return
            }
            let value = try scanner.value()
            switch key {
            case "id": id = value.string ?? ""
            case "infoUri": infoURI = value.string
            case "nextUri": nextURI = value.string
            case "columns": columns = try Self.columns(value, scanner) ?? columns
            case "error": errorJSON = value == .null ? nil : value
            case "warnings": warnings = (value.array ?? []).compactMap { TrinoWarning($0) }
            case "updateType": updateType = value.string
            case "updateCount": updateCount = value.integer
            default: break
            }
        }
        try scanner.end()
        guard !id.isEmpty else { throw scanner.error("no statement id") }
        if let data { try readRows(in: data, of: bytes) }
        error = errorJSON.map { TrinoQueryError($0, statementID: id) }
    }

    private mutating func readRows(in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) throws {
        var scanner = JSONScanner(bytes, at: range.lowerBound)
        if try scanner.consumeNull() { return }
        guard try scanner.peek() == UInt8(ascii: "[") else {
            throw scanner.error("the rows come in an encoding that wasn't asked for")
        }
        guard let columns else {
            var isEmpty = true
            try scanner.array { scanner in
                isEmpty = false
                _ = try scanner.skip()
            }
            guard isEmpty else { throw scanner.error("rows without columns") }
            return
        }
        rows = try Self.rows(&scanner, columns)
        rowBytes = range.count
    }

    private static func columns(_ json: JSONValue, _ scanner: JSONScanner) throws -> [TrinoColumn]? {
        guard let array = json.array else { return nil }
        return try array.map { element in
            guard let column = TrinoColumn(element) else { throw scanner.error("a column without name or type") }
            return column
        }
    }

    private static func rows(_ scanner: inout JSONScanner, _ columns: [TrinoColumn]) throws -> [[TrinoValue]] {
        let decoders = columns.map { TrinoValueDecoder(type: $0.type) }
        var rows: [[TrinoValue]] = []
        try scanner.array { scanner in
            var row: [TrinoValue] = []
            row.reserveCapacity(decoders.count)
            try scanner.array { scanner in
                guard row.count < decoders.count else { throw scanner.error("a row with too many values") }
                row.append(try decoders[row.count].decode(&scanner))
            }
            guard row.count == decoders.count else { throw scanner.error("a row with too few values") }
            rows.append(row)
        }
        return rows
    }
}
