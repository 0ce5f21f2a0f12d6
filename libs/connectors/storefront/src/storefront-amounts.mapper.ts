import { type Flag, flag } from '#domain/flag.js';
import { sumFen } from '#domain/money.js';
import type { Fen } from '#domain/money.js';
import type { Amounts } from '#domain/order-observation.js';
import type { StorefrontConfig } from './storefront.config.js';
import { refundFlags } from './storefront-refund.mapper.js';
import type { StorefrontDocument } from './storefront.schema.js';
import { paymentOf } from './storefront-words.schema.js';

type RoundingSettings = Pick<StorefrontConfig, 'roundingMostFen'>;

/** Numbers that do not add up are the shop's to explain: the order is booked as stated, and shown. */
export function toAmounts(document: StorefrontDocument, settings: RoundingSettings): Amounts {
  const { totalFen, paidFen, discountFen, freightFen, packagingFen, serviceFen } = document;
  const roundingFen = roundingOf(document, settings);
  return {
    saleFen: paidFen,
    totalFen,
    paidFen,
    discountFen,
    freightFen,
    packagingFen,
    ...(serviceFen == null ? {} : { serviceFen }),
    ...(roundingFen === null ? {} : { roundingFen }),
    flags: [...flagsOf(document, roundingFen ?? 0n), ...refundFlags(document)],
  };
}

/** As stated; of a shop that does not state it, what the account takes for a rounding. Null: none. */
function roundingOf(document: StorefrontDocument, { roundingMostFen }: RoundingSettings): Fen | null {
  if (document.roundingFen != null) return document.roundingFen;
  const difference = isOpen(document) ? 0n : document.paidFen - (document.totalFen - document.discountFen);
  const most = BigInt(roundingMostFen);
  return difference !== 0n && difference <= most && difference >= -most ? difference : null;
}

/** Nothing paid yet is no contradiction. */
const isOpen = ({ payment, paidFen }: StorefrontDocument): boolean =>
  paymentOf(payment).state === 'unpaid' && paidFen === 0n;

function flagsOf(document: StorefrontDocument, roundingFen: Fen): readonly Flag[] {
  const { items, payments, totalFen, paidFen, discountFen, freightFen, packagingFen } = document;
  const parts = sumFen([...items.map(({ amountFen }) => amountFen), freightFen, packagingFen]);
  const paid = totalFen - discountFen + roundingFen;
  const named = payments ?? [];
  return [
    ...(parts + (document.serviceFen ?? 0n) === totalFen ? [] : [flag('lines_do_not_add_up')]),
    ...(isOpen(document) || paid === paidFen ? [] : [flag('totals_do_not_add_up')]),
    ...(named.length === 0 || sumFen(named.map(({ amountFen }) => amountFen)) === paidFen
      ? []
      : [flag('payments_do_not_add_up')]),
    // Of the whole document: it stands here because its amounts are stated with every one.
    ...(document.halves ?? []).map((field) => flag('half_character', field)),
  ];
}
