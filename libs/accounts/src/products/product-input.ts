import { Decimal } from 'decimal.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';
import { itemText, type ProductMapping } from './product-mapping.js';

/** As given from outside. */
export interface MappingInput {
  readonly itemName: string;
  readonly itemSpec?: string | undefined;
  readonly productUid: string;
  readonly units?: string | undefined;
}

/** Names an item; without a spec the mapping that holds whatever the spec. */
export type ItemInput = Pick<MappingInput, 'itemName' | 'itemSpec'>;

/** Something given, and where it stood: what its faults are named by, e.g. `items.3`. */
export interface Placed<Input> {
  readonly place: string;
  readonly input: Input;
}

export type AcceptedItem = Pick<ProductMapping, 'itemName' | 'itemSpec'>;
export type AcceptedMapping = Omit<ProductMapping, 'accountId'>;

export interface Accepted<Value> {
  /** Complete only when there are no faults. */
  readonly values: readonly Value[];
  readonly faults: readonly FieldFault[];
}

/** Two of these and an account's id fit into an index entry of PostgreSQL, whatever the script. */
const LONGEST_TEXT = 300;
const GREATEST_UID = 2n ** 63n - 1n;
const UID = /^[1-9]\d{0,18}$/;
const UNITS = /^\d{1,6}(\.\d{1,6})?$/;
const DEFAULT_UNITS = '1';
/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const STORABLE = /^[^\0\p{Cs}]*$/u;

export const placedItems = <Input>(inputs: readonly Input[]): Placed<Input>[] =>
  inputs.map((input, index) => ({ place: `items.${String(index)}`, input }));

/** Checks all of them; the same item twice is a fault of the later one. */
export function acceptMappings(given: readonly Placed<MappingInput>[]): Accepted<AcceptedMapping> {
  const items = acceptItems(given);
  const values = given.map(({ input }, index) => ({
    ...(items.values[index] ?? { itemName: '', itemSpec: '' }),
    productUid: input.productUid.trim(),
    units: unitsOf(input),
  }));
  return { values, faults: [...items.faults, ...given.flatMap(valueFaults)] };
}

export function acceptItems(given: readonly Placed<ItemInput>[]): Accepted<AcceptedItem> {
  const values = given.map(({ input }) => ({
    itemName: itemText(input.itemName),
    itemSpec: itemText(input.itemSpec),
  }));
  const faults = given.flatMap(({ place }, index) => itemFaults(place, values[index]));
  return { values, faults: [...faults, ...repeated(given, values)] };
}

function itemFaults(place: string, item: AcceptedItem | undefined): FieldFault[] {
  const { itemName = '', itemSpec = '' } = item ?? {};
  const blank = itemName === '' ? [fault(`${place}.itemName`, 'must_not_be_blank')] : [];
  return [
    ...blank,
    ...storableFaults(`${place}.itemName`, itemName),
    ...storableFaults(`${place}.itemSpec`, itemSpec),
  ];
}

function storableFaults(field: string, text: string): FieldFault[] {
  if (text.length > LONGEST_TEXT) return [fault(field, 'must_not_be_longer', { most: LONGEST_TEXT })];
  return STORABLE.test(text) ? [] : [fault(field, 'must_not_have_half_characters')];
}

function repeated(given: readonly Placed<ItemInput>[], items: readonly AcceptedItem[]): FieldFault[] {
  const firstPlaces = new Map<string, string>();
  return given.flatMap(({ place }, index) => {
    const key = JSON.stringify([items[index]?.itemName, items[index]?.itemSpec]);
    const first = firstPlaces.get(key);
    if (first !== undefined) return [fault(place, 'same_item', { place: first })];
    firstPlaces.set(key, place);
    return [];
  });
}

function valueFaults({ place, input }: Placed<MappingInput>): FieldFault[] {
  const faults: FieldFault[] = [];
  const uid = input.productUid.trim();
  if (!UID.test(uid) || BigInt(uid) > GREATEST_UID) {
    const most = String(GREATEST_UID);
    faults.push(fault(`${place}.productUid`, 'must_be_product_uid', { most }));
  }
  const units = input.units?.trim() || DEFAULT_UNITS;
  if (!UNITS.test(units) || new Decimal(units).isZero()) {
    faults.push(fault(`${place}.units`, 'must_be_decimal_units'));
  }
  return faults;
}

/** In one form, so that "1.50" and "1.5" are no change; left as it is where it is faulty. */
function unitsOf({ units }: MappingInput): string {
  const text = units?.trim() || DEFAULT_UNITS;
  return UNITS.test(text) ? new Decimal(text).toFixed() : text;
}
