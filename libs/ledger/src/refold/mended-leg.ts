import { earliest } from '#domain/first-stated.js';
import {
  digestOver,
  type FoldedLeg,
  fold,
  fromKept,
  GROUPS,
  type Statement,
  type Version,
} from '#domain/leg.js';
import type { Line, ObservedGroup, OrderObservation } from '#domain/order-observation.js';

/** A statement as its entry keeps it. */
export interface KeptStatement {
  readonly statement: Statement;
  /** It states a contact, whose fields and digest no entry has. */
  readonly statesContact: boolean;
  readonly lines: readonly Line[] | undefined;
}

export const keptStatement = (
  kept: Omit<OrderObservation, 'vendorNo' | 'contact'>,
  digest: string,
  statesContact: boolean,
): KeptStatement => ({ statement: fromKept(kept, digest), statesContact, lines: kept.lines });

type Groups = { readonly [Group in ObservedGroup]?: FoldedLeg[Group] | undefined };

/**
 * A leg whose groups had chosen one by one among statements of one instant, with the greatest of them in force in
 * each. Chooses anew only where the version in force is of that instant: an answer that repeated the state has moved
 * the other groups on, without an entry of its own. The contact stays.
 * @param kept all statements of these instants that have an entry
 */
export function mendedLeg(leg: FoldedLeg, kept: readonly KeptStatement[]): FoldedLeg {
  const mended: Groups = Object.fromEntries(
    GROUPS.map((group) => [
      group,
      group === 'contact' ? contactOf(leg, kept) : mendedVersion(group, leg, kept),
    ]),
  );
  return Object.fromEntries(Object.entries(mended).filter(([, version]) => version !== undefined));
}

function mendedVersion(
  group: ObservedGroup,
  leg: FoldedLeg,
  kept: readonly KeptStatement[],
): Version<unknown> | undefined {
  const inForce = leg[group];
  const stating = kept.flatMap(({ statement }) => {
    const said = statement.groups[group];
    return said !== undefined && said.asOf.getTime() === inForce?.asOf.getTime() ? [said] : [];
  });
  // What its own statement says of the version in force outdoes the key that was made up for it.
  const isExplained = stating.some(
    (said) => said.precedence === inForce?.precedence && said.digest === inForce.digest,
  );
  const versions = isExplained || inForce === undefined ? stating : [inForce, ...stating];
  const mended = versions.reduce<FoldedLeg>(
    (folded, said) => fold(folded, { groups: { [group]: said } }).leg,
    {},
  )[group];
  const first = earliest(inForce?.first, mended?.first);
  return mended === undefined || first === undefined ? mended : { ...mended, first };
}

/** It is told by the digest of the whole statement which one a contact is from. */
function contactOf({ contact }: FoldedLeg, kept: readonly KeptStatement[]): FoldedLeg['contact'] {
  if (contact === undefined) return undefined;
  const stating = kept.filter(
    ({ statement, statesContact }) => statesContact && isOfOneInstant(statement, contact),
  );
  const own = stating.filter(
    ({ statement: { groups, digest } }) => digestOver({ ...groups, contact }) === digest,
  );
  const key =
    own
      .map(({ statement }) => statement.key)
      .sort()
      .at(-1) ?? contact.key;
  return { ...contact, key, ...(own.length > 0 && own.length < stating.length ? { rival: true } : {}) };
}

const isOfOneInstant = (
  a: Pick<Statement, 'asOf' | 'precedence'>,
  b: Pick<Statement, 'asOf' | 'precedence'>,
) => a.asOf.getTime() === b.asOf.getTime() && a.precedence === b.precedence;
