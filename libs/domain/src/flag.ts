/**
 * Every code under which something of an order is shown to a person, and what its parameter is; null where it has
 * none. The texts that go with it are in the admin contract.
 */
export const FLAGS = {
  completed_before_placed: null,
  completed_in_future: null,
  correction_lapsed: 'field',
  counted_otherwise: null,
  dispatch_failed: 'command',
  dispatch_held: 'reason',
  dispatch_unknown: null,
  half_character: 'field',
  lines_do_not_add_up: null,
  no_name: 'field',
  no_quantity: 'field',
  no_store: null,
  not_an_amount: 'field',
  not_of_unit: 'field',
  not_whole_fen: 'field',
  number_contradicted: 'number',
  number_not_unique: 'number',
  paid_in_future: null,
  paid_without_amount: null,
  paid_without_pay_time: null,
  paid_without_placing_time: null,
  payments_do_not_add_up: null,
  placed_in_future: null,
  refund_below_paid: null,
  refund_exceeds_paid: null,
  refund_stated_twice: 'refund',
  refund_without_amount: null,
  refunded_before_sale: null,
  refunded_in_future: null,
  refused_by_store: null,
  sale_amounts_differ: null,
  sale_without_time: null,
  same_instant: null,
  till_differs: 'facts',
  totals_do_not_add_up: null,
  unknown_after_sale: 'word',
  unknown_fulfilment: 'word',
  unknown_payment: 'word',
  unknown_store: 'code',
  unreadable_field: 'field',
} as const satisfies Readonly<Record<string, string | null>>;

export type FlagCode = keyof typeof FLAGS;

type FlagOf<Code extends FlagCode> = (typeof FLAGS)[Code] extends null ? Code : `${Code}:${string}`;

/** A flag as text: its code, or `code:param`. */
export type Flag = { readonly [Code in FlagCode]: FlagOf<Code> }[FlagCode];

type Param<Code extends FlagCode> = (typeof FLAGS)[Code] extends null ? [] : [param: string];

export const flag = <Code extends FlagCode>(code: Code, ...param: Param<Code>): FlagOf<Code> =>
  [code, ...param].join(':') as FlagOf<Code>;

/** The parts of a flag's text; of one that has no parameter it is empty. */
export function flagParts(text: string): { readonly code: string; readonly param: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { code: text, param: '' } : { code: text.slice(0, colon), param: text.slice(colon + 1) };
}

/** What {@link flagParts} took apart. */
export const flagText = (code: string, param: string): string => (param === '' ? code : `${code}:${param}`);

/** The parameter under its name; none where the code has none, or is one that we do not know. */
export function flagParams(code: string, param: string): Readonly<Record<string, string>> {
  const name = Object.hasOwn(FLAGS, code) ? FLAGS[code as FlagCode] : null;
  return name === null ? {} : { [name]: param };
}
