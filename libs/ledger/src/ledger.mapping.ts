import { jsonText } from '#database/json-text.js';
import { type KeylessLeg, withFirstStated, withKeys } from '#domain/keyless-versions.js';
import { comparedFacts } from '#domain/compared-facts.js';
import type { Correction } from '#domain/correction.js';
import type { FoldedLeg } from '#domain/leg.js';
import type { ClaimedPlace } from '#domain/number-claim.js';
import type { ObservedGroups, OrderObservation, PaymentPart } from '#domain/order-observation.js';

/**
 * JSON for the database: instants become ISO text and money becomes digits. The names say which is
 * which on the way back: `…At` and `asOf` are instants, `…Fen` is money.
 */
export const toDbJson = jsonText;

function fromDbJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromDbJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromDbMember(key, member)]));
}

function fromDbMember(key: string, member: unknown): unknown {
  // A vendor's own words under the vendor's own names: they must come back untouched.
  if (key === 'origin') return member;
  if (typeof member !== 'string') return fromDbJson(member);
  if (key.endsWith('Fen')) return BigInt(member);
  return key.endsWith('At') || key === 'asOf' ? new Date(member) : member;
}

/** Also of a leg that was written before versions had the key of their statement, or said since when they stand. */
export const fromDbLeg = (state: unknown): FoldedLeg =>
  withFirstStated(withKeys(fromDbJson(state) as KeylessLeg));

/** What of a leg stands in columns. */
export function toDbCompared(leg: FoldedLeg) {
  const facts = comparedFacts(leg);
  return {
    payment: facts.payment,
    paid_at: facts.paidAt,
    fulfilment: facts.fulfilment,
    completed_at: facts.completedAt,
    after_sale: facts.afterSale,
    is_refunded: facts.isRefunded,
    sale_fen: facts.saleFen?.toString() ?? null,
    total_fen: facts.totalFen?.toString() ?? null,
    order_error: facts.orderError,
    lines_digest: facts.linesDigest,
    products_digest: facts.productsDigest,
  };
}

/** As read with a leg; null where there is none. */
export const fromDbCorrections = (rows: unknown): readonly Correction[] =>
  (fromDbJson(rows) ?? []) as readonly Correction[];

/** What was paid how, as a posting keeps it; null where the vendor does not part it. */
export const fromDbPayments = (payments: unknown): readonly PaymentPart[] | null =>
  payments === null ? null : (fromDbJson(payments) as readonly PaymentPart[]);

/** What an entry says again of its observation: its groups, but for the person. */
export function fromDbObservation(said: unknown): Partial<Omit<ObservedGroups, 'contact'>> {
  const { contact: _given, ...groups } = fromDbJson(said) as Partial<ObservedGroups>;
  return groups;
}

/** To what a number was given; null where nothing was said of that. */
export const fromDbPlaces = (claims: unknown): readonly ClaimedPlace[] | null =>
  claims === null ? null : (fromDbJson(claims) as readonly ClaimedPlace[]);

/** What an entry keeps of an observation: all but the person, of whom it only says whether one was given. */
export function toDbObservation(observation: OrderObservation): string {
  const {
    vendorNo: _no,
    asOf: _asOf,
    precedence: _precedence,
    claim: _claim,
    contact,
    ...said
  } = observation;
  return toDbJson(contact === undefined ? said : { ...said, contact: { given: contact !== null } });
}
