internal import ClusterModel

extension FileWriter {
    /// The whole file of a phone, its elements in the order of formats.md 1.2.
    ///
    /// The root carries no attributes: the call manager's own use a prefix that nothing declares (formats.md 1.1).
    /// Elements that would name a host or a file nobody configured are left out (`portalDefaultServer`, `TVS`,
    /// `vpnGroup`, `featurePolicyFile`). What the model has no field for is as in files of a call manager 12.
    mutating func device(_ context: PhoneFileContext, _ shape: BodyShape) {
        element("device") { file in
            file.text("fullConfig", "true", from: .default)
            file.text("deviceProtocol", shape.phoneProtocol == .sip ? "SIP" : "SCCP", from: .phone)
            file.value("sshUserId", .own(.sshUser))
            file.value("sshPassword", .own(.sshPassword))
            file.addressing(context)
            file.element("tzdata") { file in
                file.texts(["tzolsonversion": "2018c", "tzupdater": "tzupdater.jar"])
            }
            file.texts([
                "mlppDomainId": "000000", "mlppIndicationStatus": "Off", "preemption": "Disabled",
                "executiveOverridePreemptable": "false",
            ])
            file.devicePool(context)
            if shape.phoneProtocol == .sip { file.sipProfile(lineCount: shape.lineCount) }
            // One digit for each line.
            file.text(
                "MissedCallLoggingOption",
                String(repeating: "1", count: max(1, shape.lineCount)),
                from: .computed("one 1 for each line")
            )
            file.element("commonProfile") { file in
                file.value("phonePassword", .own(.phonePassword))
                file.texts(["backgroundImageAccess": "true", "callLogBlfEnabled": "3"])
            }
            file.text("loadInformation", shape.load?.name ?? "", from: file.loadOrigin(shape))
            file.text("inactiveLoadInformation", "", from: .default)
            file.settings(context, shape)
            file.versionStamp("versionStamp")
            file.locale(context.pool.locale)
            file.number(
                "deviceSecurityMode",
                context.decision.deviceSecurityMode.fileValue,
                from: context.deviceSecurityModeOrigin
            )
            file.text("idleTimeout", "0", from: .default)
            file.serviceURLs(context.cluster.services)
            file.secureServiceURLs(context.cluster.services)
            file.texts(["dscpForSCCPPhoneConfig": "96", "dscpForSCCPPhoneServices": "0", "dscpForCm2Dvce": "96"])
            file.number(
                "transportLayerProtocol",
                context.decision.transportLayerProtocol,
                from: context.transportOrigin
            )
            file.callBehaviour()
            file.certificateAuthority(context)
            file.text("advertiseG722Codec", "0", from: .default)
            file.mobility()
            file.text("TLSResumptionTimer", "3600", from: .default)
            file.value("userId", .own(.ownerUserID))
            file.value("ownerId", .own(.ownerUserID))
            file.phoneServices(context.cluster.services)
        }
    }

    /// Which of the two loads the phone has is not known to the body, which is the same for both.
    private func loadOrigin(_ shape: BodyShape) -> ElementOrigin {
        if phone?.load != nil { return .phone }
        return shape.load == nil ? .default : ElementOrigin(.cluster, because: "the load for its model")
    }

    private mutating func addressing(_ context: PhoneFileContext) {
        // 0 IPv4, 2 both (formats.md 1.2); a phone that knows IPv4 alone could not use an IPv6 address of this file.
        let found = context.namesIPv6 ? "an IPv6 address" : "no IPv6 address"
        text("ipAddressMode", context.namesIPv6 ? "2" : "0", from: .computed("the file names \(found)"))
        texts([
            "allowAutoConfig": "true", "dadEnable": "true", "redirectEnable": "false", "echoMultiEnable": "false",
            "ipPreferenceModeControl": "0", "ipMediaAddressFamilyPreference": "0",
        ])
    }

    /// The product-specific settings at their three levels, the strongest first.
    private mutating func settings(_ context: PhoneFileContext, _ shape: BodyShape) {
        element("vendorConfig", from: .phone) { file in
            for (index, name) in shape.settingNames.enumerated() { file.value(name, .setting(index)) }
        }
        let phone = SettingOwner(name: "the phone", settingNames: shape.settingNames)
        settings("commonConfig", context.profile.settings, from: .securityProfile, under: [phone])
        let profile = SettingOwner(name: "its profile", settingNames: context.profile.settings.all.map(\.name))
        settings("enterpriseConfig", context.cluster.settings, from: .cluster, under: [phone, profile])
    }

    private struct SettingOwner {
        var name: String
        var settingNames: [String]
    }

    private mutating func settings(
        _ name: String,
        _ settings: ProductSettings,
        from source: ElementSource,
        under stronger: [SettingOwner]
    ) {
        element(name, from: ElementOrigin(source)) { file in
            for setting in settings.all {
                // Looked for only when it is asked for: there can be hundreds.
                let owner = file.record == nil ? nil : stronger.first { $0.settingNames.contains(setting.name) }
                let reason = owner.map { "not used: \($0.name) has its own" }
                file.shared(setting, from: ElementOrigin(source, because: reason))
            }
        }
    }

    private mutating func callBehaviour() {
        texts([
            "dialToneSetting": "1", "dndCallAlert": "5", "phonePersonalization": "1", "rollover": "0",
            "singleButtonBarge": "0", "joinAcrossLines": "0", "autoCallPickupEnable": "false",
            "blfAudibleAlertSettingOfIdleStation": "0", "blfAudibleAlertSettingOfBusyStation": "0",
        ])
    }

    private mutating func certificateAuthority(_ context: PhoneFileContext) {
        number(
            "capfAuthMode",
            context.decision.capfAuthenticationMode.fileValue,
            from: context.capfAuthenticationOrigin
        )
        if let address = context.cluster.capfAddress {
            element("capfList") { file in
                file.element("capf") { file in
                    file.number("phonePort", context.cluster.capfPort.number, from: .cluster)
                    file.text("processNodeName", address.text, from: .cluster)
                }
            }
        }
        value("certHash", .own(.certificateHash))
        text("encrConfig", "false", from: .default)
    }

    private mutating func mobility() {
        element("mobility") { file in
            file.texts([
                "handoffdn": "", "dtmfdn": "", "ivrdn": "", "dtmfHoldCode": "*81", "dtmfExclusiveHoldCode": "*82",
                "dtmfResumeCode": "*83", "dtmfTxfCode": "*84", "dtmfCnfCode": "*85",
            ])
        }
    }
}
