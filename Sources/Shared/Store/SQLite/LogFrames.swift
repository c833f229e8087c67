/// Checks the frames of a write-ahead log, as they are read from its beginning, against what the log's index says of them: each
/// has the log's salt and a checksum over all before it, and the last one's checksum is in the index.
///
/// Source: SQLite's documentation, "WAL-mode File Format": "The WAL File Format", "Checksum Algorithm", "WAL-Index File Format".
struct LogFrames {
    /// Bytes of the log's header, of a frame's, and of the index's.
    static let header = 32
    static let frameHeader = 24
    static let indexHeader = 48

    /// Bytes of a frame with its header.
    let frame: Int
    /// Bytes of the log from its beginning to the end of the last committed frame.
    let bytes: Int
    private let isBigEndian: Bool
    private let salt: [UInt8]
    private let last: [UInt32]
    private var checksum: [UInt32] = [0, 0]
    private var isAtBeginning = true

    /// - Parameter index: The first 48 bytes of the file `-shm`, read with nobody writing.
    /// - Returns: nil for an index that isn't laid out as is known.
    init?(index: [UInt8]) {
        func number<Number: FixedWidthInteger>(_ place: Int, _: Number.Type) -> Number {
            index.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) }
        }
        guard index.count >= Self.indexHeader, number(0, UInt32.self) == 3_007_000, index[12] == 1 else { return nil }
        let page = Int(number(14, UInt16.self))
        frame = Self.frameHeader + (page == 1 ? 65_536 : page)
        isBigEndian = index[13] == 1
        let frames = Int(number(16, UInt32.self))
        bytes = frames == 0 ? 0 : Self.header + frames * frame
        last = [number(24, UInt32.self), number(28, UInt32.self)]
        salt = Array(index[32..<40])
        guard page == 1 || page >= 512 else { return nil }
    }

    /// Takes the header alone first, then whole frames.
    ///
    /// - Returns: Whether this is what was written there.
    mutating func holds(_ read: UnsafeRawBufferPointer) -> Bool {
        if isAtBeginning {
            isAtBeginning = false
            guard read.count == Self.header, read[16..<24].elementsEqual(salt) else { return false }
            add(read, 0..<24)
            return checksum == Self.stored(read, 24)
        }
        guard read.count % frame == 0 else { return false }
        for place in stride(from: 0, to: read.count, by: frame) {
            guard read[(place + 8)..<(place + 16)].elementsEqual(salt) else { return false }
            add(read, place..<(place + 8))
            add(read, (place + Self.frameHeader)..<(place + frame))
            guard checksum == Self.stored(read, place + 16) else { return false }
        }
        return true
    }

    /// Whether all frames have been seen.
    var isWhole: Bool { checksum == last }

    private mutating func add(_ read: UnsafeRawBufferPointer, _ range: Range<Int>) {
        var (first, second) = (checksum[0], checksum[1])
        func word(_ place: Int) -> UInt32 {
            let word = read.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
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
