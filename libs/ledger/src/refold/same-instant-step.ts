import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type FoldedLeg, GROUPS, isRivalled } from '#domain/leg.js';
import { addNumbers, replaceLines } from '../leg-details.store.js';
import { fromDbLeg, toDbCompared, toDbJson } from '../ledger.mapping.js';
import type { LedgerService } from '../ledger.service.js';
import { type LegRow, readLegs, resolveStores } from '../legs.store.js';
import { lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import { type KeptStatements, keptStatements } from './kept-entries.js';
import { type KeptStatement, mendedLeg } from './mended-leg.js';
import { nextLegs } from './legs-in-order.store.js';
import type { Refolded, RefoldStep, Slice } from './refold-step.js';
import { entriesOf, lockOrdersOfLegs, tiedInstants, writeMended } from './same-instant.store.js';

/** A leg whose groups choose otherwise now. */
interface Mended {
  readonly row: LegRow;
  readonly before: FoldedLeg;
  readonly after: FoldedLeg;
  readonly kept: readonly KeptStatement[];
}

/** Mends legs whose groups had chosen one by one among statements of one instant. */
export class SameInstantStep implements RefoldStep {
  readonly next = nextLegs;
  readonly slice = 100;

  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async take(sql: Sql, { items }: Slice): Promise<Refolded> {
    const legIds = items.map(({ id }) => id);
    const tied = await tiedInstants(sql, legIds);
    if (tied.length === 0) return { ordersChanged: 0 };
    const ids = [...new Set(tied.map((one) => one.leg_id))];
    const legs = await readLegs(sql, await lockOrdersOfLegs(sql, ids));
    // After the locks: who recorded one of these orders until now may have added an entry.
    const instants = await tiedInstants(sql, ids);
    const kept = keptStatements(instants, await entriesOf(sql, instants));
    const mended = mendedOf(legs, kept);
    await this.write(sql, mended);
    const ordersChanged = await this.refold(sql, legs, mended.filter(isOtherwise));
    return kept.torn.size === 0
      ? { ordersChanged }
      : { ordersChanged, left: { legs: kept.torn.size, message: TORN } };
  }

  private async write(sql: Sql, mended: readonly Mended[]): Promise<void> {
    if (mended.length === 0) return;
    const rows = mended.map(({ row, before, after }) => ({
      id: row.id,
      state: toDbJson(after),
      stated_store_before: before.placement?.value.vendorStoreId ?? null,
      stated_store: after.placement?.value.vendorStoreId ?? null,
      order_at: after.placement?.value.placedAt ?? after.payment?.value.paidAt ?? null,
      ...toDbCompared(after),
    }));
    await writeMended(sql, rows, this.clock.now());
    await replaceLines(sql, new Map(mended.flatMap(linesOf)));
    await addNumbers(
      sql,
      new Map(mended.map(({ row, after }) => [row.id, after.placement?.value.numbers ?? []])),
    );
  }

  private async refold(sql: Sql, legs: readonly LegRow[], mended: readonly Mended[]): Promise<number> {
    if (mended.length === 0) return 0;
    await lockRecording(sql);
    const stores = await resolveStores(
      sql,
      mended.map(({ row }) => row.id),
    );
    const folded = new Map(
      mended.map(({ row, after }) => [row.id, { folded: after, createdAt: row.created_at }]),
    );
    const orders = lockedOrders(legs);
    const updates = await refoldOrders(sql, { cause: 'upgrade', orders, folded, stores });
    await updateOrders(sql, updates, this.clock.now());
    await this.ledger.consumers.tell(sql, updates);
    return updates.length;
  }
}

const TORN = 'entries of some instants are not kept any more';

function mendedOf(legs: readonly LegRow[], { ofLegs }: KeptStatements): Mended[] {
  const rows = new Map(legs.map((row) => [row.id, row]));
  return [...ofLegs].map(([legId, kept]) => {
    const row = rows.get(legId);
    if (row === undefined) throw new Error(`leg ${legId} was moved to another order meanwhile: look again`);
    const before = fromDbLeg(row.state);
    return { row, before, after: mendedLeg(before, kept), kept };
  });
}

/** What orders and those who follow them can see of it. */
const isOtherwise = ({ before, after }: Mended): boolean =>
  isRivalled(before) !== isRivalled(after) ||
  GROUPS.some((group) => before[group]?.digest !== after[group]?.digest);

/** Where other lines are in force now, those. */
function linesOf({ row, before, after, kept }: Mended): [string, NonNullable<KeptStatement['lines']>][] {
  const digest = after.lines?.digest;
  if (digest === before.lines?.digest) return [];
  const lines = kept.find(({ statement }) => statement.groups.lines?.digest === digest)?.lines;
  return lines === undefined ? [] : [[row.id, lines]];
}
