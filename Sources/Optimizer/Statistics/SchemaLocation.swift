import TrinoSQL

/// The `location` property in what SHOW CREATE SCHEMA prints.
struct SchemaLocation {
    let path: String

    init(path: String) { self.path = path }

    init?(showCreateSchema text: String) {
        guard case .createSchema(let creation)? = try? Parser.parseStatement(text).kind else { return nil }
        for property in creation.properties where property.name.canonical == "location" {
            if case .string(let literal)? = property.value?.kind {
                path = literal.value
                return
            }
        }
        return nil
    }

    /// A location beside this one, for a schema of another name: the last step of the path exchanged. In the root of a bucket, a
    /// container or a file system there is nothing beside it that is the user's, so there it is a location within.
    func sibling(named schema: String) -> String {
        var trimmed = path
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        guard let slash = trimmed.lastIndex(of: "/") else { return trimmed + "/" + schema }
        // `s3://bucket`: what would be exchanged is the bucket.
        if trimmed[..<slash].hasSuffix(":/") { return trimmed + "/" + schema }
        return String(trimmed[...slash]) + schema
    }
}
