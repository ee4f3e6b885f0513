internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Answers requests of a connection by the routes.
struct AdminResponder: Sendable {
    /// The client's request could not be read to its end, and its answer has begun.
    private struct CutOff: Error {}

    let routes: RouterResponder<AdminRequestContext>
    let logger: Logger

    /// Answers one request.
    ///
    /// - Throws: What ends the connection.
    @concurrent
    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let context = AdminRequestContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response: Response
        do {
            response = try await routes.respond(to: request, context: context)
        } catch let error as HTTPParserError {
            // The connection answers it.
            throw error
        } catch {
            logger.error("admin request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            response = Response(status: .internalServerError)
        }
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            // It would be answered once more.
            throw CutOff()
        }
    }
}
