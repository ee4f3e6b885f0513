internal import AdminAPI
internal import Documents
internal import HTTPTypes
internal import Hummingbird

/// Answers a path that no operation has, in the shape of every other refusal.
struct UnknownOperationMiddleware: RouterMiddleware {
    typealias Context = AdminRequestContext

    @concurrent
    func handle(
        _ request: Request,
        context: AdminRequestContext,
        next: @concurrent (Request, AdminRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
            let problem = Problem(
                .notFound,
                code: "unknown-operation",
                "This daemon has no operation \(request.uri.path).",
                hint: "Use a cnfctl of the daemon's version; its API is \(AdminAPIVersion.prefix)."
            )
            return try Answers.response(.notFound, AdminJSON.encode(ProblemReport([problem])))
        }
    }
}
