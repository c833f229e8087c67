import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Shared

extension Response {
    /// An answer that carries one JSON document.
    ///
    /// - Throws: `EncodingError` where the document can't be written as JSON (a number that isn't finite).
    static func json(
        _ document: some Encodable, status: HTTPResponse.Status = .ok, contentType: String = "application/json",
        headers: HTTPFields = [:]
    ) throws -> Response {
        var headers = headers
        headers[.contentType] = contentType
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(data: try WireJSON.encode(document))))
    }
}
