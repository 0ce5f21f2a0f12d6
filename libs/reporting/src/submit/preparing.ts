import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { SalesPayload, SalesSink } from '#connectors-core/connector.js';
import { faultOf } from '#connectors-core/fault.js';
import type { ClaimedSubmission } from './claim.store.js';
import { type SubmissionOutcome, UNBOUND } from './settlement.js';

/** What is sent, to whom. */
export interface Ready {
  readonly payload: SalesPayload;
  readonly sink: SalesSink;
  readonly active: ActiveAccount;
  /** The store's id at the vendor. */
  readonly sentTo: string | null;
}

/** Ready to be sent, or why it cannot be. */
export type Prepared = Ready | { readonly payload: null; readonly refused: SubmissionOutcome };

/**
 * What may have got there is never made anew: the vendor must see the same report again. As long as every
 * attempt was clearly refused, a setting may have been wrong: then it is made of what holds now.
 */
export function prepare(claimed: ClaimedSubmission, active: ActiveAccount | undefined): Prepared {
  try {
    if (active === undefined) throw new ConnectorError('invalid_config', 'the account cannot be used');
    const sink = active.connector.salesSink;
    if (sink === undefined)
      throw new ConnectorError('unsupported', `${active.connector.title} takes no sales`);
    const { sent_to: sentTo, vendorStoreId } = claimed;
    if (claimed.cause === 'confirm' && sentTo !== vendorStoreId) return { payload: null, refused: NOT_BOUND };
    if (claimed.state === 'unknown' && claimed.payload !== null)
      return { payload: claimed.payload, sink, active, sentTo };
    if (vendorStoreId === null) return { payload: null, refused: NOT_BOUND };
    const payload = sink.payload(claimed.sales, vendorStoreId, { cover: claimed.cover }, active.account);
    return { payload, sink, active, sentTo: vendorStoreId };
  } catch (error) {
    // Nothing was sent: this is no unknown outcome.
    return { payload: null, refused: faultOf(error, 'invalid_config') };
  }
}

const NOT_BOUND: SubmissionOutcome = {
  code: UNBOUND,
  vendorCode: null,
  message: 'the store is no longer reported to this account',
};
