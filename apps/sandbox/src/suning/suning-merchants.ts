import { z } from 'zod';
import { ControlFault } from '../input.js';
import type { Journal, JournalRecord, Remembered } from '../journal.js';

const shortText = z.string().min(1).max(200);
const DAY_MS = 24 * 3_600_000;

/** A merchant's application at Suning and how the vendor treats it. */
export const merchantInput = z.strictObject({
  appKey: shortText,
  appSecret: shortText,
  /** Demanded as access_token; null = the application needs none. */
  accessToken: shortText.nullable().default(null),
  tokenExpired: z.boolean().default(false),
  /** Whether the application may call this method at all. */
  authorised: z.boolean().default(true),
  /**
   * How JSON writes a list of one and a list of none. `array`: `[x]` and `[]`; `object`: `x` and left out;
   * `string-empty`: `x` and `""`, as a converter from XML does.
   */
  singleAs: z.enum(['object', 'array', 'string-empty']).default('object'),
  /** Whether "nothing found" is an error, or an answer with an empty list. */
  noResult: z.enum(['error', 'list']).default('error'),
  /** What the response's pageTotal counts. */
  pageTotal: z.enum(['pages', 'records']).default('pages'),
  /** Which time of an order the window is about. */
  windowTime: z.enum(['created', 'changed']).default('changed'),
  /** A longer window is out of range; null = none is. */
  largestWindowMs: z
    .int()
    .min(1_000)
    .nullable()
    .default(90 * DAY_MS),
  /** Each version of an order shows a random time up to this after its own time. */
  visibleAfterMs: z.int().min(0).max(DAY_MS).default(0),
  /** Rows move between the pages of a window while somebody reads them. */
  shiftPages: z.boolean().default(false),
  /** Calls per calendar second; null = no limit. */
  ratePerSecond: z.int().min(1).max(100_000).nullable().default(20),
  /** Calls per Shanghai day; null = no limit. */
  dailyLimit: z.int().min(0).nullable().default(null),
  /** How far the vendor's own clock is ahead of the sandbox's: its checks, its stamps and its Date header. */
  clockOffsetMs: z.int().min(-DAY_MS).max(DAY_MS).default(0),
});

export type SuningMerchant = z.output<typeof merchantInput>;

export class SuningMerchants implements Remembered {
  private readonly byAppKey = new Map<string, SuningMerchant>();
  readonly replay = {
    'suning.merchant': (record: JournalRecord): void => {
      const merchant = merchantInput.parse(record['merchant']);
      this.byAppKey.set(merchant.appKey, merchant);
    },
  };

  constructor(
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {}

  /** Adds a merchant, or replaces the one of the same appKey; its orders and counts stay. */
  save(merchant: SuningMerchant): SuningMerchant {
    this.byAppKey.set(merchant.appKey, merchant);
    this.journal.append([{ kind: 'suning.merchant', merchant }]);
    return merchant;
  }

  get(appKey: string): SuningMerchant | undefined {
    return this.byAppKey.get(appKey);
  }

  /** @throws ControlFault when there is no such merchant */
  known(appKey: string, field = 'appKey'): SuningMerchant {
    const merchant = this.byAppKey.get(appKey);
    if (merchant === undefined) throw new ControlFault(field, 'no such merchant');
    return merchant;
  }

  /** What the vendor's own clock shows, epoch ms. */
  clockOf({ clockOffsetMs }: Pick<SuningMerchant, 'clockOffsetMs'>): number {
    return this.now() + clockOffsetMs;
  }

  list(): SuningMerchant[] {
    return [...this.byAppKey.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((merchant) => ({ kind: 'suning.merchant', merchant }));
  }
}
