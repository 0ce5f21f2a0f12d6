import { type Flag, flag } from '#domain/flag.js';
import { type Fen, isAmount } from '#domain/money.js';
import type { Amounts, Line, OrderObservation } from '#domain/order-observation.js';

const isAmountOrNone = (value: unknown): boolean => typeof value !== 'bigint' || isAmount(value);

/**
 * What states no amounts, or amounts that an order can have, as it is. What lies beyond them is none: the order is
 * flagged with the field, it sells nothing by it, and no sum over an hour goes beyond what the database can hold.
 * Readers say so with a vendor's own names; this is for what none of them looked at.
 */
export function boundedAmounts(observation: OrderObservation): OrderObservation {
  const { amounts, lines } = observation;
  const isBounded =
    Object.values(amounts ?? {}).every(isAmountOrNone) &&
    (lines ?? []).every(({ amountFen }) => isAmountOrNone(amountFen));
  if (isBounded) return observation;
  const flags = (lines ?? []).flatMap(({ amountFen }, at): Flag[] =>
    isAmountOrNone(amountFen) ? [] : [flag('not_an_amount', `lines.${String(at)}.amountFen`)],
  );
  return {
    ...observation,
    ...(amounts === undefined ? {} : { amounts: bounded(amounts, flags) }),
    ...(lines === undefined ? {} : { lines: lines.map(boundedLine) }),
  };
}

function bounded(amounts: Amounts, ofLines: readonly Flag[]): Amounts {
  const beyond = Object.keys(amounts).filter((name) => !isAmountOrNone(amounts[name as keyof Amounts]));
  return {
    ...amounts,
    ...Object.fromEntries(beyond.map((name) => [name, null])),
    flags: [...amounts.flags, ...beyond.map((name) => flag('not_an_amount', name)), ...ofLines],
  };
}

const boundedLine = (line: Line): Line => ({ ...line, amountFen: amountOrNone(line.amountFen) });

const amountOrNone = (fen: Fen | null): Fen | null => (fen === null || isAmount(fen) ? fen : null);
