/// Something that the server wants known of a statement that it runs nevertheless.
public struct TrinoWarning: Sendable, Hashable {
    public let code: Int64?
    public let name: String?
    public let message: String

    init?(_ json: JSONValue) {
        guard let message = json["message"]?.string else { return nil }
        self.message = message
        code = json["warningCode"]?["code"]?.integer
        name = json["warningCode"]?["name"]?.string
    }
}
