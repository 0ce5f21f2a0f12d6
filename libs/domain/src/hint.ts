/** Of what a hint tells that something has changed: each is listed by the admin REST. */
export const HINT_KINDS = [
  'order',
  'delivery',
  'dispatch',
  'discrepancy',
  'incident',
  'repair',
  'alarm',
  'account',
  'window',
  'submission',
  'sales_hour',
  'job',
  'run',
  'brake',
  'bulk',
  'store',
  'suggestion',
  'key',
  'user',
  'session',
] as const;

export type HintKind = (typeof HINT_KINDS)[number];

/** That something is not as it was: whoever shows it may look again. It says nothing else, and may be told twice. */
export interface Hint {
  readonly kind: HintKind;
  /** Null: something of this kind. */
  readonly id: string | null;
  readonly storeId: string | null;
}

export const hintOf = (kind: HintKind, id: string, storeId: string | null = null): Hint => ({
  kind,
  id,
  storeId,
});

export const hintsOfIds = (kind: HintKind, ids: readonly string[]): Hint[] =>
  ids.map((id) => hintOf(kind, id));

/** An hour of a store is named by both, as in its address. */
export const hourHint = ({ storeId, start }: { readonly storeId: string; readonly start: Date }): Hint =>
  hintOf('sales_hour', `${storeId}/${start.toISOString()}`, storeId);
