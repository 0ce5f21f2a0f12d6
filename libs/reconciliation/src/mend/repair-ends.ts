import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { RepairKind } from '#domain/repair.js';
import { groupBy } from '#reporting/figures/group-by.js';
import type { RepairEnd } from './action.js';
import type { RepairActions } from './actions.js';
import { type BegunRepair, begunRepairs } from './due-repairs.store.js';
import type { Repair } from './repair.js';
import { tellRepairs } from './repair-events.js';
import { repairsFailed } from './repair-failure.js';
import { telling } from './repair-log.js';
import { LATEST_LOOK_MS, nextLook } from './repair-pauses.js';
import { writeDone, writeEnd, writeWaiting } from './repair-steps.store.js';
import { lockRepair } from './repairs.store.js';

export interface RepairEndsParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly actions: Pick<RepairActions, 'of'>;
  readonly log: Log;
}

const AT_ONCE = 200;

/** Nobody knows any more what was begun under that reference. */
const LOST: RepairEnd = { is: 'failed', code: 'lost', message: 'whoever does it knows nothing of it' };

/** Learns how what was begun has ended, from whoever does it. */
export class RepairEnds {
  constructor(private readonly parts: RepairEndsParts) {}

  /** @returns whether there may be more */
  async take(): Promise<boolean> {
    const begun = await begunRepairs(this.parts.database, this.parts.clock.now(), AT_ONCE);
    for (const [kind, some] of groupBy(begun, (one: BegunRepair): RepairKind => one.kind))
      await this.trying(some, () => this.ofKind(kind, some));
    return begun.length === AT_ONCE;
  }

  private async ofKind(kind: RepairKind, begun: readonly BegunRepair[]): Promise<void> {
    const { database, actions } = this.parts;
    const refs = begun.map(({ ref }) => ref);
    const ends = await actions.of(kind).ended(database, refs);
    for (const one of begun) {
      const end = ends.get(one.ref) ?? LOST;
      const settle = () => this.settle(one.id, end);
      await this.trying([one], () => (end.is === 'open' ? settle() : telling(this.parts, one.id, settle)));
    }
  }

  private async trying(repairs: readonly BegunRepair[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const ids = repairs.map(({ id }) => id);
      await repairsFailed(this.parts, ids, error);
    }
  }

  private settle(id: string, end: RepairEnd): Promise<void> {
    return this.parts.database.transaction(async (sql) => {
      const repair = await lockRepair(sql, id);
      if (repair?.state === 'begun') await this.write(sql, repair, end);
    });
  }

  private async write(sql: Sql, repair: Repair, end: RepairEnd): Promise<void> {
    const now = this.parts.clock.now();
    const next = nextLook(repair.begunAt ?? now, now, LATEST_LOOK_MS);
    if (end.is === 'open') return writeWaiting(sql, repair.id, { why: 'under_way', ...known(end) }, next);
    if (end.is === 'done') {
      await writeDone(sql, repair.id, now, now);
      return tellRepairs(sql, [repair], { kind: 'repair_done' }, now);
    }
    const { code, message } = end;
    await writeEnd(sql, [repair.id], 'failed', { why: 'failed', code, message }, now);
    await tellRepairs(sql, [repair], { kind: 'repair_failed', detail: { code, message } }, now);
  }
}

const known = ({ code, message }: Extract<RepairEnd, { is: 'open' }>) => ({
  ...(code === null ? {} : { code }),
  ...(message === null ? {} : { message }),
});
