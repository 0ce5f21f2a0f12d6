import { audited } from '#audit/acts/audited.js';
import { DomainError } from '#domain/domain-error.js';
import type { BulkAct, BulkTarget, Wanted } from '#bulk/bulk-act.js';
import type { BulkActor } from '#bulk/bulk.js';
import type { BulksService } from '#bulk/bulks.service.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import type { BodySeal } from '#domain/body-keeping.js';
import type { Clock } from '#domain/clock.js';
import type { ErasureCounts } from '#domain/erased-leg.js';
import type { Log } from '#domain/log.js';
import { phoneDigits, showsPhone } from '#domain/person.js';
import { refusal } from '#domain/refusal.js';
import { unrecordedDeliveries } from '#intake/erasure/deliveries-of-order.query.js';
import { unrecordedWithPhone } from '#intake/erasure/unrecorded-with-phone.query.js';
import type { ContactKey } from '#ledger/contact-key.js';
import { legsOfPerson, type NamedPerson } from '#ledger/erasure/person-legs.query.js';
import { type AskedBy, insertAct } from './acts.store.js';
import { erasureItems, fixedTargets, targetOf } from './erasure-items.query.js';
import type { ErasedTarget, Erasing } from './erasing.js';

/** The name of the bulk act that an erasure is. */
export const ERASE = 'erase';

/** More a minute would hold up whoever records the same orders. */
const LEGS_PER_MINUTE = 6_000;
/** A person of more orders than this is none. */
const MOST_LEGS = 5_000;
/** So many are gone through for the counts of a plan: meanwhile their orders are locked. */
const MOST_COUNTED = 50;

interface ErasuresParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly bulks: Pick<BulksService, 'plan' | 'start'>;
  readonly key: ContactKey;
  readonly erasing: Erasing;
  readonly seal: BodySeal;
  readonly log: Log;
}

/** What an erasure would take away. */
export interface PlannedCounts {
  readonly counts: ErasureCounts;
  /** Of so many of its legs and deliveries. */
  readonly counted: number;
}

/**
 * Erases a person: planned with its counts, begun by a person with a reason, done leg by leg as a bulk act, whatever hub
 * dies.
 */
export class ErasuresService {
  constructor(private readonly parts: ErasuresParts) {}

  /** Fixes which legs and deliveries are the person's; what named the person is kept nowhere. @returns its id */
  async plan(person: NamedPerson, by: BulkActor): Promise<string> {
    const { bulks, key } = this.parts;
    const legs = legsOfPerson(person, key, 1);
    if (legs === undefined) throw new DomainError(refusal('not_whole_phone'), 'phone');
    const isPhone = 'phone' in person;
    const deliveries = isPhone ? unrecordedDeliveries(await this.unrecorded(person.phone), 2) : undefined;
    const asked = isPhone ? { by: 'phone' } : { by: 'order', orderId: person.orderId };
    const words = isPhone
      ? { zh: '删除一个人：按电话', en: 'erase a person: by phone' }
      : { zh: '删除一个人：按订单', en: 'erase a person: by order' };
    return within('long', () =>
      bulks.plan({ act: ERASE, asked, words, selection: erasureItems(legs, deliveries) }, by),
    );
  }

  private unrecorded(phone: string): Promise<string[]> {
    const { database, seal } = this.parts;
    return within('long', () => unrecordedWithPhone(database, [phone.trim(), phoneDigits(phone)], seal));
  }

  /** What it would take away. */
  async count(id: string): Promise<PlannedCounts> {
    const { database, erasing } = this.parts;
    const targets = (await fixedTargets(database, id)).slice(0, MOST_COUNTED);
    const { counts } = await erasing.tried(database, id, targets);
    return { counts, counted: targets.length };
  }

  /** @throws as of any bulk act; DomainError `reason` where it shows a phone number, because it is kept for ever */
  start(id: string, reason: string, by: BulkActor): Promise<void> {
    return this.parts.bulks.start(id, reason, by);
  }

  /** What a bulk act of this name does. */
  readonly act: BulkAct = {
    perMinute: LEGS_PER_MINUTE,
    most: MOST_LEGS,
    audited: ['person.erased', 'leg'],
    mayStart: (sql, wanted) => this.note(sql, wanted),
    do: async (sql: Sql, { target }: BulkTarget, { id }: Wanted) => {
      const meant = targetOf(target);
      const { order } = await this.parts.erasing.erase(sql, id, meant);
      if ('deliveryId' in meant) await audited(sql, { subject: { kind: 'delivery', id: meant.deliveryId } });
      if (order !== null) this.tell(id, order);
    },
  };

  /** The log outlives the database: its lines are a list of erasures, too. */
  private tell(actId: string, order: NonNullable<ErasedTarget['order']>): void {
    const { accountId, connector, vendorNo } = order;
    const erasedAt = this.parts.clock.now().toISOString();
    const line = { level: 'info', outcome: 'erased', ms: undefined, vendorNo, actId, erasedAt } as const;
    this.parts.log({ event: 'person_erased', accountId, connector, ...line });
  }

  private async note(sql: Sql, { id, asked, reason, by: actorId, byKind: actorKind }: Wanted): Promise<void> {
    if (showsPhone(reason)) throw new DomainError(refusal('reason_shows_phone'), 'reason');
    const targets = await fixedTargets(sql, id);
    const { by: askedBy } = asked as { readonly by: AskedBy };
    await insertAct(sql, {
      ...{ id, kind: 'erasure', at: this.parts.clock.now(), actorKind, actorId, askedBy, reason },
      legIds: targets.flatMap((target) => ('legId' in target ? [target.legId] : [])),
      deliveryIds: targets.flatMap((target) => ('deliveryId' in target ? [target.deliveryId] : [])),
    });
  }
}
