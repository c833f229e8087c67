extension Sequence<String> {
    /// Each text once, in the order of its first appearance: ways that fail often fail for one reason.
    func listedOnce() -> String {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }.joined(separator: "; ")
    }
}
