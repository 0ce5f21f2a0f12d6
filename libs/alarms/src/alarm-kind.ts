/** What is known of a kind of alarm. */
export interface AlarmKindFacts {
  /** What its sentence names. Ids, names of accounts and stores, codes and counts alone: never what a person is. */
  readonly params: readonly string[];
  /** Nothing is worked off while it stands: it is sent in quiet hours too. */
  readonly urgent: boolean;
}

/** Everything that is called an alarm. The texts are in the admin contract. */
export const ALARM_KINDS = {
  /** A trouble of an account, one a list and code. */
  account_trouble: { params: ['account', 'list', 'code', 'count'], urgent: false },
  /** Work waits that nobody takes; changed orders that nobody compares are such. */
  work_overdue: { params: ['work'], urgent: true },
  /** A run of comparison whose slices fail. */
  run_failing: { params: ['run', 'count'], urgent: false },
  /** A run that came to its end and left orders. */
  run_cut_short: { params: ['run', 'count'], urgent: false },
  /** Jobs of the hub's own that fail one after the other. */
  task_failing: { params: ['task', 'count'], urgent: false },
  /** A vendor's clock is far from ours. */
  vendor_clock: { params: ['account', 'seconds'], urgent: false },
  /** Many differences of one rule at one account, opened within an hour. */
  incident: { params: ['account', 'rule', 'count'], urgent: false },
  /** No account's repairs go on by themselves. */
  repairs_stopped: { params: ['code'], urgent: false },
  /** What is kept long enough is still there, whatever the reason. */
  retention_behind: { params: ['kept', 'days'], urgent: false },
  /** Messages do not get to an address; others hear of it. */
  address_failing: { params: ['address', 'code', 'count'], urgent: false },
} as const satisfies Readonly<Record<string, AlarmKindFacts>>;

export type AlarmKind = keyof typeof ALARM_KINDS;

export const ALARM_KIND_NAMES = Object.keys(ALARM_KINDS) as AlarmKind[];

export const URGENT_KINDS = ALARM_KIND_NAMES.filter((kind) => ALARM_KINDS[kind].urgent);
