import type { Sql } from '#database/sql.js';
import type { Line } from '#domain/order-observation.js';
import { type LegFacts, type OrderFacts, readLegDetails, readOrderFacts } from '#ledger/order-facts.query.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { readDispatches } from './dispatches.store.js';
import type { KnownDispatch, Scene } from './scene.js';
import { holdsUnknown } from '../till-settings.js';
import { spokenSince, Tills } from './tills.js';
import { readBindings } from './tills.store.js';

type Parts = Pick<DispatchParts, 'accounts' | 'clock' | 'log'>;

/** Reads all that the planning of these orders depends on, in a few statements. Under the orders' locks. */
export class Scenes {
  private readonly tills: Tills;

  constructor(private readonly parts: Parts) {
    this.tills = new Tills(parts);
  }

  /** An order whose legs were all linked to others has no scene. */
  async read(sql: Sql, orderIds: readonly string[]): Promise<Scene[]> {
    const orders = await readOrderFacts(sql, orderIds);
    const legs = orders.flatMap((order) => order.legs);
    if (legs.length === 0) return [];
    const dispatches = await readDispatches(
      sql,
      legs.map(({ id }) => id),
    );
    const now = this.parts.clock.now();
    const bindings = await readBindings(sql, accountsOf(legs, dispatches), storesOf(legs), now);
    const tills = await this.tills.of(bindings);
    const lines = await changedLines(sql, legs, dispatches);
    const holding = await this.holdingUnknown(legs);
    const isHeld = ({ accountId }: LegFacts): boolean => holding.has(accountId);
    const sourceSince = ({ accountId, storeId, folded }: LegFacts): Date | undefined => {
      const vendorStoreId = folded.placement?.value.vendorStoreId ?? null;
      return spokenSince({ accountId, storeId, vendorStoreId }, bindings);
    };
    return orders.map((order) => ({
      order,
      dispatches: ofOrder(order, dispatches),
      tills,
      lines,
      holdsUnknown: isHeld,
      sourceSince,
      now,
    }));
  }

  private async holdingUnknown(legs: readonly LegFacts[]): Promise<ReadonlySet<string>> {
    const holding = new Set<string>();
    for (const accountId of new Set(legs.map((leg) => leg.accountId))) {
      const active = await this.parts.accounts.byId(accountId);
      if (active !== undefined && holdsUnknown(active)) holding.add(accountId);
    }
    return holding;
  }
}

/** Of what is placed, the lines that are said otherwise since: of most orders none are read. */
async function changedLines(
  sql: Sql,
  legs: readonly LegFacts[],
  dispatches: readonly KnownDispatch[],
): Promise<Map<string, readonly Line[]>> {
  const placed = dispatches.filter(({ state, facts }) => state === 'done' && facts !== null);
  const changed = legs.filter(({ id, folded }) =>
    placed.some(({ legId, facts }) => legId === id && facts?.linesDigest !== folded.lines?.digest),
  );
  if (changed.length === 0) return new Map();
  const details = await readLegDetails(
    sql,
    changed.map(({ id }) => id),
  );
  return new Map([...details].map(([id, { lines }]) => [id, lines]));
}

const accountsOf = (legs: readonly LegFacts[], dispatches: readonly KnownDispatch[]): string[] => [
  ...new Set([...legs, ...dispatches].map(({ accountId }) => accountId)),
];

const storesOf = (legs: readonly LegFacts[]): string[] => [
  ...new Set(legs.flatMap(({ storeId }) => storeId ?? [])),
];

const ofOrder = ({ legs }: OrderFacts, dispatches: readonly KnownDispatch[]): KnownDispatch[] => {
  const ids = new Set(legs.map(({ id }) => id));
  return dispatches.filter(({ legId }) => ids.has(legId));
};
