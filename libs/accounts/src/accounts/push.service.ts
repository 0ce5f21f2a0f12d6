import { withinCall } from '#connectors-core/call-context.js';
import type { PushAddress } from '#connectors-core/connector.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault, refusal } from '#domain/refusal.js';
import type { AccountDirectory } from './account-directory.js';
import { ConflictError, refuseFaults } from '../account-errors.js';
import type { ActiveAccount } from './active-account.js';
import { failureOf, refusePaused, type VendorAnswer } from './vendor-answer.js';

export interface RegisteredAddress extends VendorAnswer {
  /** Where the vendor sends its notifications; null when nowhere, or when it could not be asked. */
  readonly registeredUrl: string | null;
}

const LONGEST_URL = 2_000;

/** Where a vendor sends its notifications, for vendors that are told so by a call. */
export class PushService {
  constructor(private readonly directory: AccountDirectory) {}

  /** Asks the vendor. @throws NotFoundError; ConflictError while paused, or where no call sets the address */
  async read(accountId: string): Promise<RegisteredAddress> {
    return this.asked(accountId, (push, { account }) => push.registered(account), READ);
  }

  /** Tells the vendor. @throws as `read`; InvalidFieldsError */
  async register(accountId: string, url: string): Promise<RegisteredAddress> {
    refuseFaults(urlFaults(url));
    const register = async (push: PushAddress, { account }: ActiveAccount): Promise<string> => {
      await push.register(url, account);
      return url;
    };
    return this.asked(accountId, register, 'the vendor took the address');
  }

  private async asked(
    accountId: string,
    ask: (push: PushAddress, active: ActiveAccount) => Promise<string | null>,
    message: string,
  ): Promise<RegisteredAddress> {
    const active = await this.directory.known(accountId);
    const { id, push } = active.connector;
    if (push === undefined) throw new ConflictError(refusal('no_calls_about_push', { connector: id }));
    refusePaused(active);
    try {
      const registeredUrl = await withinCall({ purpose: 'check' }, () => ask(push, active));
      return { ok: true, code: null, vendorCode: null, message, registeredUrl };
    } catch (error) {
      return { ...failureOf(error), registeredUrl: null };
    }
  }
}

const READ = 'the vendor’s own answer';

function urlFaults(url: string): FieldFault[] {
  const parsed = url.length <= LONGEST_URL && URL.canParse(url) ? new URL(url) : undefined;
  const isWeb = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  if (isWeb && parsed.username === '' && parsed.password === '') return [];
  return [fault('url', 'address_not_on_web')];
}
