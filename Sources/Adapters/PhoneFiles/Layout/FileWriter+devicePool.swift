internal import ClusterModel

extension FileWriter {
    /// `devicePool`: the call managers, the SRST choice and the time of the phone's pool.
    mutating func devicePool(_ context: PhoneFileContext) {
        element("devicePool") { file in
            file.text("revertPriority", "0", from: .default)
            file.text("name", context.pool.name.text, from: .devicePool)
            file.dateTimeSetting(context.pool)
            file.callManagerGroup(
                context.group,
                isDefault: context.group.name == context.cluster.defaultCallManagerGroup
            )
            file.srstInfo(context)
            file.number("connectionMonitorDuration", context.pool.connectionMonitorDuration, from: .devicePool)
        }
    }

    /// The pool's time setting has no name of its own, so it goes by the pool's.
    private mutating func dateTimeSetting(_ pool: DevicePool) {
        element("dateTimeSetting") { file in
            file.text("name", pool.name.text, from: .devicePool)
            file.text("dateTemplate", pool.dateTime.template.text, from: .devicePool)
            file.text("timeZone", pool.dateTime.timeZone.text, from: .devicePool)
            if !pool.dateTime.olsonTimeZone.text.isEmpty {
                file.text("olsonTimeZone", pool.dateTime.olsonTimeZone.text, from: .devicePool)
            }
            file.element("ntps", from: .devicePool) { file in
                for server in pool.dateTime.timeServers { file.timeServer(server) }
            }
        }
    }

    private mutating func timeServer(_ server: HostAddress) {
        element("ntp") { file in
            file.text("name", server.kind == .ipv6 ? "" : server.text, from: .devicePool)
            file.text("nameV6", server.kind == .ipv6 ? server.text : "", from: .devicePool)
            file.text("ntpMode", "Unicast", from: .default)
        }
    }
}
