import Shared
import Testing

@Suite struct AddressPolicyTests {
    private func refusal(_ text: String, _ reach: Reach = .public, allowed: String = "", host: String = "h") throws
        -> String?
    {
        let address = try #require(IPAddress(text))
        return AddressPolicy(reach: reach, allowed: try NetworkAllowList(allowed)).refusal(of: address, for: host)
    }

    @Test(arguments: [
        "169.254.169.254", "169.254.0.1", "fe80::1", "febf::1", "fd00:ec2::254", "100.100.100.200", "192.0.0.192",
        "168.63.129.16", "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "ff02::1", "::",
        "::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1",
        "2001:0:0:0:0:0:5601:5601",
    ])
    func linkLocalMetadataAndReservedAddressesAreAlwaysRefused(address: String) throws {
        for reach in Reach.allCases {
            #expect(try refusal(address, reach, allowed: "0.0.0.0/0, ::/0, h")?.contains("never") == true)
        }
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.0.1", "::1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "fc00::1", "fd12::1", "fec0::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::1", "198.18.0.1",
    ])
    func loopbackAndPrivateAddressesNeedTheRightReachOrTheAllowList(address: String) throws {
        #expect(try refusal(address)?.contains("LAKEWRIGHT_ALLOWED_NETWORKS") == true)
        #expect(try refusal(address, .local) == nil)
        #expect(try refusal(address, allowed: "H") == nil, "names don't heed case")
        #expect(try refusal(address, allowed: "other.example")?.isEmpty == false)
    }

    @Test(arguments: ["8.8.8.8", "172.32.0.1", "172.15.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:8.8.8.8"])
    func publicAddressesAreAllowed(address: String) throws {
        #expect(try refusal(address) == nil)
    }

    @Test func aNetworkOnTheAllowListOpensThatNetworkOnly() throws {
        let allowed = "10.20.0.0/15, fd12:3400::/24 192.168.7.9"
        for inside in ["10.20.0.1", "10.21.255.255", "fd12:34ff::1", "192.168.7.9", "::ffff:10.20.0.1"] {
            #expect(try refusal(inside, allowed: allowed) == nil, "\(inside)")
        }
        for outside in ["10.22.0.1", "10.19.255.255", "fd12:3500::1", "192.168.7.8", "127.0.0.1"] {
            #expect(try refusal(outside, allowed: allowed) != nil, "\(outside)")
        }
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.0/x", "http://x", "1234", "10.0.0.256", "a/b"])
    func anEntryThatIsNoneIsAnErrorThatNamesIt(entry: String) {
        let error = #expect(throws: ConfigurationError.self) { try NetworkAllowList("10.0.0.0/8, \(entry)") }
        #expect(error?.description.contains("LAKEWRIGHT_ALLOWED_NETWORKS") == true)
        #expect(error?.description.contains(entry) == true)
    }

    @Test(arguments: ["127.1", "0x7f000001", "2130706433", "010.0.0.1", "localhost", "", "1.2.3.4.5", "fe80::1%lo"])
    func onlyWholeAddressesAreRead(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func aNameIsResolvedToItsAddresses() async throws {
        let addresses = try await HostResolver.addresses(of: "localhost")
        #expect(addresses.contains { $0.description == "127.0.0.1" || $0.description == "::1" })
        #expect(try await HostResolver.addresses(of: "[::1]").map(\.description) == ["::1"])
        await #expect(throws: HostResolver.NotFound.self) {
            try await HostResolver.addresses(of: "no-such-host.invalid")
        }
    }
}
