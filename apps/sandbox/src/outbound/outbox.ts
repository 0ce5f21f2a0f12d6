import type { Journal, JournalRecord, Remembered } from '../journal.js';
import type { Random } from '../random.js';
import { type Outcome, type QueueSettings, SendQueue } from './send-queue.js';

/** A notification that a vendor owes to one receiver. */
export interface Message {
  readonly id: string;
  /** The merchant's openId, the shop's id or the till's appId. */
  readonly target: string;
  readonly orderNo: string;
  /** Fixed bytes to send; null = made when it is sent. */
  readonly body: string | null;
}

interface Tally {
  queued: number;
  acknowledged: number;
}

/** For a receiver that is not known: nothing is ever sent to it. */
export const IDLE_SENDER: QueueSettings = {
  notifyConcurrency: 1,
  retryFirstMs: 1_000,
  retryMaxMs: 1_000,
  outOfOrderMs: 0,
};

interface OutboxParts {
  /** Names this outbox's records in the journal. */
  readonly name: string;
  readonly journal: Journal;
  readonly random: Random;
  settings(target: string): QueueSettings;
  attempt(message: Message): Promise<Outcome>;
}

/**
 * What is still to be sent, per receiver, and how often each order's notifications were acknowledged.
 * Queued and acknowledged messages are journalled, so that a restart goes on where it stopped; an
 * acknowledgement that a crash cut off is asked for again, as a real sender would.
 */
export class Outbox implements Remembered {
  private readonly queues = new Map<string, SendQueue<Message>>();
  private readonly unacknowledged = new Map<string, Message>();
  private readonly tallies = new Map<string, Tally>();
  readonly replay: Remembered['replay'];

  constructor(private readonly parts: OutboxParts) {
    this.replay = {
      [`${parts.name}.queued`]: (record) => {
        this.remember((record as unknown as { message: Message }).message);
      },
      [`${parts.name}.acknowledged`]: ({ id }) => {
        const message = this.unacknowledged.get(String(id));
        if (message !== undefined) this.forget(message, true);
      },
      [`${parts.name}.given_up`]: ({ id }) => {
        const message = this.unacknowledged.get(String(id));
        if (message !== undefined) this.forget(message, false);
      },
      [`${parts.name}.tally`]: (record) => {
        const { orderNo, queued, acknowledged } = record as unknown as Tally & { orderNo: string };
        this.tallies.set(orderNo, { queued, acknowledged });
      },
    };
  }

  snapshot(): JournalRecord[] {
    const { name } = this.parts;
    const open = [...this.unacknowledged.values()];
    const openPerOrder = new Map<string, number>();
    for (const { orderNo } of open) openPerOrder.set(orderNo, (openPerOrder.get(orderNo) ?? 0) + 1);
    const tallies = [...this.tallies].map(([orderNo, { queued, acknowledged }]) => ({
      kind: `${name}.tally`,
      orderNo,
      // Each open message below counts itself again when it is replayed.
      queued: queued - (openPerOrder.get(orderNo) ?? 0),
      acknowledged,
    }));
    return [...tallies, ...open.map((message) => ({ kind: `${name}.queued`, message }))];
  }

  /** Sends what an earlier run left unacknowledged. */
  resume(): void {
    for (const message of this.unacknowledged.values()) this.queueOf(message.target).add([message]);
  }

  /** @param known journal records to be written in the same stroke, before anything is sent */
  add(target: string, messages: readonly Message[], known: readonly JournalRecord[] = []): void {
    for (const message of messages) this.remember(message);
    const queued = messages.map((message) => ({ kind: `${this.parts.name}.queued`, message }));
    this.parts.journal.append([...known, ...queued]);
    this.queueOf(target).add(messages);
  }

  pending(target: string): number {
    return this.queues.get(target)?.pending ?? 0;
  }

  tally(orderNo: string): Readonly<Tally> {
    return this.tallies.get(orderNo) ?? { queued: 0, acknowledged: 0 };
  }

  targets(): string[] {
    return [...this.queues.keys()];
  }

  async idle(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
  }

  close(): void {
    for (const queue of this.queues.values()) queue.close();
  }

  private remember(message: Message): void {
    this.unacknowledged.set(message.id, message);
    const tally = this.tally(message.orderNo);
    this.tallies.set(message.orderNo, { ...tally, queued: tally.queued + 1 });
  }

  private forget(message: Message, acknowledged: boolean): void {
    this.unacknowledged.delete(message.id);
    const tally = this.tally(message.orderNo);
    if (acknowledged) this.tallies.set(message.orderNo, { ...tally, acknowledged: tally.acknowledged + 1 });
  }

  private queueOf(target: string): SendQueue<Message> {
    const known = this.queues.get(target);
    if (known !== undefined) return known;
    const queue = new SendQueue<Message>(
      (message) => this.send(message),
      () => this.parts.settings(target),
      this.parts.random,
    );
    this.queues.set(target, queue);
    return queue;
  }

  private async send(message: Message): Promise<Outcome> {
    const outcome = await this.parts.attempt(message);
    if (outcome === 'again') return outcome;
    this.forget(message, outcome === 'acknowledged');
    this.parts.journal.append([{ kind: `${this.parts.name}.${outcome}`, id: message.id }]);
    return outcome;
  }
}
