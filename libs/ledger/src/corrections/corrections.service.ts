import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { isMasked, type StoreScope } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { digestInForce, type StatedCorrection } from '#domain/correction.js';
import { DomainError } from '#domain/domain-error.js';
import { uuidV7 } from '#domain/ids.js';
import type { FoldedLeg } from '#domain/leg.js';
import { refusal } from '#domain/refusal.js';
import { fromDbLeg } from '../ledger.mapping.js';
import type { LedgerService } from '../ledger.service.js';
import { type LegRow, readLegs } from '../legs.store.js';
import { lockOrderRows } from '../order-facts.query.js';
import { lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import { insertCorrection, insertWithdrawal, legOfCorrection, type Statement } from './corrections.store.js';

export interface CorrectionRequest extends StatedCorrection, Statement {
  readonly orderId: string;
  /** Absent: the leg that sells. */
  readonly legId?: string | undefined;
  /** Whose legs are seen by who says so. */
  readonly stores?: StoreScope | undefined;
}

export interface WithdrawalRequest extends Statement {
  readonly orderId: string;
  readonly correctionId: string;
  readonly stores?: StoreScope | undefined;
}

export type Withdrawn = 'withdrawn' | 'withdrawn before' | 'no such correction';

/**
 * What people state in place of a vendor. It lies over the leg: neither the folded state nor the history is touched.
 * The order is folded anew under its lock, and whoever must know of it is told, in one transaction.
 */
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ledger: LedgerService,
  ) {}

  /**
   * @returns the correction's id; undefined where the order has no leg
   * @throws DomainError that names the field
   */
  async state(request: CorrectionRequest): Promise<string | undefined> {
    const { orderId, legId, stores, by, reason, saleFen, totalFen, paidFen, paidAt } = request;
    this.refuseImpossible(request);
    return this.database.transaction(async (sql) => {
      const legs = await lockedLegs(sql, orderId, stores ?? null);
      if (legs.length === 0) return undefined;
      const leg = correctedLegOf(legs, legId);
      const id = uuidV7(this.clock.now(), randomBytes(10));
      const stated = { saleFen, totalFen, paidFen, paidAt };
      const digests = digestsOf(fromDbLeg(leg.state), stated);
      await insertCorrection(sql, {
        ...{ id, legId: leg.id, ...stated, ...digests, by, reason },
        statedAt: this.clock.now(),
      });
      await this.refold(sql, orderId);
      await audited(sql, { after: { correctionId: id, legId: leg.id, ...stated } });
      return id;
    });
  }

  withdraw({ orderId, correctionId, stores, ...statement }: WithdrawalRequest): Promise<Withdrawn> {
    return this.database.transaction(async (sql) => {
      const legs = await lockedLegs(sql, orderId, stores ?? null);
      const legId = await legOfCorrection(sql, correctionId);
      if (!legs.some(({ id }) => id === legId)) return 'no such correction';
      const isFirst = await insertWithdrawal(sql, correctionId, statement, this.clock.now());
      if (isFirst) await this.refold(sql, orderId);
      return isFirst ? 'withdrawn' : 'withdrawn before';
    });
  }

  private refuseImpossible({ saleFen, totalFen, paidFen, paidAt }: StatedCorrection): void {
    if ([saleFen, totalFen, paidFen, paidAt].every((stated) => stated === null))
      throw new DomainError(refusal('correction_states_nothing'), 'saleFen');
    if (paidAt !== null && paidAt > this.clock.latest())
      throw new DomainError(refusal('must_not_be_in_future'), 'paidAt');
  }

  private async refold(sql: Sql, orderId: string): Promise<void> {
    await lockRecording(sql);
    const orders = lockedOrders(await readLegs(sql, [orderId]));
    const [folded, stores] = [new Map(), new Map()];
    const relinked = new Set([orderId]);
    const updates = await refoldOrders(sql, { cause: 'correction', orders, folded, stores, relinked });
    await updateOrders(sql, updates, this.clock.now());
    await this.ledger.consumers.tell(sql, updates);
  }
}

/** Those that are seen by whoever sees these stores. */
async function lockedLegs(sql: Sql, orderId: string, scope: StoreScope): Promise<LegRow[]> {
  await lockOrderRows(sql, [orderId]);
  const legs = await readLegs(sql, [orderId]);
  return legs.filter(({ store_id }) => !isMasked(scope, store_id));
}

/** The one that is named, else the first that sells. */
function correctedLegOf(legs: readonly LegRow[], legId: string | undefined): LegRow {
  if (legId === undefined) return sellingLeg(legs);
  const leg = legs.find(({ id }) => id === legId);
  if (leg === undefined) throw new DomainError(refusal('no_leg_of_order'), 'legId');
  if (leg.sell_rank === null) throw new DomainError(refusal('leg_sells_nothing'), 'legId');
  return leg;
}

function sellingLeg(legs: readonly LegRow[]): LegRow {
  const selling = legs.filter(({ sell_rank }) => sell_rank !== null);
  const first = Math.min(...selling.map(({ sell_rank }) => sell_rank ?? 0));
  const [leg, other] = selling.filter(({ sell_rank }) => sell_rank === first);
  if (leg === undefined) throw new DomainError(refusal('no_leg_sells'), 'legId');
  if (other !== undefined) throw new DomainError(refusal('several_legs_sell'), 'legId');
  return leg;
}

function digestsOf(leg: FoldedLeg, stated: StatedCorrection) {
  const isOfAmounts = stated.saleFen !== null || stated.totalFen !== null || stated.paidFen !== null;
  if (stated.paidAt !== null && leg.payment === undefined)
    throw new DomainError(refusal('no_payment_stated'), 'paidAt');
  return {
    amountsDigest: isOfAmounts ? digestInForce(leg, 'amounts') : null,
    paymentDigest: stated.paidAt === null ? null : digestInForce(leg, 'payment'),
  };
}
