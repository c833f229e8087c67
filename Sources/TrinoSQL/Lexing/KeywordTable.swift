/// Finds keywords by their bytes, in any case, without making strings.
struct KeywordTable: Sendable {
    static let shared = KeywordTable()

    private static let slotCount = 2048
    private let slots: [Keyword?]
    private let spellings: [[UInt8]]
    private let longest: Int

    private init() {
        var slots = [Keyword?](repeating: nil, count: Self.slotCount)
        var spellings = [[UInt8]](repeating: [], count: Self.slotCount)
        for keyword in Keyword.allCases {
            let bytes = Array(keyword.rawValue.utf8)
            var slot = Self.hash(bytes[...])
            while slots[slot] != nil { slot = (slot + 1) % Self.slotCount }
            slots[slot] = keyword
            spellings[slot] = bytes
        }
        self.slots = slots
        self.spellings = spellings
        longest = spellings.map(\.count).max() ?? 0
    }

    /// The keyword that the bytes spell, if they spell one.
    func lookup(_ bytes: ArraySlice<UInt8>) -> Keyword? {
        bytes.withUnsafeBufferPointer { lookup($0) }
    }

    /// The keyword that the bytes spell, if they spell one.
    func lookup(_ bytes: UnsafeBufferPointer<UInt8>) -> Keyword? {
        guard bytes.count <= longest else { return nil }
        var slot = Self.hash(bytes)
        while let keyword = slots[slot] {
            if Self.spell(bytes, spellings[slot]) { return keyword }
            slot = (slot + 1) % Self.slotCount
        }
        return nil
    }

    private static func spell(_ bytes: UnsafeBufferPointer<UInt8>, _ spelling: [UInt8]) -> Bool {
        guard bytes.count == spelling.count else { return false }
        for index in 0..<bytes.count where bytes[index].lowercasedLetter != spelling[index] { return false }
        return true
    }

    /// FNV-1a over the letters in lower case.
    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes {
            hash = (hash ^ UInt32(byte.lowercasedLetter)) &* 16_777_619
        }
        return Int(hash ^ (hash >> 15)) & (slotCount - 1)
    }
}
