/** For how long a kind of things is kept, unless somebody says otherwise, and the shortest time that may be said; days. */
interface KeptFor {
  /** Null: for ever. */
  readonly defaultDays: number | null;
  readonly leastDays: number;
}

/** Everything of which people say how long it is kept. What is not here is kept for ever, or forgotten by its own lib. */
export const RETENTION_KINDS = {
  /** Bodies of deliveries and of answers, and the deliveries themselves. Whoever wants a replay finds them until then. */
  raw: { defaultDays: 90, leastDays: 35 },
  /** Deliveries that were refused for their content: whoever sent them was told at once. */
  refusals: { defaultDays: 30, leastDays: 7 },
  /** Name, phone, address and remark of an order. */
  contacts: { defaultDays: 180, leastDays: 30 },
  /** What was sent to vendors for a command or a report, attempt by attempt, and what they said. */
  attempts: { defaultDays: 400, leastDays: 90 },
  /** How many calls of each period were for what. */
  calls: { defaultDays: 400, leastDays: 60 },
  /** What every vendor said of every order: the history. */
  entries: { defaultDays: null, leastDays: 730 },
} as const satisfies Readonly<Record<string, KeptFor>>;

export type RetentionKind = keyof typeof RETENTION_KINDS;

export const RETENTION_KIND_NAMES = Object.keys(RETENTION_KINDS) as RetentionKind[];

/** A hundred years: whoever means for ever says null. */
export const MOST_RETENTION_DAYS = 36_500;

/** Days by kind; null: for ever. */
export type RetentionDays = Readonly<Record<RetentionKind, number | null>>;

export const DEFAULT_RETENTION_DAYS: RetentionDays = Object.fromEntries(
  RETENTION_KIND_NAMES.map((kind) => [kind, RETENTION_KINDS[kind].defaultDays]),
) as RetentionDays;

/**
 * What may not be kept longer than what it lies in, or is judged by: a refusal goes at the latest with its month, and
 * when an order changed last is read from its entries.
 */
const NOT_LONGER: readonly (readonly [kind: RetentionKind, than: RetentionKind])[] = [
  ['refusals', 'raw'],
  ['contacts', 'entries'],
];

const orEver = (days: number | null): number => days ?? Infinity;

/** The first kind that would be kept longer than may be; undefined when all fit. */
export function keptTooLong(
  days: RetentionDays,
): { readonly kind: RetentionKind; readonly than: RetentionKind; readonly days: number } | undefined {
  const found = NOT_LONGER.find(([kind, than]) => orEver(days[kind]) > orEver(days[than]));
  return found && { kind: found[0], than: found[1], days: orEver(days[found[1]]) };
}

/** Why a month stays though its time is over. */
export const RETENTION_HOLDS = [
  /** Deliveries that are not worked off. */
  'pending',
  /** Deliveries that contradict, and wait for a person. */
  'contradicts',
  /** Deliveries that failed, of an order of which nothing was heard since. */
  'failed',
  /** Refused deliveries that still tell. */
  'refused',
  /** Attempts of commands that have not come to their end. */
  'open_command',
  /** Attempts of reports that have not come to their end, or may be looked at once more. */
  'open_report',
  /** An upgrade's job reads them. */
  'refold',
] as const;
export type RetentionHold = (typeof RETENTION_HOLDS)[number];
