internal import Glibc
internal import Platform

extension TFTPServerError {
    /// What a failed system call means when a worker was set up.
    init(settingUpWorker failure: SystemFailure) {
        self.init(
            .system,
            "Cannot set up a worker: \(failure.text)",
            remedy: "Check the limits of the system and of the service"
        )
    }

    /// What a failed system call means to someone who wants to listen on `address`.
    init(failure: SystemFailure, listeningOn address: ListenAddress) {
        let what = "Cannot listen on UDP \(address): \(failure.text)"
        switch failure.errno {
        case EADDRINUSE:
            self.init(
                .portBusy,
                what,
                remedy: "Stop the program that has the port (ss -ulpn shows it) or choose another"
            )
        case EACCES, EPERM:
            let remedy = "Give the daemon CAP_NET_BIND_SERVICE or a socket from systemd, or choose a port above 1023"
            self.init(.permissionDenied, what, remedy: remedy)
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            self.init(.addressNotAvailable, what, remedy: "Use an address of this host (ip address shows them)")
        default:
            self.init(.system, what, remedy: "Check the limits of the system and of the service")
        }
    }
}
