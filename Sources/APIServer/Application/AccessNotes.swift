import HTTPTypes
import Shared
import Synchronization

/// What is found out about a request on its way in, for the outer layers to tell on its way out.
///
/// A middleware hands a copy of the context inwards and gets a response back, or an error without any, so that what is
/// learnt further in would be lost to it.
final class AccessNotes: Sendable {
    private struct Facts {
        var principal: Principal?
        var task: TaskID?
        var limitHeaders: HTTPFields = [:]
        var problem: ProblemType?
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

    /// What the answer is to say of the tenant's rate.
    var limitHeaders: HTTPFields {
        get { facts.withLock { $0.limitHeaders } }
        set { facts.withLock { $0.limitHeaders = newValue } }
    }

    /// Why the request was refused, if it was.
    var problem: ProblemType? {
        get { facts.withLock { $0.problem } }
        set { facts.withLock { $0.problem = newValue } }
    }
}
