import type { Contact, ObservedGroup, ObservedGroups, OrderObservation } from './order-observation.js';
import { digestOf } from './digest.js';
import { countLines, type LineCounts } from './line-counts.js';
import { AFTER_SALE_MOVES, FULFILMENT_MOVES, PAYMENT_MOVES } from './order-status.js';

/**
 * In the fold a contact is only its digest, because the fields themselves live where a person can be erased,
 * and lines are only their counts, because they have a table of their own.
 */
export type FoldedGroups = Omit<ObservedGroups, 'contact' | 'lines'> & {
  readonly contact: { readonly given: boolean };
  readonly lines: LineCounts;
};

/** What is in force for one field group, and since which statement. */
export interface Version<Value> {
  readonly asOf: Date;
  readonly precedence: number;
  readonly digest: string;
  readonly value: Value;
}

export type FoldedLeg = { readonly [Group in ObservedGroup]?: Version<FoldedGroups[Group]> };

/** An observation made ready for folding: each group with its digest, the person taken out. */
export interface Statement {
  readonly asOf: Date;
  readonly precedence: number;
  /** Over all groups: one statement of one instant is one ledger entry. */
  readonly digest: string;
  readonly groups: FoldedLeg;
}

/** Groups that are folded with all that was said. */
const WHOLE_GROUPS = ['placement', 'payment', 'fulfilment', 'afterSale', 'amounts', 'service'] as const;
const GROUPS = [...WHOLE_GROUPS, 'lines', 'contact'] as const;

/** @param contactDigest keyed, so that nobody can guess a phone number from the history */
export function toStatement(
  observation: OrderObservation,
  contactDigest: (contact: Contact | null) => string,
): Statement {
  const { asOf, precedence, contact, lines } = observation;
  const groups: Partial<Record<ObservedGroup, Version<unknown>>> = {};
  for (const group of WHOLE_GROUPS) {
    const value = observation[group];
    if (value !== undefined) groups[group] = { asOf, precedence, digest: digestOf(value), value };
  }
  if (lines !== undefined) {
    groups.lines = { asOf, precedence, digest: digestOf(lines), value: countLines(lines) };
  }
  if (contact !== undefined) {
    groups.contact = { asOf, precedence, digest: contactDigest(contact), value: { given: contact !== null } };
  }
  const digest = digestOf(GROUPS.map((group) => groups[group]?.digest ?? null));
  return { asOf, precedence, digest, groups: groups as FoldedLeg };
}

export interface Folded {
  readonly leg: FoldedLeg;
  /** Groups whose value is another now. */
  readonly changed: readonly ObservedGroup[];
  /** Groups that said something else, but lost against a later statement. */
  readonly outdated: readonly ObservedGroup[];
}

/**
 * Folds one statement into a leg: per group the greatest (asOf, precedence, digest) wins. Commutative,
 * associative and idempotent, so order, repeats and batching of statements do not matter. A statement
 * that repeats the value in force moves that value's asOf forward and changes nothing else.
 */
export function fold(leg: FoldedLeg, statement: Statement): Folded {
  const next: Partial<Record<ObservedGroup, Version<unknown>>> = { ...leg };
  const changed: ObservedGroup[] = [];
  const outdated: ObservedGroup[] = [];
  for (const group of GROUPS) {
    const said = statement.groups[group];
    const inForce = leg[group];
    if (said === undefined) continue;
    if (inForce === undefined || wins(said, inForce)) {
      next[group] = said;
      if (said.digest !== inForce?.digest) changed.push(group);
    } else if (said.digest !== inForce.digest) {
      outdated.push(group);
    }
  }
  return { leg: next as FoldedLeg, changed, outdated };
}

function wins(said: Version<unknown>, inForce: Version<unknown>): boolean {
  const byTime = said.asOf.getTime() - inForce.asOf.getTime();
  if (byTime !== 0) return byTime > 0;
  if (said.precedence !== inForce.precedence) return said.precedence > inForce.precedence;
  return said.digest > inForce.digest;
}

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
