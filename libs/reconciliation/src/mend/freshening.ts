import type { Sql } from '#database/sql.js';
import type { RepairActions } from './actions.js';
import type { FreshLegs } from './fresh-legs.js';
import type { JudgedSubject } from './judging.js';
import { type Freshness, freshnessOf } from './plan-rule.js';
import type { Repair } from './repair.js';

interface Asked {
  readonly askedAt: Date;
  /** By which a listing is known that looks for the order once more; null: none is needed. */
  readonly findRef: string | null;
}

/** Has what a repair rests on looked at anew: every leg of its order that can be fetched, and a till that may have it. */
export class Freshening {
  constructor(
    private readonly legs: FreshLegs,
    private readonly actions: Pick<RepairActions, 'of'>,
  ) {}

  /** Asks for all of it. */
  async ask(sql: Sql, repair: Repair, judged: JudgedSubject): Promise<Asked> {
    const askedAt = await this.askLegs(sql, judged);
    if (!isLookedFor(repair)) return { askedAt, findRef: null };
    const listing = { ...repair, kind: 'list' } as const;
    const { ref: findRef } = await this.actions.of('list').begin(sql, listing, repair.approvedBy);
    return { askedAt, findRef };
  }

  /** @returns when they were asked for */
  async askLegs(sql: Sql, { legs }: JudgedSubject): Promise<Date> {
    const { askedAt } = await this.legs.ask(
      sql,
      legs.map(({ id }) => id),
    );
    return askedAt;
  }

  /** Whether all of it was looked at since. */
  async since(sql: Sql, { findRef }: Repair, { legs }: JudgedSubject, askedAt: Date): Promise<Freshness> {
    const asks = legs.map(({ id: legId }) => ({ legId, askedAt }));
    const freshness = freshnessOf(legs, await this.legs.standing(sql, asks), askedAt);
    if (freshness.is !== 'fresh' || findRef === null) return freshness;
    const listed = (await this.actions.of('list').ended(sql, [findRef])).get(findRef);
    if (listed?.is === 'done') return freshness;
    if (listed?.is === 'open') return { is: 'waits', why: 'waits_for_listing' };
    const { code, message } = listed ?? { code: 'gone', message: '' };
    return { is: 'not_fetched', legId: null, code, message };
  }
}

/** What is missing at a till is placed there only once its listing was read again past it. */
const isLookedFor = ({ rule, kind }: Repair): boolean => rule === 'missing_at_till' && kind === 'place';
