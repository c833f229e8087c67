import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A child process whose standard output is read for the line that says where it listens.
struct DevelopmentTrinoProcess {
    let id: pid_t
    private let output: FileHandle

    static func spawn(_ arguments: [String], environment: [String: String], log: String) throws
        -> DevelopmentTrinoProcess
    {
        let pipe = Pipe()
        #if canImport(Glibc)
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #else
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #endif
        // Threads of a pool block signals, and a process inherits that: it would never hear SIGTERM.
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            argv.forEach { free($0) }
            envp.forEach { free($0) }
        }
        var id: pid_t = 0
        let result = posix_spawn(&id, arguments[0], &actions, &attributes, &argv, &envp)
        try? pipe.fileHandleForWriting.close()
        guard result == 0 else {
            throw DevelopmentTrino.StartFailure(
                description: "\(arguments[0]) can't be started: \(String(cString: strerror(result)))")
        }
        return DevelopmentTrinoProcess(id: id, output: pipe.fileHandleForReading)
    }

    /// Waits for `listening on URL`; nil where the process ends without it.
    func listeningURL() -> String? {
        var text = ""
        while true {
            let data = output.availableData
            if data.isEmpty { return nil }
            text += String(decoding: data, as: UTF8.self)
            guard text.contains("\n"), let start = text.range(of: "listening on ") else { continue }
            let url = text[start.upperBound...].prefix { !$0.isWhitespace }
            // Read on in the background: a full pipe would stop the server.
            output.readabilityHandler = { handle in
                if handle.availableData.isEmpty { handle.readabilityHandler = nil }
            }
            return String(url)
        }
    }

    /// SIGTERM, and SIGKILL where that isn't heard within some seconds.
    static func end(_ id: pid_t) {
        kill(id, SIGTERM)
        var status: Int32 = 0
        for _ in 0..<300 {
            if waitpid(id, &status, WNOHANG) != 0 { return }
            usleep(10_000)
        }
        kill(id, SIGKILL)
        waitpid(id, &status, 0)
    }
}
