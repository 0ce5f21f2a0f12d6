import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { faultOf } from '#connectors-core/fault.js';
import { refusal } from '#domain/refusal.js';
import { ConflictError } from '../account-errors.js';
import type { ActiveAccount } from './active-account.js';

/** What a call to a vendor came to, for the person who asked for it. */
export interface VendorAnswer {
  readonly ok: boolean;
  /** Null when all is well. */
  readonly code: ConnectorErrorCode | null;
  readonly vendorCode: string | null;
  readonly message: string;
}

/** What may be told of a call that failed. @throws the error itself when it is no vendor's */
export function failureOf(error: unknown): VendorAnswer {
  if (!(error instanceof ConnectorError)) throw error;
  const { vendorCode, message } = faultOf(error, 'internal');
  return { ok: false, code: error.code, vendorCode, message };
}

/** @throws ConflictError while the account is paused, because then nothing is sent */
export function refusePaused({ paused }: ActiveAccount): void {
  if (paused) throw new ConflictError(refusal('account_is_paused'), 'paused');
}
