import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { ErasedLeg, ErasureCounts } from '#domain/erased-leg.js';
import { blankDeliveries } from './blanked-deliveries.store.js';
import { deliveriesOfOrder, deliveriesOfPayloads } from './deliveries-of-order.query.js';

/**
 * All deliveries that name the leg, whether or not anything changed by them; where others have its number, those that are
 * known to be its own.
 */
export async function eraseFromDeliveries(
  sql: Sql,
  leg: ErasedLeg,
  keeping: BodyKeeping,
): Promise<ErasureCounts> {
  const { numbers, person, isNumberShared, payloadIds } = leg;
  const named = isNumberShared ? [] : await deliveriesOfOrder(sql, leg);
  const own = await deliveriesOfPayloads(sql, payloadIds);
  return blankDeliveries(sql, [...named, ...own], { keeping, numbers, person });
}

/** One of no leg that is known: all that is personal in it. Nothing where it is gone. */
export async function eraseDelivery(sql: Sql, id: string, keeping: BodyKeeping): Promise<ErasureCounts> {
  const person = { phones: [], words: [], isUnknown: true };
  return blankDeliveries(sql, await deliveriesOfPayloads(sql, [id]), { keeping, person });
}
