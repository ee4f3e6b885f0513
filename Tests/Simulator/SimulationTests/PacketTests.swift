import ClusterModel
import TFTP
import Testing

@testable import Simulation

@Suite("Packets of simulated phones")
struct PacketTests {
    private func bytes(_ packet: PhonePacket, _ behaviour: PhoneBehaviour = PhoneBehaviour()) throws -> [UInt8] {
        var buffer: [UInt8] = []
        packet.write(from: SimulatedPhone(try DeviceName("001122334455"), behaviour), into: &buffer)
        return buffer
    }

    @Test("Each file is asked for by the name a phone uses")
    func names() throws {
        let names: [BootFile: String] = [
            .certificateTrustList: "CTLSEP001122334455.tlv", .identityTrustList: "ITLSEP001122334455.tlv",
            .sharedIdentityTrustList: "ITLFile.tlv", .signedConfiguration: "SEP001122334455.cnf.xml.sgn",
            .configuration: "SEP001122334455.cnf.xml", .defaultConfiguration: "XMLDefault.cnf.xml",
            .further(0): "Ringlist.xml",
        ]
        var behaviour = PhoneBehaviour()
        behaviour.furtherFiles = ["Ringlist.xml"]
        for (file, name) in names {
            #expect(try bytes(.request(file), behaviour) == [0, 1] + Array("\(name)\0octet\0".utf8))
        }
    }

    @Test("An old phone's request is the 31 octets that were seen on a wire (RRQ of CTLSEP…, without options)")
    func requestLength() throws {
        #expect(try bytes(.request(.certificateTrustList)).count == 2 + 22 + 1 + 5 + 1)
    }

    @Test("The server's own parser understands a newer phone's request")
    func options() throws {
        var behaviour = PhoneBehaviour()
        behaviour.requestsOptions = true
        let packet = try bytes(.request(.configuration), behaviour)
        guard let request = ReadRequest(packet.span) else {
            Issue.record("not understood")
            return
        }
        #expect(request.mode == .octet && request.options.count == 2)
        let limits = OptionLimits(maximumBlockSize: 65_464, maximumWindowSize: 1)
        let agreed = NegotiatedOptions(request.options, limits: limits, length: 77)
        #expect(agreed.blockSize == PhoneBehaviour.largeBlockSize)
        let reply = ServerPacket.optionAcknowledgement(agreed).withSpan { ServerReply($0) }
        #expect(reply == .options(blockSize: PhoneBehaviour.largeBlockSize, transferSize: 77))
    }

    @Test("ACK and ERROR have the RFC's shapes")
    func shortPackets() throws {
        #expect(try bytes(.acknowledgement(0xABCD)) == [0, 4, 0xAB, 0xCD])
        #expect(try bytes(.error(.unknownTransferID)) == [0, 5, 0, 5, 0])
    }

    @Test("Replies are understood, and whatever is no reply is malformed")
    func replies() {
        #expect(ServerReply([0, 3, 1, 2, 9, 9].span) == .data(0x0102, count: 2))
        #expect(ServerReply([0, 5, 0, 1, 0].span) == .error(1))
        #expect(ServerReply(([0, 6] + Array("TSize\05\0".utf8)).span) == .options(blockSize: nil, transferSize: 5))
        let malformed: [[UInt8]] = [
            [], [0], [0, 3], [0, 3, 0], [0, 5, 0], [0, 4, 0, 1], [0, 1], [9, 9, 9, 9], [0, 6] + Array("tsize\0".utf8),
            [0, 6] + Array("tsize\05".utf8), [0, 6] + Array("tsize\0-5\0".utf8), [0, 6] + Array("other\05\0".utf8),
        ]
        for packet in malformed { #expect(ServerReply(packet.span) == .malformed, "\(packet)") }
    }
}
