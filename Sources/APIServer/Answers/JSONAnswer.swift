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

extension Response {
    /// An answer of bytes that may be many: gzipped where that saves something and the client takes it.
    static func negotiated(_ data: Data, for request: Request, headers: HTTPFields) async -> Response {
        var headers = headers
        headers[.vary] = "Accept-Encoding"
        var body = data
        if data.count >= Gzip.threshold, Gzip.isAccepted(by: request.headers), let small = await Gzip.compress(data) {
            headers[.contentEncoding] = "gzip"
            body = small
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(data: body)))
    }
}
