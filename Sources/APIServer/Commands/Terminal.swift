import Foundation

/// What commands tell people beside their output.
enum Terminal {
    /// Writes a line to standard error.
    static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
