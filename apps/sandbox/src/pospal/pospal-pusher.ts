import { setTimeout as wait } from 'node:timers/promises';
import type { CallLog } from '../call-log.js';
import { readOwnJson, writeOwnJson } from '../exact-json.js';
import type { Fault, FaultBook } from '../faults.js';
import type { Message } from '../outbound/outbox.js';
import type { Posted, Poster } from '../outbound/post.js';
import type { Outcome } from '../outbound/send-queue.js';
import type { Random } from '../random.js';
import { pospalSignature } from './pospal-signature.js';
import type { PospalTill, PospalTills } from './pospal-tills.js';

/** Something that a till tells of; kept as a message's body until it is acknowledged. */
export interface PushEvent {
  readonly cmd: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  readonly bornAt: number;
}

export const writeEvent = (event: PushEvent): string => writeOwnJson(event);

/** Far outside of any check on `timestamp`; its unit and any rule on it are unknown. */
const STALE_MS = 40 * 24 * 3_600_000;

interface PusherParts {
  readonly tills: PospalTills;
  readonly poster: Poster;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly random: Random;
}

/** Pushes events to the URL that was registered with updatePushUrl. */
export class PospalPusher {
  private readonly sentBodies = new WeakMap<Message, string>();

  constructor(private readonly parts: PusherParts) {}

  /** One attempt. A till whose URL was taken away sends none any more, as if they had been lost. */
  async attempt(message: Message): Promise<Outcome> {
    const till = this.parts.tills.get(message.target);
    if (till === undefined || till.pushUrl === null) return 'given_up';
    const fault = this.parts.faults.takeSendingFault({ orderNo: message.orderNo, shops: [message.target] });
    if (fault?.kind === 'drop') return 'given_up';
    if (fault?.kind === 'delay') await wait(fault.delayMs, undefined, { ref: false });
    const body = this.faultyBody(fault, message, till);
    const acknowledged = isAcknowledged(await this.post(till, till.pushUrl, body, fault));
    if (acknowledged && this.parts.random() < till.duplicateRate) {
      await this.post(till, till.pushUrl, body, null);
    }
    return acknowledged && fault?.kind !== 'drop_after' ? 'acknowledged' : 'again';
  }

  private async post(till: PospalTill, url: string, body: string, fault: Fault | null): Promise<Posted> {
    const key = fault?.kind === 'bad_signature' ? `${till.appKey}?` : till.appKey;
    const posted = await this.parts.poster.post(url, { 'data-signature': pospalSignature(key, body) }, body);
    this.parts.calls.record('notify', {
      to: url,
      request: body,
      status: posted.status,
      answer: posted.body,
      fault: fault?.kind ?? null,
    });
    return posted;
  }

  private bodyFor(message: Message, till: PospalTill): string {
    const sent = this.sentBodies.get(message);
    if (sent !== undefined && till.retryBody === 'same') return sent;
    const body = pushBody(message, till, this.parts.now());
    this.sentBodies.set(message, body);
    return body;
  }

  private faultyBody(fault: Fault | null, message: Message, till: PospalTill): string {
    switch (fault?.kind) {
      case 'garbage':
        return '{"appId":"';
      case 'html':
        return '<!doctype html><title>502</title>';
      case 'empty':
        return '';
      case 'wrong_shape':
        return writeOwnJson({ appId: till.appId, event: message.body });
      case 'stale_timestamp':
        return pushBody(message, till, this.parts.now() - STALE_MS);
      default:
        return this.bodyFor(message, till);
    }
  }
}

function pushBody(message: Message, till: PospalTill, at: number): string {
  const { cmd, body, bornAt } = readOwnJson(message.body ?? '{}') as PushEvent;
  return writeOwnJson({
    appId: till.appId,
    timestamp: at,
    bornTimeStamp: bornAt,
    version: '1.0',
    cmd,
    body: till.pushBody === 'text' ? writeOwnJson(body) : body,
  });
}

/** HTTP 200 and the one word, nothing less. */
const isAcknowledged = ({ status, body }: Posted): boolean => status === 200 && body === 'SUCCESS';
