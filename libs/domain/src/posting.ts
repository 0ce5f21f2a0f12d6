import { countedRefunds } from './counted-refunds.js';
import { canonicalText, digestOf } from './digest.js';
import type { Fen } from './money.js';
import type { PaymentPart } from './order-observation.js';
import type { RuleSet } from './rule-set.js';
import type { Sale } from './sale.js';
import { countedPart } from './sale-parts.js';
import type { KnownLeg } from './sale-time.js';

/**
 * What one row adds to an hour. Always: total = gross − discount + freight + packaging + service + rounding − refund,
 * so gross is what the other parts leave of the total; a part that the rule set leaves out is 0.
 */
export interface PostedFigures {
  /** 1 for an order that is sold here, −1 where that is taken back, 0 for money alone. */
  readonly orders: number;
  readonly items: number;
  readonly lines: number;
  readonly totalFen: Fen;
  readonly grossFen: Fen;
  readonly discountFen: Fen;
  readonly freightFen: Fen;
  readonly packagingFen: Fen;
  readonly serviceFen: Fen;
  readonly roundingFen: Fen;
  /** What went back, above nothing. */
  readonly refundFen: Fen;
}

/** An order's effect on the hour of a store that holds the instant `at`. */
export interface Posting extends PostedFigures {
  readonly kind: 'sale' | 'refund';
  readonly storeId: string;
  readonly at: Date;
  /** The vendor's word; null where it gives none. */
  readonly paymentMethod: string | null;
  /** What was paid how, where the vendor parts it. */
  readonly payments: readonly PaymentPart[] | null;
  /** Under which rule set it was posted. */
  readonly ruleVersion: number;
}

/** Why an order's effects are others than before. */
export const POSTING_CAUSES = ['record', 'link', 'binding', 'correction', 'rule', 'upgrade'] as const;
export type PostingCause = (typeof POSTING_CAUSES)[number];

/**
 * What an order that sells this at a store adds to its hours, and what refunds take from them: in the hour of the
 * sale or in that of the refund, money alone. One that sells nothing has nothing to take off.
 * @param sale by these rules
 */
export function postingsOf(leg: KnownLeg, sale: Sale | null, storeId: string, rules: RuleSet): Posting[] {
  if (sale === null) return [];
  const sold = soldPosting(leg, sale, storeId, rules);
  if (rules.refunds === 'ignore') return [sold];
  const refunds = countedRefunds(leg, sale.saleFen).map(({ at, fen }): Posting => {
    const place = rules.refunds === 'own_hour' ? at : sale.saleAt;
    return {
      ...NO_FIGURES,
      kind: 'refund',
      storeId,
      at: place,
      ...wentBack(fen),
      paymentMethod: sold.paymentMethod,
      ruleVersion: sold.ruleVersion,
    };
  });
  return [sold, ...refunds];
}

const wentBack = (fen: Fen) => ({ totalFen: -fen, refundFen: fen, payments: null });

const NO_FIGURES: PostedFigures = {
  ...{ orders: 0, items: 0, lines: 0, totalFen: 0n, grossFen: 0n, discountFen: 0n, freightFen: 0n },
  ...{ packagingFen: 0n, serviceFen: 0n, roundingFen: 0n, refundFen: 0n },
};

/** What an order sold of which nothing but the sum is known. */
export const plainPosting = (storeId: string, { saleAt, saleFen, items, lines }: Sale): Posting => ({
  ...NO_FIGURES,
  ...{ kind: 'sale', storeId, at: saleAt, orders: 1, items, lines, totalFen: saleFen, grossFen: saleFen },
  ...{ paymentMethod: null, payments: null, ruleVersion: 0 },
});

/** Of every order whenever it is recorded: spreading parts of it into one object took many times as long. */
function soldPosting({ folded }: KnownLeg, sale: Sale, storeId: string, rules: RuleSet): Posting {
  const [amounts, payment] = [folded.amounts?.value, folded.payment?.value];
  const discountFen = amounts?.discountFen ?? 0n;
  const freightFen = countedPart('freight', amounts, rules);
  const packagingFen = countedPart('packaging', amounts, rules);
  const serviceFen = countedPart('service', amounts, rules);
  const roundingFen = countedPart('rounding', amounts, rules);
  return {
    kind: 'sale',
    storeId,
    at: sale.saleAt,
    orders: 1,
    items: sale.items,
    lines: sale.lines,
    totalFen: sale.saleFen,
    grossFen: sale.saleFen + discountFen - freightFen - packagingFen - serviceFen - roundingFen,
    discountFen,
    freightFen,
    packagingFen,
    serviceFen,
    roundingFen,
    refundFen: 0n,
    paymentMethod: payment?.method ?? null,
    payments: payment?.payments ?? null,
    ruleVersion: rules.version,
  };
}

/** The same for the same effects; empty for none. Under which rule set they were posted is no effect. */
export function postingKey(postings: readonly Posting[]): string {
  return postings.length === 0 ? '' : digestOf(postings.map(effectKey).sort());
}

/**
 * What an effect is, as text. Made of every order whenever it is recorded: a general digest of it took most of that.
 */
const effectKey = (posting: Posting): string => {
  const effect: Readonly<Record<keyof Omit<Posting, 'ruleVersion'>, string | number | bigint>> = {
    kind: posting.kind,
    storeId: posting.storeId,
    at: posting.at.getTime(),
    orders: posting.orders,
    items: posting.items,
    lines: posting.lines,
    totalFen: posting.totalFen,
    grossFen: posting.grossFen,
    discountFen: posting.discountFen,
    freightFen: posting.freightFen,
    packagingFen: posting.packagingFen,
    serviceFen: posting.serviceFen,
    roundingFen: posting.roundingFen,
    refundFen: posting.refundFen,
    paymentMethod: JSON.stringify(posting.paymentMethod),
    payments: posting.payments === null ? '' : canonicalText(posting.payments),
  };
  return Object.values(effect).join(' ');
};

/** A posting that an order holds: its number among the order's, from 1. */
export interface HeldPosting extends Posting {
  readonly seq: number;
}

export interface PostingChange {
  /** What no longer holds, to be taken back at its own place. */
  readonly reversed: readonly HeldPosting[];
  readonly added: readonly Posting[];
}

/** What leads from the postings that an order holds to those that it should: what stays is in neither. */
export function postingChange(held: readonly HeldPosting[], wanted: readonly Posting[]): PostingChange {
  const left = new Map<string, HeldPosting[]>();
  for (const one of held) {
    const key = effectKey(one);
    left.set(key, [...(left.get(key) ?? []), one]);
  }
  const added = wanted.filter((one) => left.get(effectKey(one))?.shift() === undefined);
  return { reversed: [...left.values()].flat(), added };
}

/** What takes a posting back. */
export const reversal = (posting: Posting): Posting => ({
  ...posting,
  ...{ orders: -posting.orders, items: -posting.items, lines: -posting.lines },
  ...{ totalFen: -posting.totalFen, grossFen: -posting.grossFen, discountFen: -posting.discountFen },
  ...{ freightFen: -posting.freightFen, packagingFen: -posting.packagingFen },
  ...{ serviceFen: -posting.serviceFen, roundingFen: -posting.roundingFen, refundFen: -posting.refundFen },
  payments: posting.payments?.map((part) => ({ ...part, amountFen: -part.amountFen })) ?? null,
});
