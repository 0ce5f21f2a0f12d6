/**
 * Names that lines had for the same things; the compiler refuses them, so that a reader finds all by one name. `address` is
 * a customer's, and masked: a client's is `clientAddress`.
 */
type Refused =
  | 'account'
  | 'address'
  | 'order'
  | 'leg'
  | 'window'
  | 'delivery'
  | 'dispatch'
  | 'submission'
  | 'backfill'
  | 'durationMs';

/** Our own ids are `orderId`, `legId` and so on; a vendor's number is `vendorNo`. */
type Named = Readonly<Partial<Record<Refused, never>>> & {
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  readonly [field: string]: unknown;
};

/** What is done for an account, or comes from it. */
type AccountWork =
  | 'attribution'
  | 'cover_confirmed'
  | 'delivery'
  | 'dispatch'
  | 'fetch'
  | 'look'
  | 'person_erased'
  | 'plan'
  | 'quota_reading'
  | 'refetch'
  | 'refresh'
  | 'repair'
  | 'row'
  | 'submission'
  | 'vendor_call'
  | 'vendor_clock'
  | 'webhook_address'
  | 'window';

/** What is nobody's own: the hub's life, and work on many accounts at once. */
type HubWork =
  | 'accounts'
  | 'audit'
  | 'audit_missing'
  | 'audit_sealed'
  | 'brake'
  | 'alarms'
  | 'bulk'
  | 'changes'
  | 'clock'
  | 'compare'
  | 'connections'
  | 'database'
  | 'derive'
  | 'erasure'
  | 'events'
  | 'failures'
  | 'flag_dismissed'
  | 'healed'
  | 'http_error'
  | 'jobs'
  | 'keys'
  | 'nest'
  | 'order_corrected'
  | 'order_linked'
  | 'overdue'
  | 'personal_fields_shown'
  | 'plan'
  | 'budget'
  | 'ready'
  | 'reconcile'
  | 'refold'
  | 'repair'
  | 'restate'
  | 'retention'
  | 'rule_set'
  | 'session'
  | 'started'
  | 'stopped'
  | 'stopping'
  | 'submission_job'
  | 'sweep'
  | 'tick'
  | 'unhandled'
  | 'user'
  | 'values_mapped'
  | 'version';

/** A line about one account: each says all four, and `undefined` or null where it was looked for and is not known. */
export interface AccountEvent extends Named {
  readonly event: AccountWork;
  /** Whose it is; null where there is no such account. */
  readonly accountId: string | null;
  readonly connector: string | null;
  /** What became of it: a word or two, or an error's code. */
  readonly outcome: string;
  /** How long it took, from its beginning to what the line says; undefined where nothing was waited for. */
  readonly ms: number | undefined;
}

interface HubEvent extends Named {
  readonly event: HubWork;
  readonly accountId?: never;
  readonly connector?: string;
  readonly outcome?: string;
  readonly ms?: number;
}

/** One structured line of the log. Personal fields and secrets are masked where it is written. */
export type LogEvent = AccountEvent | HubEvent;

export type Log = (event: LogEvent) => void;
