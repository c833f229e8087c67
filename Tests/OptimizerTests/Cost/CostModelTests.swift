import Testing

@testable import Optimizer

@Suite("Cost model")
struct CostModelTests {
    private let model = CostModel(floor: 0.05, samples: [(seconds: 2.1, work: Work(bytes: 100e6, rows: 1e6))])

    @Test("A tenth of the bytes and rows takes a tenth of what is above the floor")
    func proportional() {
        let today = Work(bytes: 100e6, rows: 1e6)
        let seconds = model.seconds(before: 2.1, reading: today, then: Work(bytes: 10e6, rows: 1e5))
        #expect(abs(seconds - 0.3) < 1e-9)
        #expect(abs(model.seconds(before: 2.1, reading: today, then: today) - 2.1) < 1e-9)
    }

    @Test("Fewer bytes of as many rows save reading alone, which is at most four fifths")
    func reading() {
        let seconds = model.seconds(
            before: 2.1, reading: Work(bytes: 100e6, rows: 1e6), then: Work(bytes: 50e6, rows: 1e6))
        #expect(abs(seconds - (0.1 + 1.6 * 0.5 + 0.4)) < 1e-9)
    }

    @Test("A query that computes much for its bytes gains little by reading less")
    func computing() {
        // At the workload's rate its 100 MB take 2 s of its 20.
        let seconds = model.seconds(
            before: 20.1, reading: Work(bytes: 100e6, rows: 1e6), then: Work(bytes: 0, rows: 1e6))
        #expect(abs(seconds - 18.1) < 1e-9)
    }

    @Test("No statement takes less than the floor; one that is faster today keeps half of its time")
    func floor() {
        let today = Work(bytes: 100e6, rows: 1e6)
        #expect(abs(model.seconds(before: 2.1, reading: today, then: Work()) - 0.1) < 1e-9)
        #expect(abs(model.seconds(before: 0.06, reading: today, then: Work()) - 0.03) < 1e-9)
    }

    @Test("Rows that are handed over take their time then as now")
    func output() {
        let seconds = model.seconds(
            before: 2.1, reading: Work(bytes: 100e6, rows: 1e6), then: Work(), output: 50_000)
        #expect(abs(seconds - 0.15) < 1e-9)
    }

    @Test("Where today's work is unknown, the new work is taken at the workload's rate, and never more than today")
    func unknown() {
        #expect(abs(model.seconds(before: 5, reading: Work(), then: Work(bytes: 50e6, rows: 1e6)) - 1.1) < 1e-9)
        #expect(model.seconds(before: 0.5, reading: Work(), then: Work(bytes: 50e9, rows: 1e6)) == 0.5)
    }

    @Test("The rate is the one that the best quarter reaches; unknown seconds go by the middle one")
    func calibration() {
        let samples = [1.0, 2, 3, 4, 50].map { (seconds: $0, work: Work(bytes: 1e9, rows: 1e6)) }
        let model = CostModel(floor: 0, samples: samples)
        #expect(model.secondsPerByte == 2e-9)
        #expect(abs(model.secondsBefore(reading: Work(bytes: 2e9, rows: 1)) - 6) < 1e-9)
        let bare = CostModel(floor: nil)
        #expect(bare.floor == 0.02)
        #expect(abs(bare.secondsBefore(reading: Work(bytes: 1e8, rows: 1)) - 1.02) < 1e-9)
    }
}
