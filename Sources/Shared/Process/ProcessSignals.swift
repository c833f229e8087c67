import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What a process does about signals that no service handles.
public enum ProcessSignals {
    /// A peer that closes its end must be an error of that write, not the end of the process.
    public static func ignoreSIGPIPE() {
        signal(SIGPIPE, SIG_IGN)
    }
}
