/// A column of a result.
public struct TrinoColumn: Sendable, Hashable {
    public let name: String
    public let type: TrinoType
    /// The type as the server wrote it.
    public let typeText: String

    public init(name: String, type: TrinoType, typeText: String? = nil) {
        self.name = name
        self.type = type
        self.typeText = typeText ?? type.description
    }

    init?(_ json: JSONValue) {
        guard let name = json["name"]?.string else { return nil }
        let text = json["type"]?.string
        let fromSignature = json["typeSignature"].flatMap { TrinoType(signature: $0) }
        guard let type = fromSignature ?? text.map({ TrinoType(parsing: $0) }) else { return nil }
        self.init(name: name, type: type, typeText: text)
    }
}
