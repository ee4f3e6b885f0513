internal import AdminAPI
internal import ClusterModel
internal import Documents

/// The findings of an examination, as a function of the facts: each check looks at its own.
enum Examination {
    typealias Finding = ExaminationReport.Finding

    /// What can be looked at.
    enum Check: String, CaseIterable {
        case tftp
        case receiveBuffer = "receive-buffer"
        case enumeration
        case disk
        case log
        case store
        case clock
        case staticDirectory = "static-directory"
        case notifier
        case defaultFile = "default-file"
        case clusterMode = "cluster-mode"
        case certificates
        case phones
    }

    /// The checks that can be made with these facts, in order.
    static func checks(_ facts: ExaminationFacts) -> [Check] {
        Check.allCases.filter { check in
            switch check {
            case .tftp: facts.fetch != nil
            case .receiveBuffer, .enumeration, .disk, .log: facts.host != nil
            case .staticDirectory: facts.host?.staticDirectory != nil
            case .notifier: facts.host?.notifierProgram != nil || facts.untold != nil
            case .store, .clock, .defaultFile, .clusterMode, .certificates, .phones: true
            }
        }
    }

    /// Makes them all.
    static func findings(_ facts: ExaminationFacts) -> [Finding] {
        checks(facts).flatMap { check in
            switch check {
            case .tftp: facts.tftpFindings
            case .receiveBuffer: facts.receiveBufferFindings
            case .enumeration: facts.enumerationFindings
            case .disk: facts.diskFindings
            case .log: facts.logFindings
            case .store: facts.storeFindings
            case .clock: facts.clockFindings
            case .staticDirectory: facts.staticDirectoryFindings
            case .notifier: facts.notifierFindings
            case .defaultFile: facts.defaultFileFindings
            case .clusterMode: facts.clusterModeFindings
            case .certificates: facts.secureReferences.flatMap { facts.findings($0) }
            case .phones: facts.phoneFindings
            }
        }
    }
}
