/// Seconds of a query on other tables, from its seconds today.
///
///     T = floor + output + reading * bytes' / bytes + computing * rows' / rows
///
/// where a run's seconds today, A, are split: the floor is what any statement takes (protocol, planning, scheduling); the output is
/// what handing over its rows takes; of the rest, reading is what its bytes take at the workload's usual best rate, at most four
/// fifths, and computing is what remains. Bytes and rows are those read today; with a stroke, those read then.
///
/// It is calibrated by the workload's own seconds: the rate is the one that the best quarter of its queries reach.
struct CostModel: Sendable {
    /// Seconds of a statement that reads next to nothing of a table.
    let floor: Double
    /// Seconds of reading one byte.
    let secondsPerByte: Double
    /// Seconds of reading and working on one byte, as queries usually do: for those whose seconds nobody knows.
    private let usualSecondsPerByte: Double

    /// How much longer a statement takes that reads some table than `SELECT 1` does: metadata are fetched, splits are handed out.
    /// A convention; it is 2 to 3 on the development Trino.
    static let opening = 2.0
    /// Where the engine was not asked for `SELECT 1`.
    static let usualFloor = 0.01
    /// Where no query's seconds are known: 100 MB/s.
    static let unknownSecondsPerByte = 1e-8
    /// Seconds of handing one row to the client.
    static let secondsPerOutputRow = 1e-6
    /// How much longer a byte takes to write than to read: it is sorted, encoded, compressed and stored. A convention.
    static let writing = 4.0
    /// The part of a run that reading may take up.
    static let mostReading = 0.8

    /// - Parameters:
    ///   - floor: the seconds of `SELECT 1` on the live engine, where it was measured.
    ///   - samples: queries whose seconds are known, with what they read today.
    init(floor: Double?, samples: [(seconds: Double, work: Work)] = []) {
        let floor = Self.opening * (floor.map { max(0, $0) } ?? Self.usualFloor)
        self.floor = floor
        let rates =
            samples
            .filter { $0.work.bytes > 0 && $0.seconds > floor }
            .map { ($0.seconds - floor) / $0.work.bytes }
            .sorted()
        secondsPerByte = rates.isEmpty ? Self.unknownSecondsPerByte : rates[(rates.count - 1) / 4]
        usualSecondsPerByte = rates.isEmpty ? Self.unknownSecondsPerByte : rates[(rates.count - 1) / 2]
    }

    /// A query's seconds today where the request doesn't say: the floor, and its bytes at the workload's usual rate.
    func secondsBefore(reading work: Work) -> Double {
        floor + work.bytes * usualSecondsPerByte
    }

    /// A query's seconds on other tables.
    /// - Parameters:
    ///   - before: its seconds today.
    ///   - today: what it reads today; where that is nothing or unknown, the new work is taken at the workload's rates.
    ///   - then: what it would read.
    ///   - output: rows that it hands over, now as then.
    func seconds(before: Double, reading today: Work, then: Work, output: Double = 0) -> Double {
        let floor = min(self.floor, before / 2)
        let handing = min(output * Self.secondsPerOutputRow, (before - floor) / 2)
        let spare = before - floor - handing
        guard today.bytes > 0, today.rows > 0 else {
            return min(before, floor + handing + then.bytes * secondsPerByte)
        }
        let reading = min(Self.mostReading * spare, today.bytes * secondsPerByte)
        let computing = spare - reading
        return floor + handing + reading * then.bytes / today.bytes + computing * then.rows / today.rows
    }

    /// Seconds of a statement that fills a table.
    func secondsToFill(reading work: Work, writing bytes: Double) -> Double {
        floor + work.bytes * secondsPerByte + bytes * Self.writing * secondsPerByte
    }
}
