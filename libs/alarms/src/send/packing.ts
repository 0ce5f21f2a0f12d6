import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { URGENT_KINDS } from '../alarm-kind.js';
import { pack } from './packing-rule.js';
import type { AlarmsSettings } from '../alarms-settings.js';
import {
  addressesToPack,
  holdAddress,
  insertMessages,
  type PackedAddress,
  sentLately,
  waitingNotices,
} from './packing.store.js';
import type { QuietHours } from './quiet-hours.js';

export interface PackingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly settings: AlarmsSettings;
}

/** Of one address at a time; the rest waits for the next message to be through. */
const MOST_NOTICES = 1_000;

/** Makes messages of what addresses are to hear: each notice is in one message, whatever dies and whoever packs. */
export class Packing {
  constructor(private readonly parts: PackingParts) {}

  async pack(): Promise<void> {
    const { database, clock } = this.parts;
    for (const id of await addressesToPack(database, clock.now(), URGENT_KINDS))
      await database.transaction((sql) => this.packOf(sql, id));
  }

  private async packOf(sql: Sql, addressId: string): Promise<void> {
    const { clock, settings } = this.parts;
    const address = await holdAddress(sql, addressId);
    if (address === undefined) return;
    const now = clock.now();
    const lately = await sentLately(sql, addressId, new Date(now.getTime() - settings.floodMs));
    const kinds = address.onlyUrgent ? URGENT_KINDS : null;
    const waiting = await waitingNotices(sql, addressId, { now, most: MOST_NOTICES, kinds });
    const packed = pack(waiting, { lately, quiet: quietOf(address), now }, settings);
    // Ids sort by their time: in the order in which they are to be sent, what is urgent before all else.
    const messages = packed.map((one, at) => ({
      ...one,
      id: uuidV7(new Date(now.getTime() + at), randomBytes(10)),
    }));
    await insertMessages(sql, addressId, messages, now);
  }
}

export const quietOf = ({ quietFrom, quietTo, quietZone }: PackedAddress): QuietHours | null =>
  quietFrom === null || quietTo === null || quietZone === null
    ? null
    : { from: quietFrom, to: quietTo, timeZone: quietZone };
