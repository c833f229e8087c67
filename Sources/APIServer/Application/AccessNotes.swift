import Shared
import Synchronization

/// What is found out about a request on its way in, for the access log to tell on its way out.
///
/// A middleware hands a copy of the context inwards and gets a response back, so that what is learnt further in
/// would be lost to it.
final class AccessNotes: Sendable {
    private struct Facts {
        var principal: Principal?
        var task: TaskID?
    }

    private let facts = Mutex(Facts())

    /// Who asks, where a key told.
    var principal: Principal? {
        get { facts.withLock { $0.principal } }
        set { facts.withLock { $0.principal = newValue } }
    }

    /// The task that the request made or asked for.
    var task: TaskID? {
        get { facts.withLock { $0.task } }
        set { facts.withLock { $0.task = newValue } }
    }
}
