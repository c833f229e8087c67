/// Writes a syntax tree as SQL with as few parentheses as keep its meaning. Its forms are spread over this folder's files.
///
/// Keywords are written in capitals, names and numbers as they were written, types and aliases always in one way.
public struct SQLPrinter {
    var out: SQLWriter
    let keepsComments: Bool

    init(style: SQLWriter.Style, keepsComments: Bool) {
        out = SQLWriter(style: style)
        self.keepsComments = keepsComments
    }

    mutating func put(_ text: String) { out.put(text) }

    // MARK: Names

    mutating func print(_ identifier: Identifier) { put(identifier.quotedText) }

    mutating func print(_ name: QualifiedName) {
        for (index, part) in name.parts.enumerated() {
            if index > 0 { put(".") }
            print(part)
        }
    }

    mutating func print(_ string: StringLiteral) { put(string.quotedText) }

    /// ` (a, b)`, or nothing for no names.
    mutating func printColumnList(_ columns: [Identifier]) {
        guard !columns.isEmpty else { return }
        put(" (")
        printSeparated(columns) { $0.print($1) }
        put(")")
    }

    // MARK: Lists

    /// The items with commas and spaces between; a line that is too long is ended between two of them.
    mutating func printSeparated<Item>(_ items: [Item], _ printItem: (inout SQLPrinter, Item) -> Void) {
        for (index, item) in items.enumerated() {
            if index > 0 {
                put(",")
                out.fill()
            }
            printItem(&self, item)
        }
    }

    /// The items in parentheses, on one line or each on its own.
    mutating func printParenthesized<Item>(_ items: [Item], _ printItem: (inout SQLPrinter, Item) -> Void) {
        put("(")
        out.open()
        for (index, item) in items.enumerated() {
            if index > 0 {
                put(",")
                out.line()
            } else {
                out.softLine()
            }
            printItem(&self, item)
        }
        if !items.isEmpty { out.closingLine() }
        out.close()
        put(")")
    }

    /// The items in parentheses, as many on a line as fit.
    mutating func printFilled(_ items: [Expression]) {
        put("(")
        out.open()
        for (index, item) in items.enumerated() {
            if index > 0 {
                put(",")
                out.fill()
            } else {
                out.softLine()
            }
            print(item)
        }
        if !items.isEmpty { out.closingLine() }
        out.close()
        put(")")
    }

    // MARK: Types

    mutating func print(_ type: DataType) {
        switch type.kind {
        case .named(let name, let parameters):
            print(name)
            guard !parameters.isEmpty else { return }
            put("(")
            printSeparated(parameters) { $0.print($1) }
            put(")")
        case .row(let fields):
            put("row")
            printParenthesized(fields) { $0.print($1) }
        case .dateTime(let base, let precision, let withTimeZone):
            put(base.rawValue)
            if let precision {
                put("(")
                print(precision)
                put(")")
            }
            if withTimeZone { put(" with time zone") }
        case .interval(let from, let to):
            put("interval \(IntervalFields(from: from, to: from == to ? nil : to).text)")
        case .preciseInterval(let from, let to, let leadingPrecision, let fractionalPrecision):
            let fields = IntervalFields(
                from: from, to: from == to ? nil : to, leadingPrecision: leadingPrecision,
                fractionalPrecision: fractionalPrecision)
            put("interval \(fields.text)")
        }
    }

    mutating func print(_ parameter: DataType.Parameter) {
        switch parameter {
        case .number(let digits): put(digits)
        case .type(let type): print(type)
        }
    }

    mutating func print(_ field: DataType.Field) {
        if let name = field.name {
            print(name)
            put(" ")
        }
        print(field.type)
    }
}

/// The fields of an interval with their digits: `day(3) to second(2)`, `second(2, 3)`.
struct IntervalFields {
    var from: IntervalField
    var to: IntervalField?
    var leadingPrecision: String?
    var fractionalPrecision: String?

    var text: String {
        let leading = [leadingPrecision, to == nil ? fractionalPrecision : nil].compactMap(\.self)
        var text = from.rawValue
        if !leading.isEmpty { text += "(\(leading.joined(separator: ", ")))" }
        if let to {
            text += " to \(to.rawValue)"
            if let fractionalPrecision { text += "(\(fractionalPrecision))" }
        }
        return text
    }
}
