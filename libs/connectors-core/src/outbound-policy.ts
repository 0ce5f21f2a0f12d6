import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { AddressRanges, isPublicAddress, plainAddress } from './address-range.js';

export type Protocol = 'http:' | 'https:';

export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A connection that the policy does not allow; raised before a byte is sent. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
  readonly code = 'OUTBOUND_REFUSED';

  constructor(host: string, protocol: Protocol) {
    const allowed = 'inside HUB_OUTBOUND_ALLOW';
    const where =
      protocol === 'https:' ? `neither public nor ${allowed}` : `not ${allowed}, as plain http needs`;
    super(`${host} is at an address that is ${where}`);
  }
}

/**
 * Where the hub may connect to: public addresses by https, and the allowed ranges by https or http.
 * Checked on the address that is really connected to, so that neither a name that resolves to the
 * inside nor one that changes its address after the check gets through.
 */
export class OutboundPolicy {
  private readonly allowed: AddressRanges;

  /**
   * @param ranges besides public ones, e.g. `127.0.0.0/8`
   * @throws TypeError when a text is no range
   */
  constructor(
    ranges: readonly string[],
    private readonly resolve: Resolve = systemLookup,
  ) {
    this.allowed = new AddressRanges(ranges);
  }

  permits(address: string, protocol: Protocol): boolean {
    const plain = plainAddress(address);
    if (isIP(plain) === 0) return false;
    return this.allowed.has(plain) || (protocol === 'https:' && isPublicAddress(plain));
  }

  /** The addresses of a host name, or of a literal address, that may be connected to. */
  async permittedAddresses(host: string, protocol: Protocol): Promise<LookupAddress[]> {
    const version = isIP(host);
    const addresses = version === 0 ? await this.addressesOf(host, {}) : [{ address: host, family: version }];
    return addresses.filter(({ address }) => this.permits(address, protocol));
  }

  private addressesOf(host: string, options: object): Promise<LookupAddress[]> {
    return new Promise((resolve, reject) => {
      this.resolve(host, { ...options, all: true }, (error, addresses) => {
        if (error) reject(error);
        else resolve(addresses);
      });
    });
  }

  /** For `net.connect`: resolves a name to its permitted addresses only. */
  private lookup(protocol: Protocol): LookupFunction {
    return (hostname, options, callback) => {
      this.resolve(hostname, { ...options, all: true }, (error, addresses) => {
        const permitted = error ? [] : addresses.filter(({ address }) => this.permits(address, protocol));
        const [first] = permitted;
        if (error || first === undefined) callback(error ?? new OutboundRefused(hostname, protocol), []);
        else if (options.all === true) callback(null, permitted);
        else callback(null, first.address, first.family);
      });
    };
  }

  /** For an undici dispatcher's `connect` option. */
  connector(timeoutMs: number): buildConnector.connector {
    const connect = {
      'http:': buildConnector({ timeout: timeoutMs, lookup: this.lookup('http:') }),
      'https:': buildConnector({ timeout: timeoutMs, lookup: this.lookup('https:') }),
    };
    return (options, callback) => {
      const protocol = options.protocol === 'https:' ? 'https:' : 'http:';
      // No lookup takes place for a literal address.
      const refused = isIP(options.hostname) !== 0 && !this.permits(options.hostname, protocol);
      if (refused) callback(new OutboundRefused(options.hostname, protocol), null);
      else connect[protocol](options, callback);
    };
  }
}
