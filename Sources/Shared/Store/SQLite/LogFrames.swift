/// Checks the frames of a write-ahead log, as they are read from its beginning, against what the log's index says of them: each
/// has the log's salt and a checksum over all before it, and the last one's checksum is in the index.
///
/// Source: SQLite's documentation, "WAL-mode File Format": "The WAL File Format", "Checksum Algorithm".
struct LogFrames {
    /// Bytes of the log's header, and of a frame's.
    static let header = 32
    static let frameHeader = 24

    /// Bytes of a frame with its header.
    let frame: Int
    /// Bytes of the log from its beginning to the end of the last committed frame.
    let bytes: Int
    private let index: LogIndex.Header
    private var checksum: [UInt32] = [0, 0]
    private var isAtBeginning = true

    /// - Parameter index: As it is with nobody writing.
    init(index: LogIndex.Header) {
        self.index = index
        frame = Self.frameHeader + index.page
        bytes = index.frames == 0 ? 0 : Self.header + index.frames * frame
    }

    /// Takes the header alone first, then whole frames.
    ///
    /// - Returns: Whether this is what was written there.
    mutating func holds(_ read: UnsafeRawBufferPointer) -> Bool {
        if isAtBeginning {
            isAtBeginning = false
            guard read.count == Self.header, read[16..<24].elementsEqual(index.salt) else { return false }
            add(read, 0..<24)
            return checksum == Self.stored(read, 24)
        }
        guard read.count % frame == 0 else { return false }
        for place in stride(from: 0, to: read.count, by: frame) {
            guard read[(place + 8)..<(place + 16)].elementsEqual(index.salt) else { return false }
            add(read, place..<(place + 8))
            add(read, (place + Self.frameHeader)..<(place + frame))
            guard checksum == Self.stored(read, place + 16) else { return false }
        }
        return true
    }

    /// Whether all frames have been seen.
    var isWhole: Bool { checksum == index.checksum }

    private mutating func add(_ read: UnsafeRawBufferPointer, _ range: Range<Int>) {
        var (first, second) = (checksum[0], checksum[1])
        func word(_ place: Int) -> UInt32 {
            let word = read.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            return index.isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
        for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            first &+= word(place) &+ second
            second &+= word(place + 4) &+ first
        }
        checksum = [first, second]
    }

    private static func stored(_ read: UnsafeRawBufferPointer, _ place: Int) -> [UInt32] {
        [place, place + 4].map { UInt32(bigEndian: read.loadUnaligned(fromByteOffset: $0, as: UInt32.self)) }
    }
}
