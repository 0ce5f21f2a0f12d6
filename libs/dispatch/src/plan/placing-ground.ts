import type { Sql } from '#database/sql.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { Till } from './scene.js';
import { type SpokenFor, spokenSince, Tills } from './tills.js';
import { type AccountBinding, readAllBindings } from './tills.store.js';

/** What decides where orders are placed by themselves, for who asks whether one should be at a till. */
export interface PlacingGround {
  /** By account. */
  readonly tills: ReadonlyMap<string, Till>;
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
      sourceSince: (leg) => spokenSince(leg, ofStores.get(leg.storeId ?? '') ?? []),
    };
  }
}
