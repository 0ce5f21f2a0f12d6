/** To which order a number was given: that of this store, placed at about this time. */
export interface ClaimedPlace {
  readonly storeCode: string;
  readonly placedAt: Date;
}

/** What a statement says of whose its number is. */
export interface NumberClaim extends ClaimedPlace {
  /** As the vendor writes it. */
  readonly orderNo: string;
  /** Orders of this account move between stores. */
  readonly mayMove: boolean;
  /** The numbers that it would have by settings that are no longer in force: it may have been recorded by one of them. */
  readonly former?: readonly string[];
}

/** No two statements of one order differ by more in when it was placed; and numbers that repeat, repeat later. */
export const PLACED_WITHIN_MS = 12 * 3_600_000;

/** In what a statement differs from the order that has its number. */
export type Contradiction = 'orderNo' | 'storeCode' | 'placedAt';

/** What a number is given to from now on, or why the statement is of another order. */
export type Judgement =
  { readonly places: readonly ClaimedPlace[] } | { readonly contradicts: readonly Contradiction[] };

/**
 * Whether a statement is of the order that has its number. Nobody has it: it is given to this one. A move adds the new
 * store to the time it had before, so that moves never let the time drift.
 * @param places what the number was given to until now
 */
export function judgeClaim(
  claim: NumberClaim,
  held: { readonly orderNo: string; readonly places: readonly ClaimedPlace[] },
): Judgement {
  const { places } = held;
  const { storeCode, placedAt } = claim;
  if (claim.orderNo !== held.orderNo) return { contradicts: ['orderNo'] };
  if (places.length === 0) return { places: [{ storeCode, placedAt }] };
  if (places.some((place) => isSame(place, claim))) return { places };
  const near = places.find((place) => isNear(place, claim));
  if (near !== undefined && claim.mayMove)
    return { places: [...places, { storeCode, placedAt: near.placedAt }] };
  return { contradicts: differences(places, claim) };
}

const isNear = (a: ClaimedPlace, b: ClaimedPlace): boolean =>
  Math.abs(a.placedAt.getTime() - b.placedAt.getTime()) <= PLACED_WITHIN_MS;

/** Whether two statements of one number are of one order. */
export const isSame = (a: ClaimedPlace, b: ClaimedPlace): boolean =>
  a.storeCode === b.storeCode && isNear(a, b);

/** By the nearest in time, else by the store: what a person would compare it with. */
function differences(places: readonly ClaimedPlace[], claim: NumberClaim): readonly Contradiction[] {
  const near = places.some((place) => isNear(place, claim));
  const sameStore = places.some(({ storeCode }) => storeCode === claim.storeCode);
  if (near) return ['storeCode'];
  return claim.mayMove || sameStore ? ['placedAt'] : ['storeCode', 'placedAt'];
}
