extension FileWriter {
    /// `sipProfile`: how a SIP phone registers and behaves, and its lines.
    ///
    /// The proxies say "ask the call-manager group". `softKeyFile`, `dialTemplate` and the like are empty, and
    /// `organizationTopLevelDomain` is left out, because nobody configured such a file or domain.
    mutating func sipProfile(lineCount: Int) {
        element("sipProfile") { file in
            file.element("sipProxies") { file in
                file.texts([
                    "backupProxy": "USECALLMANAGER", "backupProxyPort": "5060", "emergencyProxy": "USECALLMANAGER",
                    "emergencyProxyPort": "5060", "outboundProxy": "USECALLMANAGER", "outboundProxyPort": "5060",
                    "registerWithProxy": "true",
                ])
            }
            file.sipCallFeatures()
            file.sipStack()
            file.sipBehaviour()
            file.element("sipLines", from: .phone) { file in
                for line in 0..<lineCount { file.line(line) }
            }
            file.texts(["externalNumberMask": "", "voipControlPort": "5060"])
            file.trafficClasses()
            file.texts([
                "ringSettingBusyStationPolicy": "0", "dialTemplate": "", "softKeyFile": "",
                "alwaysUsePrimeLine": "false", "alwaysUsePrimeLineVoiceMail": "false",
            ])
        }
    }

    private mutating func sipCallFeatures() {
        element("sipCallFeatures") { file in
            file.texts([
                "cnfJoinEnabled": "true", "callForwardURI": "x-cisco-serviceuri-cfwdall",
                "callPickupURI": "x-cisco-serviceuri-pickup", "callPickupListURI": "x-cisco-serviceuri-opickup",
                "callPickupGroupURI": "x-cisco-serviceuri-gpickup", "meetMeServiceURI": "x-cisco-serviceuri-meetme",
                "abbreviatedDialURI": "x-cisco-serviceuri-abbrdial", "rfc2543Hold": "false",
                "callHoldRingback": "2", "URIDialingDisplayPreference": "1", "localCfwdEnable": "true",
                "semiAttendedTransfer": "true", "anonymousCallBlock": "2", "callerIdBlocking": "2",
                "dndControl": "0", "remoteCcEnable": "true", "retainForwardInformation": "false",
            ])
        }
    }

    private mutating func sipStack() {
        element("sipStack") { file in
            file.texts([
                "sipInviteRetx": "6", "sipRetx": "10", "timerInviteExpires": "180", "timerRegisterExpires": "3600",
                "timerRegisterDelta": "5", "timerKeepAliveExpires": "120", "timerSubscribeExpires": "120",
                "timerSubscribeDelta": "5", "timerT1": "500", "timerT2": "4000", "maxRedirects": "70",
                "remotePartyID": "true", "userInfo": "None",
            ])
        }
    }

    private mutating func sipBehaviour() {
        texts([
            "autoAnswerTimer": "1", "autoAnswerAltBehavior": "false", "autoAnswerOverride": "true",
            "transferOnhookEnabled": "false", "enableVad": "false", "preferredCodec": "none",
            "dtmfAvtPayload": "101", "dtmfDbLevel": "3", "dtmfOutofBand": "avt", "kpml": "3", "phoneLabel": "",
            "stutterMsgWaiting": "2", "callStats": "true", "offhookToFirstDigitTimer": "15000",
            "T302Timer": "6000", "silentPeriodBetweenCallWaitingBursts": "10",
            "disableLocalSpeedDialConfig": "true", "poundEndOfDial": "false", "startMediaPort": "16384",
            "stopMediaPort": "32766", "startVideoPort": "0", "stopVideoPort": "0",
        ])
    }

    /// The code points that the phone marks its packets with, by kind of traffic.
    private mutating func trafficClasses() {
        text("dscpForAudio", "184", ["tcl": "conversational.audio.aq:admitted"], from: .default)
        text("dscpVideo", "136", ["tcl": "conversational.video.avconf.aq:admitted"], from: .default)
        text("dscpAudioForVideo", "136", ["tcl": "conversational.audio.avconf.aq:admitted"], from: .default)
        text("dscpForTelepresence", "136", ["tcl": "conversational.video.immersive.aq:admitted"], from: .default)
        text("dscpAudioForTelepresence", "128", ["tcl": "conversational.audio.immersive.aq:admitted"], from: .default)
        texts([
            "dscpForPriorityAudio": "180", "dscpForImmediateAudio": "176", "dscpForFlashAudio": "164",
            "dscpForFlashOverrideAudio": "168", "dscpForExecutiveOverrideAudio": "168",
            "dscpForPriorityVideo": "156", "dscpForImmediateVideo": "148", "dscpForFlashVideo": "140",
            "dscpForFlashOverrideVideo": "132", "dscpForExecutiveOverrideVideo": "132",
        ])
    }
}
