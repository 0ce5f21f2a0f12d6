import { setTimeout as wait } from 'node:timers/promises';
import type { CallLog } from '../call-log.js';
import { readOwnJson, writeOwnJson } from '../exact-json.js';
import type { Fault, FaultBook } from '../faults.js';
import type { Message } from '../outbound/outbox.js';
import type { Posted, Poster } from '../outbound/post.js';
import type { Outcome } from '../outbound/send-queue.js';
import { intBetween, type Random } from '../random.js';
import type { ZhimaiMerchant, ZhimaiMerchants } from './zhimai-merchants.js';
import type { ZhimaiOrders } from './zhimai-orders.js';
import { zhimaiToken } from './zhimai-signature.js';

/** A guess: the vendor's envelope for notifications is not published, its action name neither. */
const NOTIFY_ACTION = 'communal.order.notify';
/** Receivers accept ±10 minutes: a body that is older than this is made anew before it goes stale. */
const BODY_FRESH_MS = 8 * 60_000;
const STALE_MS = 20 * 60_000;
/** Wide enough that thousands in one second do not meet in one nonce. */
const MOST_NONCE = Number.MAX_SAFE_INTEGER;

interface NotifierParts {
  readonly merchants: ZhimaiMerchants;
  readonly orders: ZhimaiOrders;
  readonly poster: Poster;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly random: Random;
}

/** Sends "this order changed" to a merchant: the number only, for the merchant to ask for the rest. */
export class ZhimaiNotifier {
  private readonly madeBodies = new WeakMap<Message, { readonly body: string; readonly at: number }>();

  constructor(private readonly parts: NotifierParts) {}

  /** One attempt. A merchant or shop that wants none any more gets none, as if it had been lost. */
  async attempt(message: Message): Promise<Outcome> {
    const merchant = this.parts.merchants.get(message.target);
    const url = merchant?.notifyUrl ?? null;
    if (merchant === undefined || url === null) return 'given_up';
    const fault = this.parts.faults.takeSendingFault({ orderNo: message.orderNo, shops: [message.target] });
    if (fault?.kind === 'drop') return 'given_up';
    if (fault?.kind === 'delay') await wait(fault.delayMs, undefined, { ref: false });
    const body = fault === null ? this.bodyFor(message, merchant) : this.faultyBody(fault, message, merchant);
    const acknowledged = isAcknowledged(await this.post(url, body, fault));
    if (acknowledged && this.parts.random() < merchant.duplicateRate) {
      await this.post(url, body, null);
    }
    return acknowledged && fault?.kind !== 'drop_after' ? 'acknowledged' : 'again';
  }

  private async post(url: string, body: string, fault: Fault | null): Promise<Posted> {
    const posted = await this.parts.poster.post(url, {}, body);
    this.parts.calls.record('notify', {
      to: url,
      request: body,
      status: posted.status,
      answer: posted.body,
      fault: fault?.kind ?? null,
    });
    return posted;
  }

  private bodyFor(message: Message, merchant: ZhimaiMerchant): string {
    const now = this.parts.now();
    const made = this.madeBodies.get(message);
    if (merchant.retryBody === 'same' && made !== undefined && now - made.at < BODY_FRESH_MS)
      return made.body;
    const body = writeOwnJson(this.signed(merchant, this.paramsOf(message), now));
    this.madeBodies.set(message, { body, at: now });
    return body;
  }

  private paramsOf({ orderNo }: Message): Record<string, unknown> {
    return { orderNo, bizType: this.parts.orders.get(orderNo)?.header.bizType ?? 1 };
  }

  private faultyBody(fault: Fault, message: Message, merchant: ZhimaiMerchant): string {
    const now = this.parts.now();
    switch (fault.kind) {
      case 'garbage':
        return '{"openId":"';
      case 'html':
        return '<!doctype html><title>502</title>';
      case 'empty':
        return '';
      case 'wrong_shape':
        return writeOwnJson(this.signed(merchant, { order: message.orderNo }, now));
      case 'stale_timestamp':
        return writeOwnJson(this.signed(merchant, this.paramsOf(message), now - STALE_MS));
      case 'bad_signature':
        return writeOwnJson(
          this.signed({ ...merchant, openKey: `${merchant.openKey}?` }, this.paramsOf(message), now),
        );
      default:
        return this.bodyFor(message, merchant);
    }
  }

  private signed(merchant: ZhimaiMerchant, params: unknown, at: number): Record<string, unknown> {
    const { openId, grantCode } = merchant;
    const fields = {
      openId,
      grantCode,
      nonce: String(intBetween(this.parts.random, 1, MOST_NONCE)),
      timestamp: String(Math.floor(at / 1_000)),
    };
    const withAction = merchant.notifySignAction ?? merchant.signAction;
    const covered = withAction ? { ...fields, action: NOTIFY_ACTION } : fields;
    const token = zhimaiToken(covered, merchant.openKey, merchant.fieldCase);
    const envelope = {
      ...(merchant.signNotifications ? { ...fields, token } : {}),
      action: NOTIFY_ACTION,
      params,
    };
    return merchant.pascalKeys ? pascalNames(envelope) : envelope;
  }
}

const pascalNames = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );

/** HTTP 2xx and `{"status":true,"code":0,…}`, nothing less. */
function isAcknowledged({ status, body }: Posted): boolean {
  if (status === null || status < 200 || status > 299) return false;
  try {
    const answer = Object(readOwnJson(body)) as { status?: unknown; code?: unknown };
    return answer.status === true && answer.code === 0;
  } catch {
    return false;
  }
}
