import type { Contact, Line, ObservedGroup, ObservedGroups, OrderObservation } from './order-observation.js';
import { digestOf } from './digest.js';
import { earliest, type FirstStated, firstStated } from './first-stated.js';
import { countLines, type LineCounts } from './line-counts.js';
import { AFTER_SALE_MOVES, FULFILMENT_MOVES, PAYMENT_MOVES } from './order-status.js';
import { soldProducts } from './products-digest.js';
import { statementKey } from './statement-key.js';

/**
 * In the fold a contact is only its digest, because the fields themselves live where a person can be erased,
 * and lines are only their counts and a digest of their products, because they have a table of their own.
 */
export type FoldedGroups = Omit<ObservedGroups, 'contact' | 'lines'> & {
  readonly contact: { readonly given: boolean };
  readonly lines: FoldedLines;
};

export interface FoldedLines extends LineCounts {
  /** Digest of which products were sold, and how many of each; left out where a line does not name its product. */
  readonly products?: string;
}

/** What is in force for one field group, and since which statement. */
export interface Version<Value> {
  readonly asOf: Date;
  readonly precedence: number;
  /** Of the statement, after `asOf` and precedence: see `statement-key.ts`. */
  readonly key: string;
  /** Of the group alone. */
  readonly digest: string;
  readonly value: Value;
  /** Another statement of the same `asOf` and precedence says something else of the group. */
  readonly rival?: true;
  /** Since when the vendor has been stating what it gives no instant of; over all statements, not those in force alone. */
  readonly first?: FirstStated;
}

export type FoldedLeg = { readonly [Group in ObservedGroup]?: Version<FoldedGroups[Group]> };

/** An observation made ready for folding: each group with its digest, the person taken out. */
export interface Statement {
  readonly asOf: Date;
  readonly precedence: number;
  /** Over all groups: one statement of one instant is one ledger entry. */
  readonly digest: string;
  /** Which of those of one asOf and precedence is in force: the greatest. */
  readonly key: string;
  readonly groups: FoldedLeg;
}

/** Groups that are folded with all that was said. */
const WHOLE_GROUPS = ['placement', 'payment', 'fulfilment', 'afterSale', 'amounts', 'service'] as const;
export const GROUPS = [...WHOLE_GROUPS, 'lines', 'contact'] as const;

/** An observation as an entry keeps it: without the person. */
export type KeptObservation = Omit<OrderObservation, 'vendorNo' | 'contact'>;

/** A group as one statement says it, before it is known which statement that is. */
type Said = Pick<Version<unknown>, 'digest' | 'value'>;

/** @param contactDigest keyed, so that nobody can guess a phone number from the history */
export function toStatement(
  observation: OrderObservation,
  contactDigest: (contact: Contact | null) => string,
): Statement {
  const { contact } = observation;
  const said = saidGroups(observation);
  if (contact !== undefined) {
    said.contact = { digest: contactDigest(contact), value: { given: contact !== null } };
  }
  return statementOf(observation, said, digestOver(said));
}

/** What is known again of a statement from what the ledger keeps of it: all but its contact. */
export const fromKept = (kept: KeptObservation, digest: string): Statement =>
  statementOf(kept, saidGroups(kept), digest);

/** Over the groups of one statement. */
export const digestOver = (groups: Readonly<Partial<Record<ObservedGroup, Pick<Said, 'digest'>>>>): string =>
  digestOf(GROUPS.map((group) => groups[group]?.digest ?? null));

function saidGroups(observation: KeptObservation): Partial<Record<ObservedGroup, Said>> {
  const said: Partial<Record<ObservedGroup, Said>> = {};
  for (const group of WHOLE_GROUPS) {
    const value = observation[group];
    if (value !== undefined) said[group] = { digest: digestOf(value), value };
  }
  const { lines } = observation;
  if (lines !== undefined) said.lines = { digest: digestOf(lines), value: foldedLines(lines) };
  return said;
}

function foldedLines(lines: readonly Line[]): FoldedLines {
  const products = soldProducts(lines);
  return { ...countLines(lines), ...(products === undefined ? {} : { products }) };
}

function statementOf(
  observation: KeptObservation,
  said: Partial<Record<ObservedGroup, Said>>,
  digest: string,
): Statement {
  const { asOf, precedence } = observation;
  const key = statementKey(observation, digest);
  const groups = Object.fromEntries(
    Object.entries(said).map(([group, one]) => {
      const first = firstStated(group as ObservedGroup, one.value, asOf);
      return [group, { asOf, precedence, key, ...one, ...(first === undefined ? {} : { first }) }];
    }),
  );
  return { asOf, precedence, digest, key, groups };
}

export interface Folded {
  readonly leg: FoldedLeg;
  /** Groups whose value is another now. */
  readonly changed: readonly ObservedGroup[];
  /** Groups that said something else, but lost against a greater statement. */
  readonly outdated: readonly ObservedGroup[];
  /** Groups of which something has been stated since earlier than was known. */
  readonly earlier: readonly ObservedGroup[];
}

/**
 * Folds one statement into a leg: each group keeps the greatest key, (asOf, precedence, key), among the statements
 * that state it. A maximum of a total order over whole statements, so statements of one instant never mix where
 * both state a group. Commutative, associative and idempotent: order, repeats and batching of statements do not
 * matter. A statement that repeats the value in force moves that value's asOf forward and changes nothing else; an
 * older one may be the first to state what is in force (`first`), a minimum.
 */
export function fold(leg: FoldedLeg, statement: Pick<Statement, 'groups'>): Folded {
  const next: Partial<Record<ObservedGroup, Version<unknown>>> = { ...leg };
  const changed: ObservedGroup[] = [];
  const outdated: ObservedGroup[] = [];
  const earlier: ObservedGroup[] = [];
  for (const group of GROUPS) {
    const said = statement.groups[group];
    if (said === undefined) continue;
    const inForce = leg[group];
    const kept = inForce === undefined ? said : joined(inForce, said);
    next[group] = kept;
    if (kept.digest !== inForce?.digest) changed.push(group);
    else if (kept.digest !== said.digest) outdated.push(group);
    if (inForce !== undefined && kept.first !== inForce.first) earlier.push(group);
  }
  return { leg: next as FoldedLeg, changed, outdated, earlier };
}

function joined(inForce: Version<unknown>, said: Version<unknown>): Version<unknown> {
  const greater = greaterOf(inForce, said);
  const first = earliest(inForce.first, said.first);
  return first === undefined || first === greater.first ? greater : { ...greater, first };
}

function greaterOf(inForce: Version<unknown>, said: Version<unknown>): Version<unknown> {
  const byInstant = said.asOf.getTime() - inForce.asOf.getTime() || said.precedence - inForce.precedence;
  if (byInstant !== 0) return byInstant > 0 ? said : inForce;
  const greater = said.key > inForce.key ? said : inForce;
  const rivals = inForce.rival === true || said.rival === true || said.digest !== inForce.digest;
  return rivals && greater.rival !== true ? { ...greater, rival: true } : greater;
}

/** Whether the vendor has said two things of one instant, and neither is older. */
export const isRivalled = (leg: FoldedLeg): boolean => GROUPS.some((group) => leg[group]?.rival === true);

/** Moves that the tables of allowed transitions do not list, e.g. `fulfilment:completed>preparing`. */
export function unexpectedMoves(before: FoldedLeg, after: FoldedLeg): string[] {
  return [
    ...unexpected('payment', PAYMENT_MOVES, before.payment?.value.state, after.payment?.value.state),
    ...unexpected(
      'fulfilment',
      FULFILMENT_MOVES,
      before.fulfilment?.value.state,
      after.fulfilment?.value.state,
    ),
    ...unexpected('afterSale', AFTER_SALE_MOVES, before.afterSale?.value.state, after.afterSale?.value.state),
  ];
}

function unexpected<S extends string>(
  group: string,
  moves: Readonly<Record<S, readonly S[]>>,
  from: S | undefined,
  to: S | undefined,
): string[] {
  if (from === undefined || to === undefined || from === to || moves[from].includes(to)) return [];
  return [`${group}:${from}>${to}`];
}
