import { randomBytes } from 'node:crypto';

/** Where randomness comes from: an argument, so that tests choose it. */
export interface Chance {
  /** Cryptographic. */
  readonly bytes: (size: number) => Uint8Array;
  /** Uniform in [0, 1). */
  readonly share: () => number;
}

export const SYSTEM_CHANCE: Chance = { bytes: randomBytes, share: Math.random };
