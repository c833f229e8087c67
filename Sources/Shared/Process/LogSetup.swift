import Logging

extension LakewrightConfiguration {
    /// Makes every logger of this process write as configured, to standard error. Once, at its start.
    public func bootstrapLogging() {
        LoggingSystem.bootstrap { [logLevel, logFormat] label in
            var handler: any LogHandler =
                switch logFormat {
                case .text: StreamLogHandler.standardError(label: label)
                case .json: JSONLogHandler(label: label)
                }
            handler.logLevel = logLevel
            return handler
        }
    }
}
