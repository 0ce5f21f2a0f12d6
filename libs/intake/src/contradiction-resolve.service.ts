import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { refusal } from '#domain/refusal.js';
import { storableName } from '#domain/storable.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { ContestedLeg, ContestedNumbers } from '#ledger/contested-numbers.js';
import {
  type ContradictionRow,
  letGo,
  markResolved,
  readContradiction,
  type Resolution,
  type ResolvedAs,
  waitingAlike,
} from './contradiction.store.js';
import { INTAKE_DRAIN } from './intake.tasks.js';

/** What a person decides of deliveries whose number another order has. */
export class ContradictionResolveService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly numbers: ContestedNumbers,
  ) {}

  /**
   * same: it is the order that has the number, after all, and is recorded into it. another: it is an order of its own
   * under a number of its own. Both are worked off at once, with what else waits of that order, and whatever comes later
   * of it follows without a question. discard: this delivery is done with.
   * @throws NotFoundError, ConflictError
   */
  async resolve(deliveryId: string, as: Resolution, by: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { found, contested } = await this.lock(sql, deliveryId);
      if (as === 'same' && found.differs.includes('orderNo'))
        throw new ConflictError(refusal('number_only_looks_alike'), 'as');
      const place = { storeCode: found.store_code, placedAt: found.placed_at };
      const alike = as === 'discard' ? [deliveryId] : await waitingAlike(sql, found.leg_id, place);
      if (as === 'another') await this.openAnother(sql, contested, found);
      const isContradicted = await this.end(sql, found, alike, as, by);
      await this.numbers.settle(
        sql,
        contested,
        as === 'same' ? { place, isContradicted } : { isContradicted },
      );
    });
  }

  /** Before a delivery is worked off once more: if it still contradicts, it waits anew. */
  async replay(sql: Sql, deliveryId: string): Promise<void> {
    const { found, contested } = await this.lock(sql, deliveryId);
    const isContradicted = await this.end(sql, found, [deliveryId], 'replay', '');
    await this.numbers.settle(sql, contested, { isContradicted });
  }

  /** The number's lock first, as who records does. */
  private async lock(sql: Sql, id: string): Promise<{ found: ContradictionRow; contested: ContestedLeg }> {
    const seen = await readContradiction(sql, id);
    if (seen === undefined) throw new NotFoundError('contradicting delivery', id);
    const contested = await this.numbers.lock(sql, seen.leg_id);
    const found = await readContradiction(sql, id);
    if (found?.resolved_at !== null) throw new ConflictError(refusal('delivery_waits_no_more'));
    return { found, contested };
  }

  private openAnother(sql: Sql, contested: ContestedLeg, found: ContradictionRow): Promise<void> {
    return this.numbers.openAnother(sql, contested, {
      // No shop writes a number that ends in an id of ours.
      vendorNo: storableName(`${contested.row.vendor_no}#${found.delivery_id}`),
      orderNo: found.order_no,
      place: { storeCode: found.store_code, placedAt: found.placed_at },
    });
  }

  /** @returns whether others still contradict the number */
  private async end(
    sql: Sql,
    found: ContradictionRow,
    deliveryIds: readonly string[],
    as: ResolvedAs,
    by: string,
  ): Promise<boolean> {
    await letGo(sql, deliveryIds, as === 'discard' ? 'discarded' : 'pending');
    if (as !== 'discard') await wakeUp(sql, INTAKE_DRAIN, this.instance.id);
    return (await markResolved(sql, found.leg_id, { deliveryIds, as, by, at: this.clock.now() })) > 0;
  }
}
