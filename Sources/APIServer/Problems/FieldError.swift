/// One thing wrong with one field of a request, as it stands in the `errors` of a problem.
struct FieldError: Codable, Sendable, Equatable {
    /// Where the field is in the request, as a person would write it: `queries[3].queryid`.
    ///
    /// Empty for the document as a whole.
    var path: String

    /// What is wrong and what would be right.
    var message: String
}
