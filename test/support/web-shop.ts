import type { Made } from './hub-and-sandbox.js';
import type { Hub, Sandbox } from './programs.js';

/** The sandbox's only shop. */
export const SHOP_ID = 'shop';
const SECRET = `whsec_${Buffer.from('an e2e secret, of no worth').toString('base64')}`;

/** A shop that posts its orders to the hub. @returns the id of its account there */
export async function openShop({ rest }: Hub, { control }: Sandbox, storeCodes: string[]): Promise<string> {
  const config = { secrets: [SECRET] };
  const { id, webhookUrl } = await rest.post<Made>('accounts', {
    connector: 'storefront',
    name: 'shop',
    config,
  });
  await control.post('shop/shops', { shopId: SHOP_ID, webhookUrl, secret: SECRET, storeCodes });
  return id;
}
