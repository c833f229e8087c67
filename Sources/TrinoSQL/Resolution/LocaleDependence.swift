/// Whether a format's text makes a function depend on the session's language: names of months and days do, digits do not.
///
/// Sources: Trino documentation, "Date and time functions and operators / MySQL date functions" and "Java date functions",
/// "Conversion functions / format".
enum LocaleDependence {
    /// - Parameters:
    ///   - function: a function that takes a format, in lower case.
    ///   - format: the format's text, or nil where it is no literal.
    static func exists(function: String, format: String?) -> Bool {
        guard let format else { return true }
        switch function {
        case "date_format", "date_parse":
            return ["%a", "%b", "%M", "%W", "%p", "%r"].contains { format.contains($0) }
        case "format_datetime", "parse_datetime":
            return ["E", "MMM", "a", "z", "G"].contains { format.contains($0) }
        case "format":
            // `%s` alone puts a value's own text in.
            return format.replacing("%s", with: "").contains("%")
        default:
            return true
        }
    }

    /// The index of a function's argument that holds its format.
    static func formatArgument(of function: String) -> Int { function == "format" ? 0 : 1 }
}
