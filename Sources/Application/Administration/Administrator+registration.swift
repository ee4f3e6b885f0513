internal import AdminAPI

extension Administrator {
    /// Every operation there is; the one table of the API on the daemon's side.
    public func registerOperations(with registrar: inout some AdminOperationRegistrar) {
        func read<Request: ReadingUseCase>(_ type: Request.Type) {
            registrar.register(type) {
                self.access($0, actor: $1)
            } _: {
                try await self.perform($0, actor: $1)
            }
        }
        func change<Request: ChangingUseCase>(_ type: Request.Type) {
            registrar.register(type) {
                self.access($0, actor: $1)
            } _: {
                try await self.perform($0, actor: $1)
            }
        }
        func errand<Request: ErrandUseCase>(_ type: Request.Type) {
            registrar.register(type) {
                self.access($0, actor: $1)
            } _: {
                try await self.perform($0, actor: $1)
            }
        }
        func stream<Request: StreamingUseCase>(_ type: Request.Type) {
            registrar.register(type) {
                self.access($0, actor: $1)
            } _: {
                try await self.perform($0, body: $1, to: &$2, actor: $3)
            }
        }
        read(ShowStatus.self)
        errand(Examine.self)
        change(ApplySite.self)
        change(ApplyPlan.self)
        stream(ExportSite.self)
        read(OpenSite.self)
        change(Reset.self)
        read(ListOperations.self)
        read(ShowOperation.self)
        change(CancelOperation.self)
        stream(ListObjects.self)
        stream(ImportObjects.self)
        read(ListNames.self)
        read(ShowObject.self)
        change(SetClusterMode.self)
        errand(FetchSRSTCertificate.self)
        errand(CheckSRSTReference.self)
        change(RejectSRSTCertificate.self)
        read(ShowSRSTCertificate.self)
        read(ExportSRSTCertificate.self)
        read(ListSRSTCertificateHistory.self)
        change(AddObject.self)
        change(CopyObject.self)
        change(UpdateObject.self)
        change(RenameObject.self)
        change(DeleteObject.self)
        change(RevertObject.self)
        change(UndeleteObject.self)
        change(AcceptSRSTCertificate.self)
        change(SetCAPF.self)
        read(ShowCAPF.self)
        change(ImportAuthorities.self)
        change(RemoveAuthority.self)
        read(ExportTrust.self)
        change(ImportPhoneCertificates.self)
        read(ListPhoneCertificates.self)
        read(ShowFile.self)
        read(DiffFile.self)
        read(ExplainFile.self)
        read(ShowFileHistory.self)
        read(ListFiles.self)
        read(VerifyFiles.self)
        read(ListRevisions.self)
        read(ShowRevision.self)
        read(DiffRevisions.self)
        change(RollbackRevision.self)
        change(ReplacePhone.self)
        read(ListAudit.self)
        read(VerifyAudit.self)
    }
}
