import type { Fen } from './money.js';
import type { Amounts } from './order-observation.js';
import { type RuleSet, SALE_PARTS, type SalePart } from './rule-set.js';

/** What the vendor states of a part of the sale, as far as the rule set counts it. */
export const countedPart = (part: SalePart, amounts: Amounts | undefined, { leftOut }: RuleSet): Fen =>
  leftOut.includes(part) ? 0n : statedPart(part, amounts);

/** What the sale comes to without the parts that the rule set leaves out, each once however often it is named. */
export const countedFen = (saleFen: Fen, amounts: Amounts, { leftOut }: RuleSet): Fen =>
  leftOut.length === 0
    ? saleFen
    : SALE_PARTS.filter((part) => leftOut.includes(part)).reduce(
        (rest, part) => rest - statedPart(part, amounts),
        saleFen,
      );

const FIELDS = {
  freight: 'freightFen',
  packaging: 'packagingFen',
  service: 'serviceFen',
  rounding: 'roundingFen',
} as const;

const statedPart = (part: SalePart, amounts: Amounts | undefined): Fen => amounts?.[FIELDS[part]] ?? 0n;
