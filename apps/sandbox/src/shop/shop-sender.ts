import { setTimeout as wait } from 'node:timers/promises';
import type { CallLog } from '../call-log.js';
import { writeOwnJson } from '../exact-json.js';
import type { Fault, FaultBook } from '../faults.js';
import type { Message } from '../outbound/outbox.js';
import type { Posted, Poster } from '../outbound/post.js';
import type { Outcome } from '../outbound/send-queue.js';
import type { Random } from '../random.js';
import { webhookHeaders } from './shop-signature.js';
import type { Shop, Shops } from './shops.js';

/** Receivers accept ±5 minutes. */
const STALE_MS = 20 * 60_000;

interface SenderParts {
  readonly shops: Shops;
  readonly poster: Poster;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly random: Random;
}

const is2xx = ({ status }: Posted): boolean => status !== null && status >= 200 && status <= 299;

/** Posts a shop's signed documents. A retry is the same id and bytes under a new timestamp and signature. */
export class ShopSender {
  constructor(private readonly parts: SenderParts) {}

  /** One attempt. A merchant or shop that wants none any more gets none, as if it had been lost. */
  async attempt(message: Message): Promise<Outcome> {
    const shop = this.parts.shops.get(message.target);
    if (shop === undefined) return 'given_up';
    const fault = this.parts.faults.takeSendingFault({ orderNo: message.orderNo, shops: [message.target] });
    if (fault?.kind === 'drop') return 'given_up';
    if (fault?.kind === 'delay') await wait(fault.delayMs, undefined, { ref: false });
    const acknowledged = is2xx(await this.post(shop, message, fault));
    if (acknowledged && this.parts.random() < shop.duplicateRate) await this.post(shop, message, null);
    return acknowledged && fault?.kind !== 'drop_after' ? 'acknowledged' : 'again';
  }

  private async post(shop: Shop, message: Message, fault: Fault | null): Promise<Posted> {
    const body = faultyBody(fault, message.body ?? '');
    // A body that is not the document must not take the document's id: the id is its idempotency key.
    const id = body === message.body ? message.id : `${message.id}_${fault?.id ?? ''}`;
    const at = this.parts.now() - (fault?.kind === 'stale_timestamp' ? STALE_MS : 0);
    const headers = webhookHeaders({ id, body }, shop.secret, at);
    if (fault?.kind === 'bad_signature')
      headers['webhook-signature'] = `v1,${Buffer.alloc(32).toString('base64')}`;
    const posted = await this.parts.poster.post(shop.webhookUrl, headers, body);
    this.parts.calls.record('notify', {
      to: shop.webhookUrl,
      request: body,
      status: posted.status,
      answer: posted.body,
      fault: fault?.kind ?? null,
    });
    return posted;
  }
}

function faultyBody(fault: Fault | null, body: string): string {
  switch (fault?.kind) {
    case 'garbage':
      return body.slice(0, body.length / 2);
    case 'html':
      return '<!doctype html><title>502</title>';
    case 'empty':
      return '';
    case 'wrong_shape':
      return writeOwnJson({ order: body });
    default:
      return body;
  }
}
