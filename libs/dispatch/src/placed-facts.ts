import { canonicalText } from '#domain/digest.js';
import type { FoldedLeg } from '#domain/leg.js';
import { lineKind } from '#domain/line-kind.js';
import type { Amounts, Line, Service } from '#domain/order-observation.js';

/** What counts of the amounts, in fen; nothing is 0 but the sale. All of it stands on what the till prints. */
const AMOUNTS = [
  'saleFen',
  'discountFen',
  'freightFen',
  'packagingFen',
  'serviceFen',
  'roundingFen',
] as const;
type AmountName = (typeof AMOUNTS)[number];

interface PlacedLine {
  readonly itemName: string;
  readonly itemSpec: string | null;
  readonly quantity: string;
  readonly unitPrice: string | null;
  /** Digits. */
  readonly amountFen: string | null;
}

type PlacedService = Omit<Service, 'reservedAt'> & { readonly reservedAt: string | null };

/**
 * What of an order goes to a till and is printed there, as JSON holds it: its amounts, lines and store, how it is
 * handed over, and of the customer only a digest. How it was paid, and the order's numbers, do not count.
 */
export interface PlacedFacts {
  readonly amounts: Readonly<Record<AmountName, string | null>>;
  readonly lines: readonly PlacedLine[];
  /** As the ledger has it: while it stands, so do the lines. */
  readonly linesDigest: string | null;
  readonly service: PlacedService | null;
  /** Keyed; null where nobody is named. */
  readonly contact: string | null;
  readonly storeId: string | null;
  readonly vendorStoreId: string | null;
}

/** The leg of a storefront's order, as far as facts are made of it. */
export interface FactLeg {
  readonly storeId: string | null;
  readonly folded: FoldedLeg;
}

export function factsOf({ storeId, folded }: FactLeg, lines: readonly Line[]): PlacedFacts {
  return { ...factsBesideLines({ storeId, folded }), lines: lines.map(toPlacedLine) };
}

/** The facts now, where the lines are known to be those that were placed. */
export const factsWithLinesOf = (leg: FactLeg, { lines }: PlacedFacts): PlacedFacts => ({
  ...factsBesideLines(leg),
  lines,
});

function factsBesideLines({ storeId, folded }: FactLeg): Omit<PlacedFacts, 'lines'> {
  const { amounts, service, contact, lines, placement } = folded;
  return {
    amounts: toAmounts(amounts?.value),
    linesDigest: lines?.digest ?? null,
    service: toService(service?.value),
    contact: contact?.value.given === true ? contact.digest : null,
    storeId,
    vendorStoreId: placement?.value.vendorStoreId ?? null,
  };
}

function toAmounts(amounts: Amounts | undefined): PlacedFacts['amounts'] {
  const of = (name: AmountName): string | null => {
    const fen = amounts?.[name]?.toString() ?? null;
    return name === 'saleFen' ? fen : (fen ?? '0');
  };
  return Object.fromEntries(AMOUNTS.map((name) => [name, of(name)])) as PlacedFacts['amounts'];
}

const toService = (service: Service | undefined): PlacedService | null =>
  service === undefined ? null : { ...service, reservedAt: service.reservedAt?.toISOString() ?? null };

const toPlacedLine = ({ itemName, itemSpec, quantity, unitPrice, amountFen }: Line): PlacedLine => ({
  itemName,
  itemSpec,
  quantity: plain(quantity),
  unitPrice: unitPrice === null ? null : plain(unitPrice),
  amountFen: amountFen?.toString() ?? null,
});

/** `1.50` and `1.5` are one number. */
const plain = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

/** One fact that is another now than it was when the order was placed; of the person nothing is shown. */
export interface Difference {
  readonly fact: string;
  readonly placed: unknown;
  readonly now: unknown;
}

/** Whether the order has gone to another store since: as its vendor says, and not because a binding is another. */
export const isElsewhere = (
  placed: PlacedFacts,
  now: Pick<PlacedFacts, 'storeId' | 'vendorStoreId'>,
): boolean => placed.vendorStoreId !== now.vendorStoreId && placed.storeId !== now.storeId;

export function differences(placed: PlacedFacts, now: PlacedFacts): Difference[] {
  const amounts = AMOUNTS.filter((name) => placed.amounts[name] !== now.amounts[name]).map((fact) => ({
    fact,
    placed: fenOf(placed.amounts[fact]),
    now: fenOf(now.amounts[fact]),
  }));
  return [
    ...amounts,
    ...(sameLines(placed.lines, now.lines) ? [] : [{ fact: 'lines', placed: placed.lines, now: now.lines }]),
    ...(sameService(placed.service, now.service)
      ? []
      : [{ fact: 'service', placed: placed.service, now: now.service }]),
    ...(placed.contact === now.contact ? [] : [{ fact: 'contact', placed: null, now: null }]),
    ...(isElsewhere(placed, now)
      ? [{ fact: 'store', placed: placed.vendorStoreId, now: now.vendorStoreId }]
      : []),
  ];
}

/** In whichever way JSON has kept them. */
export function sameDifferences(some: readonly Difference[], others: readonly Difference[]): boolean {
  const texts = (all: readonly Difference[]): string =>
    canonicalText(all.map(({ fact, placed, now }) => ({ fact, placed, now })));
  return texts(some) === texts(others);
}

/** No number of JSON that a reader could cut the digits of. */
const fenOf = (digits: string | null): number | string | null =>
  digits === null || !Number.isSafeInteger(Number(digits)) ? digits : Number(digits);

/** In whichever sequence; a line of nothing is left out at the till. */
function sameLines(placed: readonly PlacedLine[], now: readonly PlacedLine[]): boolean {
  const texts = (lines: readonly PlacedLine[]): string =>
    JSON.stringify(lines.filter(isPrinted).map(lineText).toSorted());
  return texts(placed) === texts(now);
}

const isPrinted = ({ quantity, unitPrice, amountFen }: PlacedLine): boolean =>
  lineKind({ quantity, unitPrice, amountFen: amountFen === null ? null : BigInt(amountFen) }) !== 'empty';

const lineText = ({ itemName, itemSpec, quantity, unitPrice, amountFen }: PlacedLine): string =>
  JSON.stringify([itemName, itemSpec, quantity, unitPrice, amountFen]);

function sameService(placed: PlacedService | null, now: PlacedService | null): boolean {
  const text = (one: PlacedService | null): string =>
    JSON.stringify([one?.kind, one?.reservedAt, one?.area, one?.table, one?.diners].map((of) => of ?? null));
  return text(placed) === text(now);
}
