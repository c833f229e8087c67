extension Set where Element == String {
    /// Takes a name that is in the set of no one yet: the wanted one, or that with the first number behind it that is free.
    mutating func takeFree(_ wanted: String) -> String {
        var name = wanted
        var suffix = 1
        while !insert(name).inserted {
            suffix += 1
            name = "\(wanted)_\(suffix)"
        }
        return name
    }
}
