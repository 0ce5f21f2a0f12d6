import type { AccountCheck } from '#connectors-core/connector.js';
import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { AccountDirectory } from './account-directory.js';
import { ConflictError, NotFoundError } from './account-errors.js';

export interface AccountTest extends AccountCheck {
  /** Null when all is well, or when the connector makes no calls. */
  readonly code: ConnectorErrorCode | null;
  readonly vendorCode: string | null;
}

/** Makes one read-only call with an account's credentials and tells what the vendor answered. */
export class AccountTestService {
  constructor(private readonly directory: AccountDirectory) {}

  /** @throws NotFoundError; ConflictError while the account is paused, because then nothing is sent */
  async test(id: string): Promise<AccountTest> {
    const active = await this.directory.byId(id);
    if (active === undefined) throw new NotFoundError('account', id);
    if (active.paused)
      throw new ConflictError('the account is paused: nothing is sent to its vendor', 'paused');
    const { connector, account } = active;
    if (connector.check === undefined) {
      return {
        ok: true,
        code: null,
        vendorCode: null,
        message: 'this connector makes no calls: nothing to test',
      };
    }
    try {
      return { ...(await connector.check(account)), code: null, vendorCode: null };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { ok: false, code: error.code, vendorCode: error.vendorCode ?? null, message: error.message };
    }
  }
}
