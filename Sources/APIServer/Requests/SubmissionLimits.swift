import Shared

/// How much one `POST /new` may bring besides its bytes, each set by configuration.
struct SubmissionLimits: Sendable, Equatable {
    /// Entries of `ddl`.
    var statements = 10_000

    /// Entries of `queries`.
    var queries = 10_000

    /// Characters (Unicode scalars) of one statement or query.
    var characters = 1_000_000

    /// How deep arrays and objects may lie in each other.
    var nesting = 32

    /// Unfinished tasks of one tenant; 0 for any number.
    var openTasks = 1000

    /// The most errors that are told of at once.
    static let errorsTold = 20

    /// What a request has too much of, at most ``errorsTold`` of it.
    func violations(in request: OptimizationRequest) -> [FieldError] {
        var errors: [FieldError] = []
        // defence: statements
        if request.ddl.count > statements {
            errors.append(
                FieldError(
                    path: "ddl",
                    message: "has \(request.ddl.count) statements; this server takes at most \(statements)"))
        }
        // defence: queries
        if request.queries.count > queries {
            errors.append(
                FieldError(
                    path: "queries",
                    message: "has \(request.queries.count) queries; this server takes at most \(queries)"))
        }
        let texts =
            request.ddl.enumerated().lazy.map { (path: "ddl[\($0.offset)].statement", text: $0.element.statement) }
            .filter { isTooLong($0.text) }.map(\.path)
            + request.queries.enumerated().lazy.map { (path: "queries[\($0.offset)].query", text: $0.element.query) }
            .filter { isTooLong($0.text) }.map(\.path)
        // defence: characters
        errors += texts.prefix(Self.errorsTold).map {
            FieldError(path: $0, message: "is longer than the \(characters) characters that this server takes")
        }
        return errors
    }

    /// A text has at least a quarter as many characters as bytes and at most as many, so that most need no counting.
    private func isTooLong(_ text: String) -> Bool {
        text.utf8.count > characters && text.unicodeScalars.count > characters
    }
}
