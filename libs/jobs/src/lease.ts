import type { Clock } from '#domain/clock.js';
import type { Instance } from './instance.js';

/** Who works on a row, and until when: before then nobody else does. */
export interface Lease {
  readonly holder: string;
  readonly until: Date;
}

/** A row that was claimed: only under its holder's name is it written. */
export interface Leased {
  readonly id: string;
  readonly lease_holder: string;
}

/** The leases that one loop of one hub takes. */
export class Leases {
  private taken = 0;

  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
    readonly lengthMs: number,
  ) {}

  /** For one claim: a hub that lost a row and claimed it again is not mistaken for what it was before. */
  next(): Lease {
    this.taken += 1;
    return { holder: `${this.instance.id}:${String(this.taken)}`, until: this.until() };
  }

  /** When a lease ends that is taken or renewed now. */
  until(): Date {
    return new Date(this.clock.now().getTime() + this.lengthMs);
  }
}
