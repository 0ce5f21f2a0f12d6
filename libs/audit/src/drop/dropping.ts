import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { NOBODY } from '../audit-entry.js';
import type { AuditWriter } from '../acts/audit-writer.js';
import type { ChainHead } from '../chain/chain-text.js';
import {
  detachPart,
  dropPart,
  lastSealBefore,
  noteDropped,
  oldestMonth,
  partsOfDropped,
} from './dropping.store.js';
import { lockHead } from '../chain/sealing.store.js';

interface DroppingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly writer: AuditWriter;
  readonly log: Log;
  /** Whole months that are kept besides the one that is under way. */
  readonly keepMonths: number;
}

/** Less is nobody's wish, whatever a setting says. */
export const LEAST_KEPT_MONTHS = 6;

/**
 * Drops months that have been kept long enough, the oldest first. That a month goes, with its last seal, is noted and
 * told in the audit before anything of it is gone: what kept seals begin with stays known, and a hub that dies in between is followed
 * by another that goes on.
 */
export class Dropping {
  constructor(private readonly parts: DroppingParts) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.noteOldest()));
    await this.removeNoted(signal);
  }

  /** @returns whether there was one to note */
  private noteOldest(): Promise<boolean> {
    const { database, clock, writer, keepMonths } = this.parts;
    return database.transaction(async (sql) => {
      await lockHead(sql);
      const month = await oldestMonth(sql);
      const now = clock.now();
      if (month === undefined || !isOver(month, Math.max(keepMonths, LEAST_KEPT_MONTHS), now)) return false;
      const last = await lastSealBefore(sql, monthsAfter(month, 1));
      if (last === undefined) return false;
      await noteDropped(sql, month, last, now);
      await writer.write(sql, { actor: NOBODY, address: null, client: null }, droppedAct(month, last));
      return true;
    });
  }

  private async removeNoted(signal: AbortSignal): Promise<void> {
    const { database, log } = this.parts;
    for (const part of await partsOfDropped(database)) {
      if (signal.aborted) return;
      if (part.isAttached) await detachPart(database, part);
      await dropPart(database, part);
      log({ event: 'audit_sealed', outcome: 'month_dropped', part: part.name });
    }
  }
}

const droppedAct = (month: Date, { seq, hash }: ChainHead) =>
  ({
    act: 'audit.month_dropped',
    subject: { kind: 'month', id: month.toISOString().slice(0, 7) },
    after: { lastSeq: seq.toString(), lastHash: hash },
  }) as const;

const monthsAfter = (month: Date, count: number): Date =>
  new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + count, 1));

/** Whether a month has been over for so many months. */
export const isOver = (month: Date, keepMonths: number, now: Date): boolean =>
  monthsAfter(month, 1 + keepMonths) <= now;
