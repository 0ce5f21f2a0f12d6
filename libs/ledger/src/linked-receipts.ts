import type { LegName, LegRow } from './legs.store.js';
import { type Belonging, TOLD } from './links.store.js';
import type { LinkedReceipt, Receipt, Recording } from './recording.js';
import type { ShownMarker } from './shown-markers.store.js';

interface Named {
  readonly row: LegRow;
}

export const legName = (accountId: string, vendorNo: string): LegName => ({
  account_id: accountId,
  vendor_no: vendorNo,
});

/** Where a leg belongs that a receipt names. @param orders of the legs that were placed, by leg */
export function belongingOf(
  { account, vendorNo, legId, told }: Receipt,
  orders: ReadonlyMap<string, string>,
): Belonging {
  const orderId = orders.get(legId);
  if (orderId === undefined) throw new Error(`there is no leg ${legId}`);
  const target = { target_leg_id: legId, target_order_id: orderId };
  return { evidence: told === true ? TOLD : 'receipt', ...legName(account.id, vendorNo), ...target };
}

/** The markers that legs carry: as receipts say, and as the vendors' orders show. */
export function shownMarkers(of: {
  readonly receipts: readonly Receipt[];
  readonly linked: readonly Named[];
  readonly recordings: readonly Recording[];
  readonly named: readonly Named[];
}): ShownMarker[] {
  const markerOf = (leg: Named | undefined, marker: string | undefined, isSeen: boolean): ShownMarker[] =>
    leg === undefined || marker === undefined ? [] : [{ leg_id: leg.row.id, marker, is_seen: isSeen }];
  return [
    ...of.receipts.flatMap(({ marker }, at) => markerOf(of.linked[at], marker, false)),
    ...of.recordings.flatMap(({ observation }, at) => markerOf(of.named[at], observation.marker, true)),
  ];
}

/**
 * Where the legs are that receipts name. One that exact evidence had put into another order stays there.
 * @param named the legs that the receipts name, in their order
 * @param legs all of the orders concerned
 * @param markers what those legs carry
 */
export function linkedReceipts(
  receipts: readonly Receipt[],
  named: readonly Named[],
  legs: readonly LegRow[],
  markers: ReadonlyMap<string, string>,
): LinkedReceipt[] {
  const orders = new Map(legs.map(({ id, order_id }) => [id, order_id]));
  return named.map(({ row: { id, order_id } }, at) => {
    const { legId, marker } = receipts[at] ?? {};
    const carriesOther = marker !== undefined && (markers.get(id) ?? marker) !== marker;
    return { legId: id, orderId: order_id, isOurs: orders.get(legId ?? '') === order_id && !carriesOther };
  });
}
