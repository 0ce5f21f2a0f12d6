import { firstStated } from './first-stated.js';
import { digestOver, type FoldedLeg, GROUPS, type Version } from './leg.js';
import type { ObservedGroup } from './order-observation.js';
import { statementKey } from './statement-key.js';

/** A leg as it was kept before versions had the key of their statement. */
export type KeylessLeg = {
  readonly [Group in ObservedGroup]?: Omit<NonNullable<FoldedLeg[Group]>, 'key'> & { readonly key?: string };
};

/**
 * Gives versions without a key the one that follows from all versions of the same asOf and precedence: their
 * states' ranks, and the digest over their digests. Where they come from one statement, and nothing later has
 * taken the place of a group of it, that is exactly its key.
 */
export function withKeys(leg: KeylessLeg): FoldedLeg {
  const groups = GROUPS.filter((group) => leg[group] !== undefined);
  if (groups.every((group) => leg[group]?.key !== undefined)) return leg as FoldedLeg;
  return Object.fromEntries(
    groups.map((group) => [group, { ...leg[group], key: leg[group]?.key ?? keyOf(leg, leg[group]) }]),
  );
}

type Instant = Pick<Version<unknown>, 'asOf' | 'precedence'>;

function keyOf(leg: KeylessLeg, of: Instant | undefined): string {
  const beside = Object.fromEntries(
    GROUPS.filter((group) => isOfOneInstant(leg[group], of)).map((group) => [group, leg[group]]),
  ) as KeylessLeg;
  const { payment, afterSale, fulfilment } = beside;
  const states = { payment: payment?.value, afterSale: afterSale?.value, fulfilment: fulfilment?.value };
  return statementKey(states, digestOver(beside));
}

const isOfOneInstant = (a: Instant | undefined, b: Instant | undefined): boolean =>
  a?.asOf.getTime() === b?.asOf.getTime() && a?.precedence === b?.precedence;

/** The groups that state what they may give no instant of. */
const STATING = ['payment', 'fulfilment', 'afterSale'] as const;

/**
 * Says of a leg that was written before versions said it since when they have been stated: at their `asOf` at the
 * latest. Since when exactly is for the entries to say.
 */
export function withFirstStated(leg: FoldedLeg): FoldedLeg {
  const added: Partial<Record<ObservedGroup, Version<unknown>>> = {};
  for (const group of STATING) {
    const version: Version<unknown> | undefined = leg[group];
    if (version === undefined || version.first !== undefined) continue;
    const first = firstStated(group, version.value, version.asOf);
    if (first !== undefined) added[group] = { ...version, first };
  }
  return Object.keys(added).length === 0 ? leg : ({ ...leg, ...added } as FoldedLeg);
}
