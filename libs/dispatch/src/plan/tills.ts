import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_KINDS } from '../dispatch-words.js';
import { flagOf, ifReopened, placeWithinMs } from '../till-settings.js';
import type { Till } from './scene.js';
import type { AccountBinding } from './tills.store.js';

/** By then every hub knows a new account, or cannot read it. */
const KNOWN_WITHIN_MS = 10_000;

/** The accounts that orders can be booked at, as their settings and bindings are now. */
export class Tills {
  constructor(private readonly parts: Pick<DispatchParts, 'accounts' | 'clock' | 'log'>) {}

  /** By account: those of the bindings that orders can be booked at. */
  async of(bindings: readonly AccountBinding[]): Promise<Map<string, Till>> {
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
    return {
      accountId: account.id,
      flags: flagsOf(own),
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

/** What is known of an account whose settings cannot be read: as a till it might take whatever it may be given. */
export const unreadTill = (accountId: string, own: readonly AccountBinding[]): Till => ({
  ...{ accountId, flags: flagsOf(own), boundSince: boundSince(own) },
  ...{ placeWithinMs: Infinity, reopened: 'hold', cameFromTill: () => false },
});

function flagsOf([account]: readonly AccountBinding[]): Till['flags'] {
  const since = account?.flags_since ?? {};
  const flags = DISPATCH_KINDS.flatMap((kind) => {
    const at = since[flagOf(kind)];
    return at === undefined ? [] : [[kind, new Date(at)] as const];
  });
  return Object.fromEntries(flags);
}

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

/** Whose leg it is, of which store, as its vendor calls that. */
export interface SpokenFor extends Pick<LegFacts, 'accountId' | 'storeId'> {
  readonly vendorStoreId: string | null;
}

/**
 * Since when a leg's account is bound to the leg's store; undefined once that has ended. Where stores have our own
 * codes, since there is the store.
 * @param bindings of the store at least
 */
export function spokenSince(leg: SpokenFor, bindings: readonly AccountBinding[]): Date | undefined {
  const ofStore = bindings.filter(({ store_id }) => store_id !== null && store_id === leg.storeId);
  const own = ofStore.filter(({ account_id }) => account_id === leg.accountId);
  const named = own.filter((one) => one.vendor_store_id === leg.vendorStoreId);
  if (own.length === 0) return ofStore[0]?.store_created_at ?? undefined;
  return boundSince(named.length > 0 ? named : own).get(leg.storeId ?? '');
}
