import { z } from 'zod';
import { CallsPerSecond } from '../calls-per-second.js';
import { SeenOnce } from '../seen-once.js';
import type { ZhimaiMerchant, ZhimaiMerchants } from './zhimai-merchants.js';
import { ZhimaiRefusal } from './zhimai-refusal.js';
import { sameToken, zhimaiToken } from './zhimai-signature.js';

const ORDER_DETAIL = 'communal.order.order-detail';
const TOLERANCE_MS = 10 * 60_000;

const wholeNumber = z.union([z.int(), z.bigint()]);

/** The envelope as the page has it: every field text, Params an object (its sample; the table says array). */
const envelope = z.strictObject({
  OpenId: z.string().min(1),
  GrantCode: z.string().min(1),
  Token: z.string().min(1),
  Timestamp: z.string(),
  Nonce: z.string(),
  Action: z.string().min(1),
  Params: z.record(z.string(), z.unknown()),
});
type Envelope = z.output<typeof envelope>;

const orderDetailParams = z.strictObject({
  orderNo: z.string().min(1),
  bizType: z.int(),
  userId: wholeNumber.transform(String).optional(),
});
type OrderDetailParams = z.output<typeof orderDetailParams>;

/** A call that passed every check. */
export interface CheckedCall {
  readonly merchant: ZhimaiMerchant;
  readonly params: OrderDetailParams;
}

/** @throws ZhimaiRefusal naming the first field that is wrong */
function readAs<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  throw new ZhimaiRefusal('badRequest', [path, ...(issue?.path ?? []), ...keys].map(String).join('.'));
}

/** Decides, in a fixed order, whether the vendor would serve a call. */
export class ZhimaiChecks {
  private readonly nonces = new SeenOnce(2 * TOLERANCE_MS);
  private readonly served = new CallsPerSecond();

  constructor(
    private readonly merchants: ZhimaiMerchants,
    private readonly now: () => number,
  ) {}

  /**
   * @param body the parsed JSON, or undefined where it was none
   * @throws ZhimaiRefusal
   */
  check(body: unknown): CheckedCall {
    const call = readAs(envelope, body, 'body');
    const merchant = this.merchants.get(call.OpenId);
    if (merchant?.grantCode !== call.GrantCode) throw new ZhimaiRefusal('unknownCredentials');
    this.checkTimestamp(call.Timestamp);
    if (!/^[1-9]\d{0,18}$/.test(call.Nonce)) throw new ZhimaiRefusal('badNonce');
    checkToken(call, merchant);
    this.useNonce(call);
    this.countCall(merchant);
    if (call.Action !== ORDER_DETAIL) throw new ZhimaiRefusal('unknownAction');
    return { merchant, params: readAs(orderDetailParams, call.Params, 'Params') };
  }

  private checkTimestamp(timestamp: string): void {
    const at = /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1_000 : NaN;
    if (!(Math.abs(this.now() - at) <= TOLERANCE_MS)) throw new ZhimaiRefusal('badTimestamp');
  }

  /** A nonce of one timestamp serves once per merchant. */
  private useNonce({ OpenId, Timestamp, Nonce }: Envelope): void {
    const fresh = this.nonces.use(`${OpenId}/${Timestamp}/${Nonce}`, this.now());
    if (!fresh) throw new ZhimaiRefusal('usedNonce');
  }

  /** Refused calls count too. */
  private countCall({ openId, ratePerSecond }: ZhimaiMerchant): void {
    if (this.served.count(openId, this.now()) > ratePerSecond) throw new ZhimaiRefusal('tooFast');
  }
}

/** The token must be the URL-encoded one, as in the page's sample; bare base64 is refused. */
function checkToken(call: Envelope, merchant: ZhimaiMerchant): void {
  const fields = {
    openId: call.OpenId,
    grantCode: call.GrantCode,
    nonce: call.Nonce,
    timestamp: call.Timestamp,
    ...(merchant.signAction ? { action: call.Action } : {}),
  };
  const expected = zhimaiToken(fields, merchant.openKey, merchant.fieldCase);
  if (!sameToken(call.Token, expected)) throw new ZhimaiRefusal('badToken');
}
