import type { ConnectorLimits } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import type { AlarmWords } from '../alarm-words.js';
import type { Address, AddressKind } from './address.js';
import type { Dialect } from './dialect.js';
import { DINGTALK } from './dingtalk.js';
import { FEISHU } from './feishu.js';
import type { Message } from './message.js';
import { STANDARD_WEBHOOK } from './standard-webhook.js';
import { WECOM } from './wecom.js';

const DIALECTS: Readonly<Record<AddressKind, Dialect>> = {
  webhook: STANDARD_WEBHOOK,
  wecom: WECOM,
  dingtalk: DINGTALK,
  feishu: FEISHU,
};

/** Of one address one message is under way at a time, and a flood is one message: robots take twenty a minute. */
const LIMITS: ConnectorLimits = { requestsPerSecond: 5, concurrency: 2 };

/** Under this name messages are in the log and the metrics of calls; an address stands where an account would. */
export const ALARMS_CONNECTOR = 'alarms';

/** Sends one message to one address, once, over the hub's way out. */
export class Posting {
  constructor(
    private readonly transport: Transport,
    private readonly words: AlarmWords,
  ) {}

  /**
   * @param writeBefore no byte is sent at or after it
   * @throws ConnectorError
   */
  async post(message: Message, address: Address, writeBefore?: Date): Promise<void> {
    const { id, kind, name, url, secret } = address;
    const dialect = DIALECTS[kind];
    const account = {
      ...{ id, name, connector: ALARMS_CONNECTOR, baseUrl: new URL(url).origin },
      config: hidden(url, secret),
    };
    await this.transport.call(account, LIMITS, {
      ...{ operation: `alarms.${kind}`, effect: 'write', once: true },
      ...(writeBefore === undefined ? {} : { writeBefore }),
      build: (_now, receiverNow) => dialect.request(message, address, this.words, receiverNow),
      read: (answer) => {
        dialect.read(answer);
      },
    });
  }
}

/** What an answer may repeat of the address and nobody is to read: a robot's URL is its key, whole or in part. */
function hidden(url: string, secret: string | null): Readonly<Record<string, string>> {
  const { pathname, searchParams } = new URL(url);
  const parts = [url, ...pathname.split('/').slice(-1), ...searchParams.values(), secret ?? ''];
  return Object.fromEntries(parts.map((part, at) => [String(at), part]));
}
