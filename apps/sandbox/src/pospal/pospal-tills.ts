import { z } from 'zod';
import { ControlFault, decimalText, digits, senderFields, webUrl } from '../input.js';
import type { Journal, JournalRecord, Remembered } from '../journal.js';

const shortText = z.string().min(1).max(200);

const productInput = z.strictObject({
  productUid: digits,
  productName: shortText,
  /** Yuan for one unit. */
  sellPrice: decimalText.optional(),
  productBarcode: shortText.optional(),
});
export type PospalProduct = z.output<typeof productInput>;

/** One till: a store with an appId of its own, and how the vendor treats it. */
export const tillInput = z.strictObject({
  appId: z.string().min(1).max(64),
  appKey: shortText,
  /** The only family of paths and signatures that it takes. */
  signatureVersion: z.union([z.literal(1), z.literal(2)]).default(1),
  products: z.array(productInput).max(10_000).default([]),
  /** Refuses products that are not in its list; otherwise such a one gets an invented name and price. */
  strictProducts: z.boolean().default(false),
  /** Custom pay methods, beside the four of the page. */
  payMethods: z.array(z.string().regex(/^payCode_\w+$/, 'must be payCode_ and a name')).default([]),
  /** Empty = any area and table. */
  tables: z.array(z.strictObject({ area: shortText, table: shortText })).default([]),
  pageSize: z.int().min(1).max(1_000).default(100),
  /** Calls per Shanghai day; null = no limit. */
  dailyLimit: z.int().min(0).nullable().default(null),
  /** Compresses its answers for callers that accept it. */
  gzip: z.boolean().default(true),
  looseTypes: z.boolean().default(true),
  /** Pages by offset over the newest first, so that rows move between pages while somebody reads them. */
  shiftPages: z.boolean().default(false),
  /** queryOrderPages shows an order only so long after it was made. */
  visibleAfterMs: z.int().min(0).max(86_400_000).default(0),
  refuseCancel: z.boolean().default(false),
  /** The till's first order id; ids count up from it. */
  firstId: digits.default('1000001'),
  /**
   * How queryOrderPages gives its rows: `object` with a cursor; `no-cursor`: the same without one, however many there
   * are; `list`: no more than the rows of one page, `whole-list`: all of the window.
   */
  pageAs: z.enum(['object', 'no-cursor', 'list', 'whole-list']).default('object'),
  /** A page behind the first is the one before: `once`, until it is asked for again; `always`, with a new cursor. */
  repeatPages: z.enum(['never', 'once', 'always']).default('never'),
  /** Whether rows carry payOnLine and isOnlinePaymentCompleted. */
  tellsPayment: z.boolean().default(true),
  /** isOnlinePaymentCompleted of an order that came with payOnLine=1. */
  apiCompleted: z.union([z.literal(0), z.literal(1)]).default(1),
  /** Codes that a custom pay method must come with, as payMethodCode; others may name any or none. */
  payMethodCodes: z.record(z.string(), shortText).default({}),
  /** `codes`: a code of its own for each refusal; `sentences`: one code for all, and what a clerk might write. */
  refusals: z.enum(['codes', 'sentences']).default('codes'),
  /** Other appIds of the chain, and the calls that the log of calls shows for each of them on every day asked for. */
  siblings: z.array(z.strictObject({ appId: shortText, used: z.int().min(0) })).default([]),
  /** How `limitTimes` is told. */
  limitTold: z.enum(['limit', 'zero', 'absent']).default('limit'),
  /** `page`: a list and `haveAcessTimes`, as in the vendor's samples; `object`: one object, `haveAccessTimes`. */
  accessAnswer: z.enum(['page', 'object']).default('page'),
  /** Without it the URL that was registered stays; null = none. */
  pushUrl: webUrl.nullable().optional(),
  /** One `cmd` for every push about an order; null = order.new and order.update. */
  orderCmd: shortText.nullable().default(null),
  /** Whether a push's `body` is JSON inside a text, or an object. */
  pushBody: z.enum(['text', 'object']).default('text'),
  /** Whether a retry sends the same bytes again, or says the time anew. */
  retryBody: z.enum(['same', 'fresh']).default('same'),
  ...senderFields,
});

export type PospalTill = Omit<z.output<typeof tillInput>, 'pushUrl'> & { readonly pushUrl: string | null };

export class PospalTills implements Remembered {
  private readonly byAppId = new Map<string, PospalTill>();
  readonly replay = {
    'pospal.till': (record: JournalRecord): void => {
      const { till } = record as unknown as { till: PospalTill };
      this.byAppId.set(till.appId, till);
    },
  };

  constructor(private readonly journal: Journal) {}

  /** Adds a till, or replaces the one of the same appId; its orders and quota counts stay. */
  save(input: z.output<typeof tillInput>): PospalTill {
    const { pushUrl = this.byAppId.get(input.appId)?.pushUrl ?? null, ...rest } = input;
    const till = { ...rest, pushUrl };
    this.byAppId.set(till.appId, till);
    this.journal.append([{ kind: 'pospal.till', till }]);
    return till;
  }

  get(appId: string): PospalTill | undefined {
    return this.byAppId.get(appId);
  }

  /** @throws ControlFault when there is no such till */
  known(appId: string, field = 'appId'): PospalTill {
    const till = this.byAppId.get(appId);
    if (till === undefined) throw new ControlFault(field, 'no such till');
    return till;
  }

  list(): PospalTill[] {
    return [...this.byAppId.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((till) => ({ kind: 'pospal.till', till }));
  }
}
