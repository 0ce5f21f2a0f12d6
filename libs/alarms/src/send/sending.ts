import type { SecretBox } from '#sealing/secret-box.js';
import type { Database } from '#database/database.js';
import { untilWritten } from '#database/later.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { AccountSlots } from '#jobs/account-slots.js';
import { KeptLeases } from '#jobs/kept-leases.js';
import type { Leases } from '#jobs/lease.js';
import { SingleLoop } from '#jobs/single-loop.js';
import type { AlarmsSettings } from '../alarms-settings.js';
import type { Address } from './address.js';
import { readAddress } from './addresses.store.js';
import {
  type ClaimedMessage,
  claimMessages,
  MESSAGES,
  type MessageSettlement,
  settleMessage,
} from './claim.store.js';
import type { Packing } from './packing.js';
import type { Posting } from './posting.js';
import { quietUntil } from './quiet-hours.js';
import { putOff, SENT, settlementOf } from './settlement.js';

export interface SendingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly packing: Pick<Packing, 'pack'>;
  readonly posting: Pick<Posting, 'post'>;
  readonly box: SecretBox;
  readonly settings: AlarmsSettings;
  /** Told every secret that comes into memory, so that logs can mask it. */
  readonly onSecrets: (values: readonly string[]) => void;
  readonly log: Log;
  readonly random: () => number;
}

/** Begun side by side; an address that does not answer keeps its place for a moment only. */
const PLACES = 8;

/**
 * Sends what addresses are to hear: all addresses side by side, of each one message after the other, what is urgent first. What a hub that
 * died had in hand is sent once more when its lease ends, under the same id.
 */
export class Sending {
  private readonly slots = new AccountSlots(PLACES);
  private readonly loop = new SingleLoop((signal) => this.drain(signal));
  private readonly kept: KeptLeases;

  constructor(private readonly parts: SendingParts) {
    const { database, clock, leases } = parts;
    this.kept = new KeptLeases(database, MESSAGES, clock, leases);
  }

  /** Until nothing is due. Where it goes on already, that looks at once, whatever it waits for. */
  run(signal: AbortSignal): Promise<void> {
    this.slots.poke();
    return this.loop.run(signal);
  }

  private async drain(signal: AbortSignal): Promise<void> {
    const endRenewing = this.kept.start();
    try {
      await this.slots.drain(() => (signal.aborted ? Promise.resolve(0) : this.begin()));
    } finally {
      endRenewing();
    }
  }

  private async begin(): Promise<number> {
    const { database, clock, leases, packing } = this.parts;
    await packing.pack();
    const most = this.slots.free;
    if (most === 0) return 0;
    const busy = this.slots.full(1);
    const claimed = await database.transaction((sql) =>
      claimMessages(sql, leases.next(), clock.now(), { busy, most }),
    );
    for (const message of claimed) this.slots.hold(message.addressId, this.work(message));
    return claimed.length;
  }

  /** Never rejects: what could not be written is found again when its lease ends. */
  private async work(message: ClaimedMessage): Promise<void> {
    const startedAt = this.parts.clock.now();
    this.kept.keep(message);
    try {
      const settlement = await this.send(message);
      const { database, clock } = this.parts;
      await untilWritten(() => settleMessage(database, message, settlement, clock.now()));
      this.tell(message, settlement, startedAt);
    } catch (error) {
      this.log(message, { level: 'error', outcome: 'failed', error });
    } finally {
      this.kept.letGo(message);
    }
  }

  private async send(message: ClaimedMessage): Promise<MessageSettlement> {
    const { clock, posting, settings, random } = this.parts;
    try {
      const address = await this.addressOf(message);
      if (address === undefined) return SENT; // Deleted, and the message with it.
      const until = address.quiet === null ? null : quietUntil(address.quiet, clock.now());
      if (until !== null && !message.urgent) return putOff(until);
      await posting.post({ ...message.content, id: message.id }, address, message.leaseUntil);
      return SENT;
    } catch (error) {
      return settlementOf(error, message, clock.now(), { giveUpAfterMs: settings.giveUpAfterMs, random });
    }
  }

  private async addressOf({ addressId }: ClaimedMessage): Promise<Address | undefined> {
    const { database, box, onSecrets } = this.parts;
    const address = await readAddress(database, box, addressId);
    if (address !== undefined) onSecrets([address.url, ...(address.secret === null ? [] : [address.secret])]);
    return address;
  }

  private tell(
    message: ClaimedMessage,
    { state, errorCode, dueAt, isUntried }: MessageSettlement,
    startedAt: Date,
  ): void {
    const outcome = isUntried ? 'put off' : (errorCode ?? state);
    const level = errorCode === null ? 'info' : 'warn';
    const ms = this.parts.clock.now().getTime() - startedAt.getTime();
    this.log(message, { level, outcome, state, dueAt, ms });
  }

  private log({ id, addressId, tries }: ClaimedMessage, line: Omit<Parameters<Log>[0], 'event'>): void {
    this.parts.log({ ...line, event: 'alarms', messageId: id, addressId, tries });
  }
}
