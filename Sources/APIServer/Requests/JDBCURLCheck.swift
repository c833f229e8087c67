import TrinoClient

/// Whether the `url` of a task is one that a worker may use.
enum JDBCURLCheck {
    /// Parses a URL with the rules for URLs that arrive over HTTP: nothing in it may name a file of the server's, or a
    /// proxy.
    ///
    /// - Throws: ``Problem`` 422, with the parser's reason, which never holds a value of the URL's.
    static func check(_ url: String) throws {
        do {
            _ = try TrinoJDBCURL(parsing: url, policy: .remote)
        } catch let error as JDBCURLError {
            throw Problem(
                .unusableURL,
                detail:
                    "The url must be of the form jdbc:trino://host[:port][/catalog[/schema]][?parameter=value&...].",
                errors: [FieldError(path: "url", message: reason(error))])
        }
    }

    private static func reason(_ error: JDBCURLError) -> String {
        error.parameter.map { "parameter \($0): \(error.message)" } ?? error.message
    }
}
