import { lineKind } from './line-kind.js';
import type { Line } from './order-observation.js';

export interface LineCounts {
  /** Items sold: a weighed line (a fraction, or a unit of weight) counts as one, and so does an absurd quantity. */
  readonly items: number;
  readonly lines: number;
}

/** Deductions and lines of nothing are kept in an order, and are no items. */
export function countLines(lines: readonly Line[]): LineCounts {
  const counted = lines.filter((line) => lineKind(line) === 'sold' && Number(line.quantity) > 0);
  return { items: countItems(counted), lines: counted.length };
}

/** Units in which goods are weighed, not counted. */
const WEIGHT_UNITS = new Set(['kg', 'g', '千克', '公斤', '克', '斤', '两', '500g']);

/** Beyond this a quantity is no count of pieces but a slip, say a bar code in the wrong field. */
const MOST_PIECES = 100_000;

/** The same for all lines of an order together: then each counts as one. */
const MOST_PIECES_OF_AN_ORDER = 1_000_000;

function countItems(lines: readonly Line[]): number {
  const items = lines.reduce((sum, line) => sum + (isCounted(line) ? Number(line.quantity) : 1), 0);
  return items <= MOST_PIECES_OF_AN_ORDER ? items : lines.length;
}

const isCounted = ({ quantity, unit }: Line): boolean =>
  Number.isInteger(Number(quantity)) &&
  Number(quantity) <= MOST_PIECES &&
  !(unit !== null && WEIGHT_UNITS.has(unit.trim().toLowerCase()));
