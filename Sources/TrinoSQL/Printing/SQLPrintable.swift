/// A part of a syntax tree that can be written as SQL.
public protocol SQLPrintable {
    func print(to printer: inout SQLPrinter)
}

extension SQLPrintable {
    /// The SQL on one line.
    ///
    /// For a tree that was parsed, parsing the result gives an equal tree again. Comments are left out unless asked for; they
    /// are written as `/* ... */` then.
    public func sql(comments: Bool = false) -> String {
        var printer = SQLPrinter(style: .compact, keepsComments: comments)
        print(to: &printer)
        return printer.out.finish()
    }

    /// The SQL for people to read: clauses on lines of their own, indented by four, no wider than `width` columns where a line
    /// can be broken. Comments stay with what they are about, unless they are to be left out.
    public func formatted(width: Int = 100, comments: Bool = true) -> String {
        var printer = SQLPrinter(style: .readable(width: width), keepsComments: comments)
        print(to: &printer)
        return printer.out.finish()
    }
}

extension Expression: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension Query: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.printWhole(self) }
}

extension Relation: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension DataType: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension QualifiedName: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension Identifier: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension Statement: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}

extension RowPattern: SQLPrintable {
    public func print(to printer: inout SQLPrinter) { printer.print(self) }
}
