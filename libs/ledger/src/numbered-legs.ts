import { type ClaimedPlace, type Contradiction, judgeClaim, type NumberClaim } from '#domain/number-claim.js';
import { flag } from '#domain/flag.js';
import type { ContactKey } from './contact-key.js';
import type { FoldingLeg } from './folding.js';
import type { Sql } from '#database/sql.js';
import type { OpenedLegs } from './leg-opening.js';
import { legsSharing } from './shared-numbers.store.js';
import type { LegRow } from './legs.store.js';
import type { Recording } from './recording.js';

/** The leg that a statement is of; or that has its number, where the statement is of another order. */
export interface Owner {
  readonly leg: FoldingLeg;
  readonly contradicts: readonly Contradiction[];
}

/** The legs of a batch by the numbers that their documents carry: more than one where orders share a number. */
export class NumberedLegs {
  private readonly byNumber = new Map<string, FoldingLeg[]>();

  constructor(legs: Iterable<FoldingLeg>) {
    for (const leg of legs) {
      const key = numberKey(leg.row.account_id, leg.row.document_no ?? leg.row.vendor_no);
      this.byNumber.set(key, [...(this.byNumber.get(key) ?? []), leg]);
    }
    for (const sharing of this.byNumber.values()) sharing.sort(byTurn);
  }

  /**
   * Whose statement it is. Decided one after the other, in the order in which they are recorded: what the first says of
   * a number that nobody has is what the next is judged by.
   */
  ownerOf({ account, observation: { vendorNo, claim } }: Recording): Owner {
    const [first, ...others] = this.byNumber.get(numberKey(account.id, vendorNo)) ?? [];
    if (first === undefined)
      throw new Error(`leg ${account.id} ${vendorNo} was moved to another order meanwhile: record again`);
    if (claim === undefined) return { leg: first, contradicts: [] };
    const wrong = take(first, claim);
    if (wrong.length === 0) return { leg: first, contradicts: [] };
    const other = others.find((leg) => take(leg, claim).length === 0);
    if (other !== undefined) return { leg: other, contradicts: [] };
    first.numberFlag = flag('number_contradicted', first.orderNo);
    return { leg: first, contradicts: wrong };
  }
}

/** Each into the leg that it is of; what is of no leg that there is goes into none. */
export function takeAll(recordings: readonly Recording[], legs: NumberedLegs, key: ContactKey): Owner[] {
  return recordings.map((recording) => {
    const owner = legs.ownerOf(recording);
    if (owner.contradicts.length === 0) owner.leg.take(recording, key);
    return owner;
  });
}

/** Gives the leg what the claim says of its number, unless that contradicts. @returns in what it does */
function take(leg: FoldingLeg, claim: NumberClaim): readonly Contradiction[] {
  const judged = judgeClaim(claim, { orderNo: leg.orderNo, places: heldPlaces(leg) });
  if ('contradicts' in judged) return judged.contradicts;
  leg.places = judged.places;
  return [];
}

/** Of a leg from before claims were kept, what is in force of it: its documents were folded together then. */
export function heldPlaces({
  places,
  folded,
}: Pick<FoldingLeg, 'places' | 'folded'>): readonly ClaimedPlace[] {
  const { vendorStoreId = null, placedAt = null } = folded.placement?.value ?? {};
  if (places !== null) return places;
  return vendorStoreId === null || placedAt === null ? [] : [{ storeCode: vendorStoreId, placedAt }];
}

/**
 * A leg that shares a contradicted number may have been opened while we waited for the lock, and is not among those that
 * are locked: then what is to be judged has changed.
 */
export async function checkSharing(
  sql: Sql,
  recordings: readonly Recording[],
  owners: readonly Owner[],
  { orders }: OpenedLegs,
): Promise<void> {
  const contested = recordings.flatMap(({ account, observation: { vendorNo } }, at) =>
    owners[at]?.contradicts.length ? [{ account_id: account.id, vendor_no: vendorNo }] : [],
  );
  if (contested.length === 0) return;
  const known = new Set(orders.legs.map(({ id }) => id));
  const unknown = (await legsSharing(sql, contested)).filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error('another order was opened for a number meanwhile: record again');
}

/** The same, with what was found of these legs' numbers just now. */
export function withNumberFlags(opened: OpenedLegs, touched: readonly FoldingLeg[]): OpenedLegs {
  const flags = new Map(
    touched.filter((leg) => leg.isFlaggedOtherwise).map((leg) => [leg.row.id, leg.numberFlag]),
  );
  if (flags.size === 0) return opened;
  const legs = opened.orders.legs.map((row) =>
    flags.has(row.id) ? { ...row, number_flag: flags.get(row.id) ?? null } : row,
  );
  return { ...opened, orders: { ...opened.orders, legs } };
}

/** The one that had the number first is asked first. */
const byTurn = ({ row: a }: { row: LegRow }, { row: b }: { row: LegRow }): number =>
  Number(a.document_no !== null) - Number(b.document_no !== null) || (a.id < b.id ? -1 : 1);

const numberKey = (accountId: string, number: string): string => `${accountId} ${number}`;
