import { withinCall } from '#connectors-core/call-context.js';
import type { AccountCheck } from '#connectors-core/connector.js';
import type { QuotaService } from '../quota/quota.service.js';
import type { AccountDirectory } from './account-directory.js';
import { failureOf, refusePaused, type VendorAnswer } from './vendor-answer.js';

/**
 * Makes one read-only call with an account's credentials and tells what the vendor answered. Where it succeeds, the
 * vendor takes calls: what it said of none being left is over.
 */
export class AccountTestService {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly quotas: Pick<QuotaService, 'askAnew'>,
  ) {}

  /** @throws NotFoundError; ConflictError while the account is paused */
  async test(id: string): Promise<VendorAnswer> {
    const active = await this.directory.known(id);
    refusePaused(active);
    const { connector, account } = active;
    const check = connector.check?.bind(connector);
    if (check === undefined) return NOTHING_TO_TEST;
    const answer = await answerTo(() => withinCall({ purpose: 'check' }, () => check(account)));
    if (answer.ok) await this.quotas.askAnew(active);
    return answer;
  }
}

async function answerTo(check: () => Promise<AccountCheck>): Promise<VendorAnswer> {
  try {
    return { ok: true, ...(await check()), code: null, vendorCode: null };
  } catch (error) {
    return failureOf(error);
  }
}

const NOTHING_TO_TEST: VendorAnswer = {
  ok: true,
  code: null,
  vendorCode: null,
  message: 'this connector makes no calls: nothing to test',
};
