import { z } from 'zod';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { digits, senderFields, webUrl } from '../input.js';

const shortText = z.string().min(1).max(200);

/** A merchant of Zhimai and how the vendor treats it. */
export const merchantInput = z.strictObject({
  openId: shortText,
  grantCode: shortText,
  openKey: shortText,
  /** Letter case of the field names inside the signature's base string, both ways. */
  fieldCase: z.enum(['camel', 'pascal']).default('camel'),
  /** Whether a call's signature covers Action too. */
  signAction: z.boolean().default(false),
  /** Whether a notification's signature covers its action too; null = as signAction. */
  notifySignAction: z.boolean().nullable().default(null),
  /** Where order notifications go; none are sent without it. */
  notifyUrl: webUrl.nullable().default(null),
  /** false plays a vendor that pushes without openId, grantCode, nonce, timestamp and token. */
  signNotifications: z.boolean().default(true),
  /** Pascal-case names in a notification's JSON. */
  pascalKeys: z.boolean().default(false),
  /** Whether a retry sends the same bytes again (while its timestamp is fresh enough). */
  retryBody: z.enum(['same', 'fresh']).default('same'),
  /** The merchant's stores; orders of others are refused. Empty = any. */
  storeIds: z.array(digits).default([]),
  bizType: z.int().min(0).default(1),
  /** Numbers now as JSON numbers, now as text, as the page and its sample disagree; false = the table's types. */
  looseTypes: z.boolean().default(true),
  /** How the string times are written: Asia/Shanghai text, or epoch seconds or ms as text. */
  timeStyle: z.enum(['text', 'seconds', 'millis']).default('text'),
  ratePerSecond: z.int().min(1).max(100_000).default(20),
  ...senderFields,
});

export type ZhimaiMerchant = z.output<typeof merchantInput>;

export class ZhimaiMerchants implements Remembered {
  private readonly byOpenId = new Map<string, ZhimaiMerchant>();
  readonly replay = {
    'zhimai.merchant': (record: JournalRecord): void => {
      const { merchant } = record as unknown as { merchant: ZhimaiMerchant };
      this.byOpenId.set(merchant.openId, merchant);
    },
  };

  constructor(private readonly journal: Journal) {}

  /** Adds a merchant, or replaces the one of the same openId; its orders stay. */
  save(merchant: ZhimaiMerchant): void {
    this.byOpenId.set(merchant.openId, merchant);
    this.journal.append([{ kind: 'zhimai.merchant', merchant }]);
  }

  get(openId: string): ZhimaiMerchant | undefined {
    return this.byOpenId.get(openId);
  }

  list(): ZhimaiMerchant[] {
    return [...this.byOpenId.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((merchant) => ({ kind: 'zhimai.merchant', merchant }));
  }
}
