import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type Flag, flag } from '#domain/flag.js';
import { contradictedNumbers } from './checked-numbers.js';
import {
  type DeclaredLeg,
  declaredLegs,
  type DeclaredName,
  flagNumbers,
  keepDeclared,
  legsNamedBy,
  lockNumbers,
  type PlainNumber,
} from './declared-numbers.store.js';
import { legKey, type LegOpening, type OpenedLegs, type WantedLeg } from './leg-opening.js';
import type { LegRow } from './legs.store.js';
import { type Belonging, type ExactEvidence, NOT_UNIQUE, type PlacedLink, placeLegs } from './links.store.js';
import { NOTHING_BEFORE } from './order-refold.js';
import type { LegOpenedBy, Recording } from './recording.js';

/** What is known of declared numbers before the orders are locked. */
export interface DeclaredPlan {
  readonly belongings: readonly Belonging[];
  /** Orders to be locked besides. */
  readonly besides: readonly string[];
  readonly names: readonly DeclaredName[];
  readonly legs: readonly DeclaredLeg[];
  /** In what legs and what they name contradict, by the leg's key. */
  readonly contradicts: ReadonlyMap<string, string>;
}

const NOTHING: DeclaredPlan = { belongings: [], besides: [], names: [], legs: [], contradicts: new Map() };

/**
 * Links legs that are named by another account's order number as the shop writes it, while one order has that number.
 * Judged when the leg's vendor speaks of it, and again when a leg of that number is recorded.
 */
export class DeclaredLinks {
  constructor(
    private readonly opening: LegOpening,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /** Opens what is named and nobody has brought yet, where a number names one order; elsewhere the leg waits. */
  async plan(sql: Sql, recordings: readonly Recording[]): Promise<DeclaredPlan> {
    await this.lock(sql, recordings);
    const declaring = recordings.filter(({ numberOf }) => numberOf !== undefined);
    const known = await legsNamedBy(sql, recordings.map(plainNumber));
    const names = namesOf(declaring, known);
    if (names.length === 0) return NOTHING;
    await this.opening.openSpokenOf(sql, [...spokenOf(declaring), ...openedNow(recordings, names)]);
    const recorded = recordings.map(({ account, observation }) => legKey(account.id, observation.vendorNo));
    const legs = await declaredLegs(sql, names, recorded);
    const besides = legs.flatMap(({ order_id }) => (order_id === null ? [] : [order_id]));
    const checked = legs.filter(({ is_checked, orders }) => is_checked && orders === 1);
    const contradicts = await contradictedNumbers(sql, recordings, checked);
    const agreeing = legs.filter((leg) => !contradicts.has(legKey(leg.account_id, leg.vendor_no)));
    return { belongings: agreeing.flatMap(belongingOf), besides, names, legs, contradicts };
  }

  /** Ends the links of numbers that more orders than one have, and says so; under the locks. */
  async apply(sql: Sql, opened: OpenedLegs, plan: DeclaredPlan): Promise<OpenedLegs> {
    if (plan.names.length === 0) return opened;
    const rows = new Map(opened.orders.legs.map((row) => [legKey(row.account_id, row.vendor_no), row]));
    await this.keep(sql, plan, rows);
    const judged = plan.legs.flatMap((leg) => {
      const row = rows.get(legKey(leg.account_id, leg.vendor_no));
      return row === undefined ? [] : [{ leg, row }];
    });
    const apart = judged.filter(
      ({ leg, row }) => leg.orders > 1 && leg.evidence === BY_NUMBER && isWhereRead(leg, row),
    );
    const ends = apart.map(({ row }) => this.ownOrder(row));
    if (ends.length > 0) await placeLegs(sql, ends, this.clock.now());
    const flags = judged.flatMap(({ leg, row }) => flagOf(leg, row));
    if (flags.length > 0) await flagNumbers(sql, flags);
    return changed(opened, new Map(ends.map((end) => [end.leg_id, end.order_id])), flags);
  }

  private ownOrder({ id }: LegRow): PlacedLink {
    const link = { link_id: this.newId(), leg_id: id, order_id: this.newId(), evidence: NOT_UNIQUE };
    return { ...link, undoes: null, act_id: null, is_new: true };
  }

  /** Only where a number may be more orders' than one: elsewhere the leg of that number is both's lock. */
  private async lock(sql: Sql, recordings: readonly Recording[]): Promise<void> {
    const opening = recordings.filter(
      ({ observation: { vendorNo, claim } }) => claim !== undefined && claim.orderNo !== vendorNo,
    );
    const declared = recordings.flatMap(({ numberOf }) =>
      numberOf?.account.numbersRepeat ? [{ account_id: numberOf.account.id, number: numberOf.vendorNo }] : [],
    );
    const numbers = [...opening.map(plainNumber), ...declared];
    if (numbers.length > 0) await lockNumbers(sql, numbers);
  }

  private async keep(
    sql: Sql,
    { names, contradicts }: DeclaredPlan,
    rows: ReadonlyMap<string, LegRow>,
  ): Promise<void> {
    const kept = names.flatMap(({ account_id, vendor_no, of_account_id, of_number, is_checked }) => {
      const key = legKey(account_id, vendor_no);
      const row = rows.get(key);
      const against = { is_checked, contradicts: contradicts.get(key) ?? null };
      return row === undefined
        ? []
        : [{ leg_id: row.id, account_id: of_account_id, number: of_number, ...against }];
    });
    if (kept.length > 0) await keepDeclared(sql, kept);
  }
}

const plainNumber = ({ account, observation: { vendorNo, claim } }: Recording): PlainNumber => ({
  account_id: account.id,
  number: claim?.orderNo ?? vendorNo,
});

/** What is said now outweighs what was said before. */
function namesOf(declaring: readonly Recording[], known: readonly DeclaredName[]): readonly DeclaredName[] {
  const said = declaring.flatMap(({ account, observation: { vendorNo }, numberOf }): DeclaredName[] =>
    numberOf === undefined
      ? []
      : [
          {
            account_id: account.id,
            vendor_no: vendorNo,
            of_account_id: numberOf.account.id,
            of_number: numberOf.vendorNo,
            is_checked: numberOf.isChecked === true,
          },
        ],
  );
  const byLeg = new Map([...known, ...said].map((name) => [legKey(name.account_id, name.vendor_no), name]));
  return [...byLeg.values()];
}

/** A push may be lost: then another's news of the order are the news that there are. */
const mentionedBy = (by: Recording['by']): LegOpenedBy => (by === 'live' ? 'live' : 'mention');

/**
 * Legs that are named and may not be there yet: whoever brings such a leg later finds it in the order that it belongs
 * to, and opens it for good. Where numbers repeat, nobody knows which leg that would be; one that has said nothing
 * cannot be held against what the number is checked by.
 */
const spokenOf = (declaring: readonly Recording[]): WantedLeg[] =>
  declaring.flatMap(({ numberOf, by }) =>
    numberOf === undefined || numberOf.account.numbersRepeat === true || numberOf.isChecked === true
      ? []
      : [{ account: numberOf.account, vendorNo: numberOf.vendorNo, by: mentionedBy(by) }],
  );

/** Legs of such a number that are recorded just now: they must be there to be linked to. */
function openedNow(recordings: readonly Recording[], names: readonly DeclaredName[]): WantedLeg[] {
  const named = new Set(names.map(({ of_account_id, of_number }) => legKey(of_account_id, of_number)));
  return recordings.flatMap((recording): WantedLeg[] => {
    const { account_id, number } = plainNumber(recording);
    const { account, observation } = recording;
    return named.has(legKey(account_id, number))
      ? [{ account, vendorNo: observation.vendorNo, orderNo: number, by: 'mention' }]
      : [];
  });
}

function belongingOf(leg: DeclaredLeg): Belonging[] {
  const { account_id, vendor_no, target_leg_id, target_order_id } = leg;
  if (target_leg_id === null || target_order_id === null || leg.orders > 1) return [];
  if (leg.is_checked && leg.orders !== 1) return [];
  return [{ evidence: BY_NUMBER, account_id, vendor_no, target_leg_id, target_order_id }];
}

/** Somebody else may have had its lock before us. */
const isWhereRead = ({ order_id }: DeclaredLeg, row: LegRow): boolean => order_id === row.order_id;

const BY_NUMBER: ExactEvidence = 'declared number';
/** Of a leg that other evidence has linked, or a person, the number says nothing. */
const SAYS_NOTHING_ELSE: ReadonlySet<string | null> = new Set([
  null,
  'first observation',
  BY_NUMBER,
  NOT_UNIQUE,
]);

function flagOf({ orders, evidence, of_number }: DeclaredLeg, row: LegRow): NumberFlag[] {
  const isOpen = orders > 1 && SAYS_NOTHING_ELSE.has(evidence);
  const number_flag = isOpen ? flag('number_not_unique', of_number) : null;
  return number_flag === row.number_flag ? [] : [{ leg_id: row.id, number_flag }];
}

interface NumberFlag {
  readonly leg_id: string;
  readonly number_flag: Flag | null;
}

/** The same legs, in their own orders and with their flags. */
function changed(
  opened: OpenedLegs,
  to: ReadonlyMap<string, string>,
  flags: readonly NumberFlag[],
): OpenedLegs {
  if (to.size + flags.length === 0) return opened;
  const flagged = new Map(flags.map((one) => [one.leg_id, one.number_flag]));
  const relinked = new Set(opened.relinked);
  const legs = opened.orders.legs.map((row) => {
    if (!to.has(row.id) && !flagged.has(row.id)) return row;
    const order_id = to.get(row.id) ?? row.order_id;
    relinked.add(row.order_id).add(order_id);
    return {
      ...row,
      order_id,
      number_flag: flagged.get(row.id) ?? (flagged.has(row.id) ? null : row.number_flag),
    };
  });
  const before = new Map(opened.orders.before);
  for (const id of to.values()) before.set(id, NOTHING_BEFORE);
  const named = new Map(legs.map((row) => [legKey(row.account_id, row.vendor_no), row]));
  return { orders: { legs, before }, named, relinked };
}
