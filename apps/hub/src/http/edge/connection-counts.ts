import { networkOf } from '#connectors-core/address-range.js';
import type { IsProxy } from './client-address.js';

/** Connections beyond the bounds that are told so, at once; the rest is cut without a word. */
const MOST_TOLD = 64;

export interface ConnectionBounds {
  readonly most: number;
  readonly mostOfAddress: number;
}

/** What becomes of a connection: it is served, told that there are too many, or cut. */
export type Opened = 'served' | 'told' | 'cut';

/**
 * How many connections are open, in all and of each address at their other end. A proxy that is believed brings
 * everybody's, so it has no bound of its own.
 */
export class ConnectionCounts {
  private served = 0;
  private told = 0;
  private readonly byNetwork = new Map<string, number>();

  constructor(
    private readonly bounds: ConnectionBounds,
    private readonly isProxy: IsProxy,
  ) {}

  /** @param address of the connection's other end. Whatever is not cut is to be given back by {@link close} */
  open(address: string): Opened {
    const network = networkOf(address);
    const isWithin = this.served < this.bounds.most && (this.isProxy(address) || this.hasRoom(network));
    if (isWithin) {
      this.served += 1;
      this.byNetwork.set(network, this.openOf(network) + 1);
      return 'served';
    }
    if (this.told >= MOST_TOLD) return 'cut';
    this.told += 1;
    return 'told';
  }

  close(address: string, opened: Exclude<Opened, 'cut'>): void {
    if (opened === 'told') {
      this.told -= 1;
      return;
    }
    const network = networkOf(address);
    const open = this.openOf(network) - 1;
    this.served -= 1;
    if (open > 0) this.byNetwork.set(network, open);
    else this.byNetwork.delete(network);
  }

  /** How many are served just now. */
  get inUse(): number {
    return this.served;
  }

  private hasRoom(network: string): boolean {
    return this.openOf(network) < this.bounds.mostOfAddress;
  }

  private openOf(network: string): number {
    return this.byNetwork.get(network) ?? 0;
  }
}
