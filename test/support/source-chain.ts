import { type HubAndSandbox, openStore, startHubAndSandbox } from './hub-and-sandbox.js';
import type { Hub, Sandbox } from './programs.js';
import { addMerchant, openOvopark, openSuning, SOURCE } from './source-accounts.js';
import { openShop } from './web-shop.js';

/** appKeys and akey in the sandbox. */
export const JSON_KEY = 'e2e-json';
export const XML_KEY = 'e2e-xml';
export const AKEY = 'S107-00000021';

export interface SourceChain extends HubAndSandbox {
  /** Sells through the shop under its code A-1; at Ovopark depId 9801. */
  readonly store: string;
  /** Sells nothing unless a test lets it, under its code B-1; at Ovopark the shop D000002. */
  readonly quietStore: string;
  readonly shopAccount: string;
  /** Its order source's numbers are the shop's. */
  readonly jsonAccount: string;
  /** Nobody says whose numbers its order source's are. */
  readonly xmlAccount: string;
  readonly ovoparkAccount: string;
}

/** A shop with two stores, two merchants at Suning and an enterprise at Ovopark, all of them listed every 5 s. */
export const startSourceChain = (env: Readonly<Record<string, string>> = {}): Promise<SourceChain> =>
  startHubAndSandbox(env, openAccounts);

async function openAccounts(hub: Hub, sandbox: Sandbox) {
  const running = { hub, sandbox };
  const [store, quietStore] = [await openStore(hub, 'A-1'), await openStore(hub, 'B-1')];
  const shopAccount = await openShop(hub, sandbox, ['A-1', 'B-1']);
  for (const appKey of [JSON_KEY, XML_KEY]) await addMerchant(running, appKey);
  const numbers = { orderSourceAccounts: { [SOURCE]: shopAccount } };
  const jsonAccount = await openSuning(running, JSON_KEY, numbers);
  const xmlAccount = await openSuning(running, XML_KEY, { format: 'xml' });
  const bound = { 'depId:9801': store, D000002: quietStore };
  const ovoparkAccount = await openOvopark(running, AKEY, { bound });
  return { store, quietStore, shopAccount, jsonAccount, xmlAccount, ovoparkAccount };
}
