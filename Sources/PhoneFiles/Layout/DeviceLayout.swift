internal import ClusterModel

extension FileWriter {
    /// The whole file of a phone, its elements in the order of formats.md 1.2.
    ///
    /// The root carries no attributes: the call manager's own use a prefix that nothing declares (formats.md 1.1).
    /// Elements that would name a host or a file nobody configured are left out (`portalDefaultServer`, `TVS`,
    /// `vpnGroup`, `featurePolicyFile`). What the model has no field for is as in files of a call manager 12.
    mutating func device(_ context: PhoneFileContext, _ shape: PhoneShape) {
        element("device") { file in
            file.text("fullConfig", "true")
            file.text("deviceProtocol", shape.phoneProtocol == .sip ? "SIP" : "SCCP")
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
            file.text("MissedCallLoggingOption", String(repeating: "1", count: max(1, shape.lineCount)))
            file.element("commonProfile") { file in
                file.value("phonePassword", .own(.phonePassword))
                file.texts(["backgroundImageAccess": "true", "callLogBlfEnabled": "3"])
            }
            file.text("loadInformation", shape.load?.name ?? "")
            file.text("inactiveLoadInformation", "")
            file.settings(context, shape)
            file.versionStamp("versionStamp")
            file.locale(context.pool.locale)
            file.number("deviceSecurityMode", context.decision.deviceSecurityMode.fileValue)
            file.text("idleTimeout", "0")
            file.serviceURLs(context.cluster.services)
            file.secureServiceURLs(context.cluster.services)
            file.texts(["dscpForSCCPPhoneConfig": "96", "dscpForSCCPPhoneServices": "0", "dscpForCm2Dvce": "96"])
            file.number("transportLayerProtocol", context.decision.transportLayerProtocol)
            file.callBehaviour()
            file.certificateAuthority(context)
            file.text("advertiseG722Codec", "0")
            file.mobility()
            file.text("TLSResumptionTimer", "3600")
            file.value("userId", .own(.ownerUserID))
            file.value("ownerId", .own(.ownerUserID))
            file.phoneServices(context.cluster.services)
        }
    }

    private mutating func addressing(_ context: PhoneFileContext) {
        // 0 IPv4, 2 both (formats.md 1.2); a phone that knows IPv4 alone could not use an IPv6 address of this file.
        text("ipAddressMode", context.namesIPv6 ? "2" : "0")
        texts([
            "allowAutoConfig": "true", "dadEnable": "true", "redirectEnable": "false", "echoMultiEnable": "false",
            "ipPreferenceModeControl": "0", "ipMediaAddressFamilyPreference": "0",
        ])
    }

    /// The product-specific settings at their three levels.
    private mutating func settings(_ context: PhoneFileContext, _ shape: PhoneShape) {
        element("vendorConfig") { file in
            for (index, name) in shape.settingNames.enumerated() { file.value(name, .setting(index)) }
        }
        self.settings("commonConfig", context.profile.settings)
        self.settings("enterpriseConfig", context.cluster.settings)
    }

    private mutating func settings(_ name: String, _ settings: ProductSettings) {
        element(name) { file in
            for setting in settings.all { file.shared(setting) }
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
        number("capfAuthMode", context.decision.capfAuthenticationMode.fileValue)
        if let address = context.cluster.capfAddress {
            element("capfList") { file in
                file.element("capf") { file in
                    file.number("phonePort", context.cluster.capfPort.number)
                    file.text("processNodeName", address.text)
                }
            }
        }
        value("certHash", .own(.certificateHash))
        text("encrConfig", "false")
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
