import Foundation

/// The one way in which wire types become bytes and bytes become wire types.
public enum WireJSON {
    /// Encodes with sorted keys and unescaped slashes, so that equal values give equal bytes.
    ///
    /// - Throws: `EncodingError` for a number that is not finite.
    public static func encode(_ value: some Encodable) throws -> Data {
        Data(try JSONValueEncoder.text(of: value).bytes)
    }

    /// Decodes, and turns each of Foundation's errors into one that names the field.
    ///
    /// - Throws: ``RequestDefect``.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw RequestDefect(error)
        }
    }
}
