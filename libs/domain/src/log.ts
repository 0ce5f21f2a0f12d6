/** Names that lines had for the same things; the compiler refuses them, so that a reader finds all by one name. */
type Refused =
  'account' | 'order' | 'leg' | 'window' | 'delivery' | 'dispatch' | 'submission' | 'backfill' | 'durationMs';

/**
 * Whose it is (`accountId`, `connector`), what became of it (`outcome`), how long it took (`ms`). Our own ids are
 * `orderId`, `legId` and so on; a vendor's number is `vendorNo`.
 */
type Named = Readonly<Partial<Record<Refused, never>>> & {
  readonly accountId?: string | null | undefined;
  readonly connector?: string;
  readonly outcome?: string;
  readonly ms?: number;
};

/** One structured line of the log. Personal fields and secrets are masked where it is written. */
export interface LogEvent extends Named {
  readonly event: string;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  readonly [field: string]: unknown;
}

export type Log = (event: LogEvent) => void;
