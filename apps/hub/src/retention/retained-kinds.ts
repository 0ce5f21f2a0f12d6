import { KEPT_CALLS } from '#accounts/quota/kept-calls.store.js';
import { commandsNeedContacts, KEPT_DISPATCH_ATTEMPTS } from '#dispatch/kept-attempts.query.js';
import { KEPT_DELIVERIES, KEPT_REFUSALS } from '#intake/kept-deliveries.store.js';
import { keptContacts } from '#ledger/kept-contacts.store.js';
import { KEPT_ENTRIES, KEPT_PAYLOADS, KEPT_SHOWN_LEGS } from '#ledger/kept-months.query.js';
import { repairsNeedContacts } from '#reconciliation/mend/kept-contacts.query.js';
import { KEPT_SUBMISSION_ATTEMPTS } from '#reporting/submit/kept-attempts.query.js';
import type { RetainedKind } from '#retention/retained-kind.js';

/** Everything of which people say how long it is kept, by the word of each lib about its own tables. */
export const RETAINED_KINDS: readonly RetainedKind[] = [
  // A delivery is of no use without its body: the bodies of a month go after its deliveries.
  { kind: 'raw', months: [KEPT_DELIVERIES, KEPT_PAYLOADS, KEPT_SHOWN_LEGS], rows: [] },
  { kind: 'refusals', months: [], rows: [KEPT_REFUSALS] },
  { kind: 'contacts', months: [], rows: [keptContacts([commandsNeedContacts, repairsNeedContacts])] },
  { kind: 'attempts', months: [KEPT_DISPATCH_ATTEMPTS, KEPT_SUBMISSION_ATTEMPTS], rows: [] },
  { kind: 'calls', months: [], rows: [KEPT_CALLS] },
  { kind: 'entries', months: [KEPT_ENTRIES], rows: [] },
];
