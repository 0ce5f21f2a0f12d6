import type { Sql } from '#database/sql.js';
import { lastSaid } from '#domain/compared-facts.js';
import { fillCompared } from '../leg-updates.store.js';
import { fromDbLeg, toDbCompared } from '../ledger.mapping.js';
import { nextIncomparable, statesOfIncomparable } from './compared.store.js';
import type { Refolded, RefoldStep, Slice } from './refold-step.js';
import { lockOrdersOfLegs } from './same-instant.store.js';

/**
 * Has the columns of legs of before there were any say what their states say. Nobody is told: of their orders nothing is
 * another, and whoever compares all of them finds what differs.
 */
export class ComparedStep implements RefoldStep {
  readonly next = nextIncomparable;
  readonly slice = 500;

  async take(sql: Sql, { items }: Slice): Promise<Refolded> {
    const legIds = items.map(({ id }) => id);
    await lockOrdersOfLegs(sql, legIds);
    // After the locks: who recorded one of them until now has filled it.
    const legs = await statesOfIncomparable(sql, legIds);
    if (legs.length > 0) await fillCompared(sql, legs.map(filled));
    return { ordersChanged: 0 };
  }
}

function filled({ id, state }: { readonly id: string; readonly state: unknown }) {
  const leg = fromDbLeg(state);
  const since = lastSaid(leg);
  return {
    ...{ id, ...toDbCompared(leg) },
    ...{ payment_since: since.payment, fulfilment_since: since.fulfilment, refunded_since: since.refunded },
  };
}
