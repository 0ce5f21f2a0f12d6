import type { HubAndSandbox, Made } from './hub-and-sandbox.js';

type Running = Pick<HubAndSandbox, 'hub' | 'sandbox'>;

/** The order source that the tests' merchants sell through. */
export const SOURCE = '301';

type Settings = Readonly<Record<string, unknown>>;

const suningAccess = (appKey: string) => ({ appKey, appSecret: `secret of ${appKey}` });

/** A merchant in the sandbox. @param settings of the sandbox's own, e.g. its clock */
export const addMerchant = ({ sandbox }: Running, appKey: string, settings: Settings = {}) =>
  sandbox.control.post('suning/merchants', { ...suningAccess(appKey), ratePerSecond: null, ...settings });

/**
 * The account that lists a merchant's orders.
 * @param config over the settings that make a test quick
 * @returns the account's id
 */
export async function openSuning({ hub, sandbox }: Running, appKey: string, config: Settings = {}) {
  const quick = { orderSources: [SOURCE], pollSeconds: 5, requestsPerSecond: 100 };
  const { id } = await hub.rest.post<Made>('accounts', {
    ...{ connector: 'suning', name: appKey, baseUrl: sandbox.url },
    config: { ...suningAccess(appKey), ...quick, ...config },
  });
  return id;
}

export interface OvoparkWishes {
  /** What is bound: our store by the vendor's store id, `depId:<digits>` or a shopId of `shops`. */
  readonly bound: Readonly<Record<string, string>>;
  /** Settings of the sandbox's enterprise, e.g. its clock. */
  readonly enterprise?: Settings;
  readonly config?: Settings;
}

export const SHOPS = [
  { depId: '9801', shopId: 'D000001' },
  { depId: '9802', shopId: 'D000002' },
] as const;

/** An enterprise in the sandbox, and the account that reads its stores' tickets. @returns the account's id */
export async function openOvopark(running: Running, akey: string, { bound, ...wishes }: OvoparkWishes) {
  const { hub, sandbox } = running;
  const access = { akey, secret: `secret of ${akey}`, enterpriseId: '11' };
  const user = { userName: '示范用户', password: 'not a real one' };
  await sandbox.control.post('ovopark/enterprises', {
    ...{ ...access, shops: SHOPS, users: [user], searchLimit: null },
    ...wishes.enterprise,
  });
  const { id } = await hub.rest.post<Made>('accounts', {
    ...{ connector: 'ovopark', name: akey, baseUrl: sandbox.url },
    config: { ...access, ...user, pollSeconds: 5, quotaCalls: 100_000, ...wishes.config },
  });
  for (const [vendorStoreId, storeId] of Object.entries(bound)) {
    await hub.rest.post(`accounts/${id}/bindings`, { storeId, vendorStoreId });
  }
  return id;
}
