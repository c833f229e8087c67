import HTTPTypes

/// The header field `Idempotency-Key` of `POST /new` (draft-ietf-httpapi-idempotency-key-header).
enum IdempotencyKeyHeader {
    /// In characters.
    static let longest = 255

    /// Reads the key, with the double quotes that the draft asks for or without.
    ///
    /// - Returns: nil where the field is absent.
    /// - Throws: ``Problem`` 400 where it is empty, too long, given twice or holds more than visible ASCII.
    static func read(from headers: HTTPFields) throws -> String? {
        let values = headers[values: .idempotencyKey]
        guard let value = values.first else { return nil }
        let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let key = isQuoted ? String(value.dropFirst().dropLast()) : value
        let isWellFormed = key.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        // defence: idempotency-key-form
        guard values.count == 1, (1...longest).contains(key.utf8.count), isWellFormed else {
            throw Problem(
                .invalidRequest,
                detail: "The header Idempotency-Key takes one key of 1 to \(longest) visible ASCII characters, "
                    + "such as a UUID.",
                errors: [FieldError(path: "Idempotency-Key", message: "is not one key of 1 to \(longest) characters")])
        }
        return key
    }
}
