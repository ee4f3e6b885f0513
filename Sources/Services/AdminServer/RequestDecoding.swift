internal import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import NIOCore

/// Makes requests of JSON.
enum RequestDecoding {
    /// The most that may be in a request. Our own bounds: what the decoder makes of a value takes many times its text.
    private static let mostValues = 1_000_000
    private static let greatestDepth = 64

    /// The request in `octets`.
    ///
    /// - Throws: `ProblemReport` when it is none, or too much stands in it.
    static func decode<Request: Decodable>(_ type: Request.Type, _ octets: ByteBuffer) throws -> Request {
        let extent = JSONExtent(octets.readableBytesView)
        guard extent.depth <= greatestDepth, extent.values <= mostValues else {
            throw malformed("it holds more than \(mostValues) values, or is nested deeper than \(greatestDepth)")
        }
        do {
            return try AdminJSON.decode(type, from: Data(octets.readableBytesView))
        } catch {
            throw malformed("\(error)")
        }
    }

    private static func malformed(_ reason: String) -> ProblemReport {
        ProblemReport([
            Problem(
                .usage,
                code: "malformed-request",
                "The request cannot be read: \(reason).",
                hint: "Use a cnfctl of the daemon's version."
            )
        ])
    }
}
