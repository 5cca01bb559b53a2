import { describe, expect, it } from "vitest";
import { clientAddress } from "./options";

describe("the address failed sign-ins are counted on", () => {
  it.each([
    ["198.51.100.7", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    [undefined, "unknown"],
    ["", "unknown"],
  ])("of %j is %s", (header, address) => {
    expect(clientAddress(header)).toBe(address);
  });
  it("is the last a proxy wrote: what a client put before it does not change whom it counts for", () => {
    expect(clientAddress("203.0.113.1, 198.51.100.7")).toBe("198.51.100.7");
    expect(clientAddress(["203.0.113.1", "spoofed, 198.51.100.7"])).toBe("198.51.100.7");
  });
  it("is one for all of an IPv6 network, however it is written", () => {
    const written = ["2001:db8:0:12::1", "2001:DB8:0000:0012:ffff:ffff:ffff:ffff", "2001:db8::12:1:2:3:4"];
    expect(new Set(written.map(clientAddress))).toEqual(new Set(["2001:db8:0:12::/64"]));
    expect(clientAddress("2001:db8:0:13::1")).not.toBe(clientAddress(written[0]));
    expect(clientAddress("::1")).toBe("0:0:0:0::/64");
  });
});
