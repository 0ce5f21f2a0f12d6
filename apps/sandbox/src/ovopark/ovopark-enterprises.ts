import { z } from 'zod';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { ControlFault, digits } from '../input.js';

const DAY_MS = 24 * 3_600_000;
const shortText = z.string().min(1).max(100);

/** What searchPos asks for; the vendor's page has lost the names. */
const SEARCH_FIELDS = [
  'startTime',
  'endTime',
  'pageNumber',
  'pageSize',
  'depId',
  'shopId',
  'enterpriseId',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

const searchNames = z
  .partialRecord(z.enum(SEARCH_FIELDS), shortText)
  .transform((renamed) => ({
    ...Object.fromEntries(SEARCH_FIELDS.map((field) => [field, field])),
    ...renamed,
  }))
  .refine((names) => new Set(Object.values(names)).size === SEARCH_FIELDS.length, 'two fields have one name')
  .transform((names) => names as Readonly<Record<SearchField, string>>);

const shopInput = z.strictObject({
  depId: digits,
  shopId: shortText,
  /** The orders of this till of the sandbox's Pospal are tickets of this store too. */
  ticketsFromTill: shortText.optional(),
});

/** A developer key at Ovopark, the one enterprise that it may report for, and that enterprise's stores. */
export const enterpriseInput = z.strictObject({
  akey: z.string().min(1).max(20),
  secret: z.string().min(1).max(200),
  aid: z.string().min(1).max(20).default('S107'),
  enterpriseId: digits,
  shops: z.array(shopInput).min(1),
  expired: z.boolean().default(false),
  /** stat.code and stat.systime as text in every second answer: page and SDKs disagree on their types. */
  looseTypes: z.boolean().default(true),
  /** Who may log in; the password as a person types it. */
  users: z.array(z.strictObject({ userName: shortText, password: shortText })).default([]),
  loginMethod: shortText.default('open.shopweb.security.mobileLogin'),
  tokenHeader: z
    .string()
    .regex(/^[A-Za-z][\w-]*$/, 'must be a header name')
    .default('authenticator'),
  tokenTtlMs: z
    .int()
    .min(1)
    .max(30 * DAY_MS)
    .default(30 * 60_000),
  /** A login ends the token that the same user had before. */
  oneToken: z.boolean().default(false),
  /** The login says when its token ends, in tokenExpirationTimestamp. */
  tellsExpiry: z.boolean().default(false),
  /** Parameter names of searchPos that are not its fields' own. */
  searchNames: searchNames.default(() => searchNames.parse({})),
  /** Calls of searchPos per Shanghai day; null = no limit. */
  searchLimit: z.int().min(0).nullable().default(300),
  /** Where searchPos puts its rows; `none-known` is under a name that nobody could guess. */
  listPlace: z.enum(['list', 'rows', 'records', 'data-array', 'none-known']).default('list'),
  /** Whether searchPos says how many there are in all. */
  tellsTotal: z.boolean().default(true),
  /** Each ticket shows a random time up to this after its own time. */
  visibleAfterMs: z.int().min(0).max(DAY_MS).default(0),
  /** Rows move between the pages of a window while somebody reads them. */
  shiftPages: z.boolean().default(false),
  /** How far the vendor's own clock is ahead of the sandbox's: its checks and its Date header. */
  clockOffsetMs: z.int().min(-DAY_MS).max(DAY_MS).default(0),
  /** As a shop's own setting, for the first shop. */
  ticketsFromTill: shortText.optional(),
});

export type OvoparkEnterprise = z.output<typeof enterpriseInput>;
export type OvoparkShop = Pick<OvoparkEnterprise['shops'][number], 'depId' | 'shopId'>;

/** The till whose orders are tickets of the shop; null = none. */
export function tillOf({ shops, ticketsFromTill }: OvoparkEnterprise, { depId }: OvoparkShop): string | null {
  const own = shops.find((shop) => shop.depId === depId)?.ticketsFromTill;
  return own ?? (shops[0]?.depId === depId ? (ticketsFromTill ?? null) : null);
}

export class OvoparkEnterprises implements Remembered {
  private readonly byKey = new Map<string, OvoparkEnterprise>();
  readonly replay = {
    'ovopark.enterprise': (record: JournalRecord): void => {
      // Settings that a journal of an earlier day does not have are as if they had been left out.
      const enterprise = enterpriseInput.parse(record['enterprise']);
      this.byKey.set(enterprise.akey, enterprise);
    },
  };

  constructor(
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {}

  /** Adds an enterprise, or replaces the one of the same akey; its reports and tickets stay. */
  save(enterprise: OvoparkEnterprise): void {
    this.byKey.set(enterprise.akey, enterprise);
    this.journal.append([{ kind: 'ovopark.enterprise', enterprise }]);
  }

  get(akey: string): OvoparkEnterprise | undefined {
    return this.byKey.get(akey);
  }

  /** @throws ControlFault when there is no such enterprise */
  known(akey: string, field = 'akey'): OvoparkEnterprise {
    const enterprise = this.byKey.get(akey);
    if (enterprise === undefined) throw new ControlFault(field, 'no such enterprise');
    return enterprise;
  }

  /** What the vendor's own clock shows to the holder of this key, epoch ms. */
  clockOf(akey: string): number {
    return this.now() + (this.byKey.get(akey)?.clockOffsetMs ?? 0);
  }

  list(): OvoparkEnterprise[] {
    return [...this.byKey.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((enterprise) => ({ kind: 'ovopark.enterprise', enterprise }));
  }
}
