/** Every rule by which a difference between vendors' stories is found. The texts are in the admin contract. */
export const RULE_CODES = [
  'missing_at_till',
  'unknown_in_storefront',
  'status_differs',
  'alive_after_cancel',
  'refunded_before_completion',
  'refunded_after_completion',
  'amount_differs',
  'lines_differ',
  'duplicate_at_till',
  'failed_at_suning',
  'stuck',
  'unconfirmed',
  'hour_differs',
  'tickets_differ',
  'unknown_value',
  'unknown_store',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** `info` is only told, `warn` wants a look, `error` costs money or a customer while it stands. */
export const SEVERITIES = ['info', 'warn', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];
