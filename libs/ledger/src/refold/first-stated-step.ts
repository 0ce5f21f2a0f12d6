import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { KnownLeg } from '#domain/sale-time.js';
import { fromDbLeg, toDbJson } from '../ledger.mapping.js';
import type { LedgerService } from '../ledger.service.js';
import { type LegRow, readLegs } from '../legs.store.js';
import { countsOtherwise, lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import { withEntries } from './first-stated-leg.js';
import { type StatingEntry, statingEntries, writeStates } from './first-stated.store.js';
import { nextLegs } from './legs-in-order.store.js';
import type { Refolded, RefoldStep, Slice } from './refold-step.js';
import { lockOrdersOfLegs } from './same-instant.store.js';

/**
 * Looks up in the entries of legs since when their vendors have stated what they give no instant of. Orders that are
 * posted and count otherwise by it are posted anew; those that are not posted yet will be by what their legs say then.
 */
export class FirstStatedStep implements RefoldStep {
  readonly next = nextLegs;
  readonly slice = 200;

  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async take(sql: Sql, { items }: Slice): Promise<Refolded> {
    const legIds = items.map(({ id }) => id);
    // Before the locks: what is recorded meanwhile is folded with what it says itself.
    const entries = ofLegs(await statingEntries(sql, legIds));
    if (entries.size === 0) return { ordersChanged: 0 };
    const legs = await readLegs(sql, await lockOrdersOfLegs(sql, [...entries.keys()]));
    const folded = movedLegs(legs, entries);
    if (folded.size === 0) return { ordersChanged: 0 };
    const states = [...folded].map(([id, leg]) => ({ id, state: toDbJson(leg.folded) }));
    await writeStates(sql, states);
    return { ordersChanged: await this.refold(sql, legs, folded) };
  }

  private async refold(sql: Sql, legs: readonly LegRow[], folded: ReadonlyMap<string, KnownLeg>) {
    await lockRecording(sql);
    const orders = lockedOrders(legs);
    const all = await refoldOrders(sql, { cause: 'upgrade', orders, folded, stores: new Map() });
    const updates = all.filter((update) => update.before.postingKey !== null && countsOtherwise(update));
    if (updates.length === 0) return 0;
    await updateOrders(sql, updates, this.clock.now());
    await this.ledger.consumers.tellOfFigures(sql, updates);
    return updates.length;
  }
}

function ofLegs(entries: readonly StatingEntry[]): Map<string, readonly StatingEntry[]> {
  const legs = new Map<string, StatingEntry[]>();
  for (const entry of entries) legs.set(entry.leg_id, [...(legs.get(entry.leg_id) ?? []), entry]);
  return legs;
}

function movedLegs(
  legs: readonly LegRow[],
  entries: ReadonlyMap<string, readonly StatingEntry[]>,
): Map<string, KnownLeg> {
  const moved = new Map<string, KnownLeg>();
  for (const row of legs) {
    const before = fromDbLeg(row.state);
    const after = withEntries(before, entries.get(row.id) ?? []);
    if (after !== before) moved.set(row.id, { folded: after, createdAt: row.created_at });
  }
  return moved;
}
