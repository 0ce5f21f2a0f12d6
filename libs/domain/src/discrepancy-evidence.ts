import type { RuleCode } from './discrepancy-rule.js';

/**
 * What the evidence of each rule may hold, by name: its text in the admin contract names nothing else. Money in names
 * that end in `Fen`, as digits; instants in names that end in `At`, in ISO 8601.
 */
export const RULE_EVIDENCE = {
  missing_at_till: ['storefront', 'saleFen', 'paidAt'],
  unknown_in_storefront: ['till', 'saleFen', 'placedAt'],
  status_differs: ['ahead', 'step', 'behind', 'fulfilment'],
  alive_after_cancel: ['till', 'fulfilment', 'storefront'],
  refunded_before_completion: ['till', 'fulfilment', 'storefront'],
  refunded_after_completion: ['till', 'fulfilment', 'storefront'],
  amount_differs: ['till', 'sentFen', 'shownFen'],
  lines_differ: ['till', 'sent', 'shown'],
  duplicate_at_till: ['till', 'others', 'count'],
  failed_at_suning: ['number', 'error'],
  stuck: ['number', 'step', 'sinceAt'],
  unconfirmed: ['number', 'confirmedAt'],
  hour_differs: ['hourAt', 'reportedFen', 'ledgerFen', 'reported', 'ledger', 'state'],
  tickets_differ: ['hourAt', 'ticketsFen', 'reportedFen', 'tickets', 'reported'],
  unknown_value: ['field', 'value', 'count'],
  unknown_store: ['value', 'count'],
} as const satisfies Readonly<Record<RuleCode, readonly string[]>>;
