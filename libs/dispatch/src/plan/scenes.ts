import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Sql } from '#database/sql.js';
import type { Line } from '#domain/order-observation.js';
import { type LegFacts, type OrderFacts, readLegDetails, readOrderFacts } from '#ledger/order-facts.query.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_KINDS } from '../dispatch-words.js';
import { readDispatches } from './dispatches.store.js';
import type { KnownDispatch, Scene, Till } from './scene.js';
import { flagOf, holdsUnknown, ifReopened, placeWithinMs } from '../till-settings.js';
import { type AccountBinding, readBindings } from './tills.store.js';

/** By then every hub knows a new account, or cannot read it. */
const KNOWN_WITHIN_MS = 10_000;

type Parts = Pick<DispatchParts, 'accounts' | 'clock' | 'log'>;

/** Reads all that the planning of these orders depends on, in a few statements. Under the orders' locks. */
export class Scenes {
  constructor(private readonly parts: Parts) {}

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
    const tills = await this.tillsOf(bindings);
    const lines = await changedLines(sql, legs, dispatches);
    const holding = await this.holdingUnknown(legs);
    const isHeld = ({ accountId }: LegFacts): boolean => holding.has(accountId);
    const sourceSince = (leg: LegFacts): Date | undefined => spokenSince(leg, bindings);
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

  private async tillsOf(bindings: readonly AccountBinding[]): Promise<Map<string, Till>> {
    const tills = new Map<string, Till>();
    for (const accountId of new Set(bindings.map((binding) => binding.account_id))) {
      const active = await this.parts.accounts.byId(accountId);
      const own = bindings.filter((binding) => binding.account_id === accountId);
      if (active === undefined) this.refuseNew(own);
      const till = active === undefined ? undefined : this.tillOf(active, own);
      if (till !== undefined) tills.set(accountId, till);
    }
    return tills;
  }

  /** One that another hub has just made is known here in a moment: its orders wait for that. */
  private refuseNew([account]: readonly AccountBinding[]): void {
    const age = this.parts.clock.now().getTime() - (account?.account_created_at.getTime() ?? 0);
    if (account !== undefined && age < KNOWN_WITHIN_MS)
      throw new Error(`account ${account.account_id} is not known here yet: once more`);
  }

  private tillOf(active: ActiveAccount, own: readonly AccountBinding[]): Till | undefined {
    const { account, connector } = active;
    if (connector.orderSink === undefined) return undefined;
    const since = own[0]?.flags_since ?? {};
    const flags = DISPATCH_KINDS.flatMap((kind) => {
      const at = since[flagOf(kind)];
      return at === undefined ? [] : [[kind, new Date(at)] as const];
    });
    return {
      accountId: account.id,
      flags: Object.fromEntries(flags),
      placeWithinMs: placeWithinMs(active),
      reopened: ifReopened(active),
      boundSince: boundSince(own),
      cameFromTill: (origin) => this.cameFromTill(active, origin),
    };
  }

  /** An origin that cannot be judged is told of, and its order waits for an operator to ask for it. */
  private cameFromTill(active: ActiveAccount, origin: Readonly<Record<string, string>>): boolean {
    try {
      return active.connector.orderSink?.cameFromTill(origin, active.account) ?? true;
    } catch (error) {
      this.parts.log({
        event: 'dispatch',
        level: 'error',
        accountId: active.account.id,
        connector: active.connector.id,
        outcome: 'origin not read',
        ms: undefined,
        error,
      });
      return true;
    }
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

/** By store, since when an account is bound to it now: the first of its bindings. */
function boundSince(bindings: readonly AccountBinding[]): Map<string, Date> {
  const since = new Map<string, Date>();
  for (const { store_id, bound_at } of bindings) {
    if (store_id === null || bound_at === null) continue;
    const known = since.get(store_id);
    if (known === undefined || bound_at < known) since.set(store_id, bound_at);
  }
  return since;
}

/**
 * Since when a leg's account is bound to the leg's store; undefined once that has ended. Where stores have our own
 * codes, since there is the store.
 */
function spokenSince(leg: LegFacts, bindings: readonly AccountBinding[]): Date | undefined {
  const ofStore = bindings.filter(({ store_id }) => store_id !== null && store_id === leg.storeId);
  const own = ofStore.filter(({ account_id }) => account_id === leg.accountId);
  const named = own.filter((one) => one.vendor_store_id === leg.folded.placement?.value.vendorStoreId);
  if (own.length === 0) return ofStore[0]?.store_created_at ?? undefined;
  return boundSince(named.length > 0 ? named : own).get(leg.storeId ?? '');
}
