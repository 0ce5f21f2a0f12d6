import { withinCall } from '#connectors-core/call-context.js';
import type { AccountDirectory } from './account-directory.js';
import { failureOf, refusePaused, type VendorAnswer } from './vendor-answer.js';

/** Makes one read-only call with an account's credentials and tells what the vendor answered. */
export class AccountTestService {
  constructor(private readonly directory: AccountDirectory) {}

  /** @throws NotFoundError; ConflictError while the account is paused */
  async test(id: string): Promise<VendorAnswer> {
    const active = await this.directory.known(id);
    refusePaused(active);
    const { connector, account } = active;
    const check = connector.check?.bind(connector);
    if (check === undefined) return NOTHING_TO_TEST;
    try {
      const shown = await withinCall({ purpose: 'check' }, () => check(account));
      return { ok: true, ...shown, code: null, vendorCode: null };
    } catch (error) {
      return failureOf(error);
    }
  }
}

const NOTHING_TO_TEST: VendorAnswer = {
  ok: true,
  code: null,
  vendorCode: null,
  message: 'this connector makes no calls: nothing to test',
};
