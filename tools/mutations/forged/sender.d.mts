/** How deliveries of one connector are verified, and what a forger makes of them. */
export interface Scheme {
  readonly connector: string;
  /** Of the account. */
  readonly config: object;
  readonly baseUrl?: string;
  readonly forgeries: Readonly<Record<string, unknown>>;
}

export const SCHEMES: Readonly<Record<string, Scheme>>;

/** Sends requests of one scheme that are none of the account's, and now and then one that is. */
export function sendForged(what: {
  readonly base: string;
  /** The account's address. */
  readonly path: string;
  readonly scheme: Scheme;
  readonly requests: number;
  readonly seed: number;
  /** From where a request comes; by default each from an address of its own. */
  readonly addressOf?: (random: () => number) => string;
  readonly connections?: number;
  /** Sets requests of several runs apart. */
  readonly run?: string;
}): Promise<{
  /** How many answers of each status, to what was forged. */
  readonly statuses: Map<number, number>;
  /** What was done to those that were taken. */
  readonly accepted: readonly string[];
  readonly good: number;
  /** The statuses of those that are right and were not taken. */
  readonly goodRefused: readonly number[];
}>;
