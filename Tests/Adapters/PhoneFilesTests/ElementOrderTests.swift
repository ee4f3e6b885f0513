import ClusterModel
import Documents
import PhoneFiles
import TestSupport
import Testing

@Suite("The order of elements")
struct ElementOrderTests {
    /// Every element that holds text, and every attribute, in the order of formats.md 1.2 and 1.4: the way to its
    /// parent, and the names in it.
    static let order: [(parent: String, names: String)] = [
        (
            "",
            """
            fullConfig deviceProtocol sshUserId sshPassword ipAddressMode allowAutoConfig dadEnable
            redirectEnable echoMultiEnable ipPreferenceModeControl ipMediaAddressFamilyPreference
            """
        ),
        ("tzdata", "tzolsonversion tzupdater"),
        ("", "mlppDomainId mlppIndicationStatus preemption executiveOverridePreemptable"),
        ("devicePool", "revertPriority name"),
        ("devicePool/dateTimeSetting", "name dateTemplate timeZone olsonTimeZone"),
        ("devicePool/dateTimeSetting/ntps/ntp", "name nameV6 ntpMode"),
        ("devicePool/callManagerGroup", "name tftpDefault"),
        ("devicePool/callManagerGroup/members/member", "@priority"),
        ("devicePool/callManagerGroup/members/member/callManager", "name description"),
        ("devicePool/callManagerGroup/members/member/callManager/ports", "ethernetPhonePort sipPort securedSipPort"),
        ("devicePool/callManagerGroup/members/member/callManager/ports/mgcpPorts", "listen keepAlive"),
        ("devicePool/callManagerGroup/members/member/callManager", "processNodeName"),
        (
            "devicePool/srstInfo",
            """
            name srstOption userModifiable ipAddr1 port1 ipAddr2 port2 ipAddr3 port3 sipIpAddr1 sipPort1
            sipIpV6Addr1 sipIpAddr2 sipPort2 sipIpAddr3 sipPort3 isSecure srstCertificate
            """
        ),
        ("devicePool", "connectionMonitorDuration"),
        (
            "sipProfile/sipProxies",
            """
            backupProxy backupProxyPort emergencyProxy emergencyProxyPort outboundProxy outboundProxyPort
            registerWithProxy
            """
        ),
        (
            "sipProfile/sipCallFeatures",
            """
            cnfJoinEnabled callForwardURI callPickupURI callPickupListURI callPickupGroupURI meetMeServiceURI
            abbreviatedDialURI rfc2543Hold callHoldRingback URIDialingDisplayPreference localCfwdEnable
            semiAttendedTransfer anonymousCallBlock callerIdBlocking dndControl remoteCcEnable
            retainForwardInformation
            """
        ),
        (
            "sipProfile/sipStack",
            """
            sipInviteRetx sipRetx timerInviteExpires timerRegisterExpires timerRegisterDelta
            timerKeepAliveExpires timerSubscribeExpires timerSubscribeDelta timerT1 timerT2 maxRedirects
            remotePartyID userInfo
            """
        ),
        (
            "sipProfile",
            """
            autoAnswerTimer autoAnswerAltBehavior autoAnswerOverride transferOnhookEnabled enableVad
            preferredCodec dtmfAvtPayload dtmfDbLevel dtmfOutofBand kpml phoneLabel stutterMsgWaiting callStats
            offhookToFirstDigitTimer T302Timer silentPeriodBetweenCallWaitingBursts disableLocalSpeedDialConfig
            poundEndOfDial startMediaPort stopMediaPort startVideoPort stopVideoPort
            """
        ),
        ("sipProfile/sipLines/line", "@button @lineIndex featureID featureLabel proxy port name displayName"),
        ("sipProfile/sipLines/line/autoAnswer", "autoAnswerEnabled"),
        (
            "sipProfile/sipLines/line",
            """
            callWaiting authName authPassword sharedLine messageWaitingLampPolicy messageWaitingAMWI
            messagesNumber ringSettingIdle ringSettingActive contact
            """
        ),
        ("sipProfile/sipLines/line/forwardCallInfoDisplay", "callerName callerNumber redirectedNumber dialedNumber"),
        ("sipProfile/sipLines/line", "maxNumCalls busyTrigger"),
        ("sipProfile", "externalNumberMask voipControlPort"),
        ("sipProfile/dscpForAudio", "@tcl"),
        ("sipProfile", "dscpForAudio"),
        ("sipProfile/dscpVideo", "@tcl"),
        ("sipProfile", "dscpVideo"),
        ("sipProfile/dscpAudioForVideo", "@tcl"),
        ("sipProfile", "dscpAudioForVideo"),
        ("sipProfile/dscpForTelepresence", "@tcl"),
        ("sipProfile", "dscpForTelepresence"),
        ("sipProfile/dscpAudioForTelepresence", "@tcl"),
        (
            "sipProfile",
            """
            dscpAudioForTelepresence dscpForPriorityAudio dscpForImmediateAudio dscpForFlashAudio
            dscpForFlashOverrideAudio dscpForExecutiveOverrideAudio dscpForPriorityVideo dscpForImmediateVideo
            dscpForFlashVideo dscpForFlashOverrideVideo dscpForExecutiveOverrideVideo
            ringSettingBusyStationPolicy dialTemplate softKeyFile alwaysUsePrimeLine alwaysUsePrimeLineVoiceMail
            """
        ),
        ("", "MissedCallLoggingOption"),
        ("commonProfile", "phonePassword backgroundImageAccess callLogBlfEnabled"),
        ("", "loadInformation inactiveLoadInformation"),
        ("vendorConfig", "lldpAssetId spanToPCPort webAccess"),
        ("commonConfig", "sshAccess"),
        ("enterpriseConfig", "webAccess"),
        ("", "versionStamp"),
        ("userLocale", "name uid langCode version winCharSet"),
        ("", "networkLocale"),
        ("networkLocaleInfo", "name uid version"),
        (
            "",
            """
            deviceSecurityMode idleTimeout authenticationURL directoryURL idleURL informationURL messagesURL
            proxyServerURL servicesURL secureAuthenticationURL secureDirectoryURL secureUDSUsersAccessURL
            secureIdleURL secureInformationURL secureMessagesURL secureServicesURL dscpForSCCPPhoneConfig
            dscpForSCCPPhoneServices dscpForCm2Dvce transportLayerProtocol dialToneSetting dndCallAlert
            phonePersonalization rollover singleButtonBarge joinAcrossLines autoCallPickupEnable
            blfAudibleAlertSettingOfIdleStation blfAudibleAlertSettingOfBusyStation capfAuthMode
            """
        ),
        ("capfList/capf", "phonePort processNodeName"),
        ("", "certHash encrConfig advertiseG722Codec"),
        (
            "mobility",
            """
            handoffdn dtmfdn ivrdn dtmfHoldCode dtmfExclusiveHoldCode dtmfResumeCode dtmfTxfCode dtmfCnfCode
            """
        ),
        ("", "TLSResumptionTimer userId ownerId"),
        ("phoneServices", "@useHTTPS provisioning"),
        ("phoneServices/phoneService[1]", "@type @category name url vendor version"),
        ("phoneServices/phoneService[2]", "@type @category name url vendor version"),
        ("phoneServices/phoneService[3]", "@type @category name url vendor version"),
        ("phoneServices/phoneService[4]", "@type @category name url vendor version"),
        ("phoneServices/phoneService[5]", "@type @category name url vendor version"),
        ("phoneServices/phoneService[6]", "@type @category name url vendor version"),
    ]

    static var paths: [String] {
        order.flatMap { parent, names in
            names.split(whereSeparator: \.isWhitespace).map { "/device/" + (parent.isEmpty ? "" : parent + "/") + $0 }
        }
    }

    /// Every place of a file, in the order of the file.
    private func paths(of circumstances: Circumstances) throws -> [String] {
        let empty = Array("<device></device>".utf8)
        return try PhoneFileDiff.differences(from: empty, to: try circumstances.document()).map(\.path)
    }

    @Test("P01: a SIP phone's file has every element in the call manager's order")
    func sip() throws {
        #expect(try paths(of: try .everything(protocol: "sip")) == Self.paths)
    }

    @Test("P01: an SCCP phone's file is the same without sipProfile")
    func sccp() throws {
        let expected = Self.paths.filter { !$0.hasPrefix("/device/sipProfile/") }
        #expect(try paths(of: try .everything(protocol: "sccp")) == expected)
    }

    @Test("P01: the files are those that were reviewed", arguments: ["sip", "sccp"])
    func golden(phoneProtocol: String) throws {
        try Golden.expect(
            String(decoding: Circumstances.everything(protocol: phoneProtocol).rendition(), as: UTF8.self),
            Fixtures.url("renderer/\(phoneProtocol).cnf.xml")
        )
    }
}

extension Circumstances {
    /// Circumstances in which every optional element stands in the file, once.
    fileprivate static func everything(protocol phoneProtocol: String) throws -> Circumstances {
        try Circumstances(
            cluster: [
                "security-mode": "mixed", "default-call-manager-group": "HQ-CM", "capf": ["address": "192.0.2.7"],
                "model-loads": ["8841": "sip88xx.14-2-1-0101-52"], "settings": ["webAccess": "1"],
                "services": ["directory": "https://services.example.net/directory?name=#DEVICENAME#&x=1"],
            ],
            group: ["members": [["name": "CM1", "address": "192.0.2.1", "description": "本社"]]],
            pool: [
                "date-time": [
                    "template": "Y/M/D", "time-zone": "Tokyo Standard Time", "olson-time-zone": "Asia/Tokyo",
                    "time-servers": ["192.0.2.9"],
                ],
                "locale": ["user": "Japanese_Japan", "language-code": "ja_JP", "network": "Japan"],
            ],
            profile: [
                "device-security-mode": "encrypted", "capf-authentication": "existing-certificate",
                "settings": ["sshAccess": "1"],
            ],
            choice: .reference(["secure": true, "sip": [["address": "192.0.2.254"]]], certificate: .sample()),
            phone: [
                "protocol": .string(phoneProtocol),
                "lines": phoneProtocol == "sip"
                    ? [["number": "4711", "label": "山田 4711", "display-name": "山田太郎"]] : [],
                "owner-user-id": "yamada", "ssh-user": "admin", "ssh-password": "<secret>", "phone-password": "1234",
                "settings": ["lldpAssetId": "A-17", "spanToPCPort": "0", "webAccess": "1"],
            ],
            certificateHash: "0123456789abcdef0123456789abcdef"
        )
    }
}
