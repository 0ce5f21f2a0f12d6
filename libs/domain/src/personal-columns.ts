/**
 * Where the hub keeps something of a person, column by column: the one list of it. What erases and exports a person is
 * made by it (each table has somebody who does, or it does not compile), and a test holds every other column of the
 * database to holding nothing of one. Which fields of vendors' documents are personal, each connector declares
 * (`personalFields`).
 */
export const PERSONAL_COLUMNS = {
  contacts: {
    columns: ['name', 'phone', 'address', 'remark', 'member_no', 'phone_hash'],
    erased: 'the row goes, and with it what a phone is found by',
  },
  payloads: {
    columns: ['body'],
    erased: 'a copy without the order’s personal fields takes its place, or nothing where nobody can read it',
  },
  deliveries: {
    columns: ['faults', 'error_message', 'body_hash'],
    erased: 'faults keep their codes; the hash is of the bytes that are kept',
  },
  dispatch_attempts: {
    columns: ['request', 'message', 'vendor_code'],
    erased: 'what names the person goes; the masked request stays',
  },
  dispatches: {
    columns: ['placed_facts', 'detail', 'error_message'],
    erased: 'the contact’s digest, and what names the person',
  },
  corrections: { columns: ['reason'], erased: 'a reason that names the person' },
  correction_withdrawals: { columns: ['reason'], erased: 'a reason that names the person' },
  link_acts: { columns: ['reason'], erased: 'a reason that names the person' },
  reveals: { columns: ['reason'], erased: 'a reason that names the person' },
  link_suggestions: { columns: ['reason'], erased: 'a reason that names the person' },
  discrepancy_texts: { columns: ['text'], erased: 'a text that names the person' },
  alarm_texts: { columns: ['text'], erased: 'a text that shows the person’s phone' },
  bulks: { columns: ['reason'], erased: 'a reason that shows the person’s phone' },
  audit_reasons: {
    columns: ['text'],
    erased: 'what was erased elsewhere, and a reason that shows the person’s phone',
  },
} as const satisfies Readonly<
  Record<string, { readonly columns: readonly string[]; readonly erased: string }>
>;

export type PersonalTable = keyof typeof PERSONAL_COLUMNS;

/** What stands in the place of a text that named a person. */
export const ERASED_TEXT = '[erased]';
