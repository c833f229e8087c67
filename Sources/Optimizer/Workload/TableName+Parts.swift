import TrinoSQL

extension TableName {
    /// From a name of exactly three parts.
    init?(_ name: QualifiedName) {
        guard name.parts.count == 3 else { return nil }
        self.init(catalog: name.parts[0].text, schema: name.parts[1].text, table: name.parts[2].text)
    }
}
