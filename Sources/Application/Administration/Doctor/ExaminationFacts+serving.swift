internal import AdminAPI
internal import Documents
internal import OpenSSL
internal import Serving

/// Whether phones are served what is published.
extension ExaminationFacts {
    typealias Finding = ExaminationReport.Finding

    /// RFC 1350 appendix.
    private static let fileNotFound = 1

    var tftpFindings: [Finding] {
        guard let fetch else { return [] }
        return fetch.probes.compactMap { probe in
            let object = "TFTP at \(probe.address)"
            switch probe.outcome {
            case .fetched(let bytes):
                guard !fetch.published.contains(SHA256Digest.of(bytes)) else { return nil }
                return Finding(
                    code: "tftp-other-bytes",
                    severity: .error,
                    object: object,
                    cause: "\(fetch.file) came with other bytes than are published.",
                    remedy: "Restart cnfd, so that it reads what is published anew, and report the fault.",
                    command: "systemctl restart cnfd"
                )
            case .refused(Self.fileNotFound) where fetch.published.isEmpty:
                return nil
            case .refused(let code):
                return Finding(
                    code: "tftp-refused",
                    severity: .error,
                    object: object,
                    cause: "\(fetch.file) is published, and was refused with error \(code).",
                    remedy: "Restart cnfd, so that it reads what is published anew, and report the fault.",
                    command: "systemctl restart cnfd"
                )
            case .silent:
                return Finding(
                    code: "tftp-silent",
                    severity: .error,
                    object: object,
                    cause: "A request for \(fetch.file) from this host was not answered to its end.",
                    remedy: "Look for a packet filter, and for what keeps cnfd busy.",
                    command: "nft list ruleset"
                )
            case .malformed:
                return Finding(
                    code: "tftp-no-answer",
                    severity: .error,
                    object: object,
                    cause: "What came for a request for \(fetch.file) is no answer of TFTP's.",
                    remedy: "See which program has the port.",
                    command: "ss -ulpn"
                )
            case .unsent(let reason):
                return Finding(
                    code: "tftp-not-asked",
                    severity: .warning,
                    object: object,
                    cause: "No request could be sent from this host: \(reason).",
                    remedy: "Check the limits of the service and the address."
                )
            }
        }
    }

    var receiveBufferFindings: [Finding] {
        guard let buffer = host?.receiveBuffer, buffer.granted < buffer.wanted else { return [] }
        return [
            Finding(
                code: "receive-buffer-small",
                severity: .warning,
                object: "host",
                cause:
                    "The kernel gives a receive buffer of \(buffer.granted) bytes instead of \(buffer.wanted), so a boot "
                    + "storm may lose requests.",
                remedy: "Raise the limit and restart cnfd; keep it in /etc/sysctl.d.",
                command: "sysctl -w net.core.rmem_max=\(buffer.wanted)"
            )
        ]
    }

    /// Phones' files may hold secrets, and their names are all that is needed to ask for them.
    var enumerationFindings: [Finding] {
        guard let suspects = host?.suspects, let latest = suspects.first else { return [] }
        let names = suspects.prefix(Self.mostSuspects).map { "\($0.address) (last at \($0.time.text))" }
        let further = suspects.count - names.count
        return [
            Finding(
                code: "enumeration-suspected",
                severity: .warning,
                object: "TFTP client \(latest.address)",
                cause:
                    "In the last day somebody asked for the files of many phones that are not published, as one does who "
                    + "guesses names: \(names.joined(separator: ", "))\(further > 0 ? ", and \(further) more" : "").",
                remedy:
                    "If these are no phones of yours, keep them away with a packet filter, or serve only the phones' "
                    + "networks (cnfd --allow-subnet)."
            )
        ]
    }

    /// How many are named. Our own choice.
    private static let mostSuspects = 8

    var defaultFileFindings: [Finding] {
        guard case .all(let saved, _, _, _) = phones, saved > 0, !hasDefaultGroup else { return [] }
        return [
            Finding(
                code: "no-default-file",
                severity: .note,
                object: "cluster",
                cause:
                    "There is no default call-manager group, so phones that are not known get no XMLDefault.cnf.xml.",
                command: "cnfctl cluster update --default-call-manager-group GROUP"
            )
        ]
    }
}
