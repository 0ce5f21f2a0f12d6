import type { Sql } from '#database/sql.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { Till } from './scene.js';
import { type SpokenFor, spokenSince, Tills, unreadTill } from './tills.js';
import { type AccountBinding, readAllBindings } from './tills.store.js';

/** What decides where orders are placed by themselves, for who asks whether one should be at a till. */
export interface PlacingGround {
  /** By account. */
  readonly tills: ReadonlyMap<string, Till>;
  /** Accounts whose settings cannot be read here, each as the till that it might be: what goes to it nobody can tell. */
  readonly unread: ReadonlyMap<string, Till>;
  /** Since when a leg's account speaks for its store; undefined when it does not. */
  readonly sourceSince: (leg: SpokenFor) => Date | undefined;
}

/** Reads it of all accounts and stores, as it is now. */
export class PlacingGrounds {
  private readonly tills: Tills;

  constructor(private readonly parts: Pick<DispatchParts, 'accounts' | 'clock' | 'log'>) {
    this.tills = new Tills(parts);
  }

  async read(sql: Sql): Promise<PlacingGround> {
    const bindings = await readAllBindings(sql, this.parts.clock.now());
    const ofStores = new Map<string, AccountBinding[]>();
    for (const binding of bindings) {
      if (binding.store_id === null) continue;
      const known = ofStores.get(binding.store_id);
      if (known === undefined) ofStores.set(binding.store_id, [binding]);
      else known.push(binding);
    }
    return {
      tills: await this.tills.of(bindings),
      unread: await this.unreadOf(bindings),
      sourceSince: (leg) => spokenSince(leg, ofStores.get(leg.storeId ?? '') ?? []),
    };
  }

  private async unreadOf(bindings: readonly AccountBinding[]): Promise<Map<string, Till>> {
    const unread = new Map<string, Till>();
    for (const id of new Set(bindings.map(({ account_id }) => account_id))) {
      if ((await this.parts.accounts.byId(id)) !== undefined) continue;
      const own = bindings.filter(({ account_id }) => account_id === id);
      unread.set(id, unreadTill(id, own));
    }
    return unread;
  }
}
