import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** IANA's special-purpose registries: nothing in here is a vendor on the public internet. */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8', // unspecified, "this network"
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; clouds put metadata at 100.100.100.200
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; clouds put metadata at 169.254.169.254
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];
/** Of IPv6 only this part is handed out; the exceptions inside it follow. */
const GLOBAL_IPV6 = ['2000::/3'];
const NOT_PUBLIC_IPV6 = [
  '2001::/23', // protocol assignments, Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '3fff::/20', // documentation
];

/** The address families as BlockList spells them. */
const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** `10.0.0.0/8`, `::1/128`; a bare address is a range of one. @returns undefined when it is none */
export function parseRange(text: string): { address: string; prefix: number } | undefined {
  const [address = '', prefixText, ...more] = text.trim().split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || more.length > 0) return undefined;
  const widest = version === 4 ? 32 : 128;
  if (prefixText === undefined) return { address, prefix: widest };
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  return prefix <= widest ? { address, prefix } : undefined;
}

/** A set of address ranges. @throws TypeError when a text is no range */
export class AddressRanges {
  private readonly ranges = new BlockList();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const range = parseRange(text);
      if (range === undefined) throw new TypeError(`not an address range: "${text}"`);
      this.ranges.addSubnet(range.address, range.prefix, familyOf(range.address));
    }
  }

  has(address: string): boolean {
    return this.ranges.check(address, familyOf(address));
  }
}

const notPublicIpv4 = new AddressRanges(NOT_PUBLIC_IPV4);
const globalIpv6 = new AddressRanges(GLOBAL_IPV6);
const notPublicIpv6 = new AddressRanges(NOT_PUBLIC_IPV6);

/** Whether a vendor on the public internet may have this address. Expects what `plainAddress` gives. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublicIpv4.has(address);
  return isIPv6(address) && globalIpv6.has(address) && !notPublicIpv6.has(address);
}

/** IPv6 prefixes (as eight-group text) in whose last 32 bits an IPv4 address is reached. */
const IPV4_INSIDE = [
  '0:0:0:0:0:ffff:', // IPv4-mapped
  '64:ff9b:0:0:0:0:', // NAT64, as DNS64 servers give it
];

/** The address that is really reached: without a zone, and the IPv4 one of a mapped or NAT64 address. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return bare;
  const groups = ipv6Groups(bare);
  const inside = IPV4_INSIDE.some((prefix) => `${groups.slice(0, 6).join(':')}:` === prefix);
  return inside ? groups.slice(6).flatMap(bytesOf).join('.') : bare;
}

const bytesOf = (group: string): number[] => {
  const bits = Number.parseInt(group, 16);
  return [bits >> 8, bits & 0xff];
};

/** The eight groups, lower case, without leading zeros. @param address IPv6 without a zone */
export function ipv6Groups(address: string): string[] {
  // The URL parser knows every spelling, dotted tails as well, and writes one.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
}

/** Whose limits an address shares: its own; of IPv6 its /64, for a customer has 2^64 addresses at least. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  return isIPv6(plain) ? ipv6Groups(plain).slice(0, 4).join(':') : plain;
}
