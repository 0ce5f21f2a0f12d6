import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { AuditEntry } from '../audit-entry.js';
import { auditLine } from '../audit-line.js';
import { entryHash, headText, sealHash } from './chain-text.js';
import { lockHead, type Seal, type StandingHead, unsealedEntries, writeSeals } from './sealing.store.js';

/** Rows of one transaction: it holds the head, for which other hubs wait. */
const BATCH = 500;

/**
 * Seals what is committed, in an order of its own: rows commit in no order of their ids, so each time all that wait are
 * taken, and the number of the seal is the order of the chain.
 */
export class Sealing {
  constructor(
    private readonly parts: {
      readonly database: Pick<Database, 'transaction'>;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {}

  /** Until nothing waits. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) if ((await this.sealSome()) < BATCH) return;
  }

  private async sealSome(): Promise<number> {
    const { database, clock, log } = this.parts;
    const sealed = await database.transaction(async (sql) => {
      const head = await lockHead(sql);
      const seals = sealsOf(await unsealedEntries(sql, BATCH), head, clock.now());
      await writeSeals(sql, seals);
      return seals;
    });
    // After the commit: a line tells of what stands. A hub that dies here leaves a gap in the numbers, which the export has.
    for (const { entry, seq, hash } of sealed) log(auditLine(entry, seq, hash));
    const last = sealed.at(-1);
    if (last !== undefined)
      log({ event: 'audit_sealed', outcome: 'sealed', count: sealed.length, head: headText(last) });
    return sealed.length;
  }
}

/** Each over the one before it; no seal is of before what it seals, nor of before the seal before it. */
export function sealsOf(
  entries: readonly AuditEntry[],
  head: StandingHead,
  now: Date,
): (Seal & { readonly entry: AuditEntry })[] {
  let { seq, hash, sealedAt } = head;
  return entries.map((entry) => {
    seq += 1n;
    sealedAt = latest(now, sealedAt, entry.at);
    const facts = { seq, sealedAt, entryId: entry.id, entryHash: entryHash(entry) };
    hash = sealHash(facts, hash);
    return { ...facts, entryAt: entry.at, hash, entry };
  });
}

const latest = (...instants: readonly Date[]): Date => new Date(Math.max(...instants.map(Number)));
