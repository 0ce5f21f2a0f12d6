import { newSecret, orderDocument, signed } from '../integration/http/storefront-sender.js';
import type { Made } from './hub-and-sandbox.js';
import type { TillChain } from './till-chain.js';

const ITEMS = ['拿铁', '曲奇'];
export const LATTE = { itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 };

/** A shop of the chain's store that says exactly what a test wants; the till knows its items. */
export interface DocumentShop {
  /** Signs and sends an order document, changed by this. */
  post(change: object): Promise<Response>;
}

export async function openDocumentShop({ hub, tillAccount }: TillChain): Promise<DocumentShop> {
  const secret = newSecret();
  const config = { secrets: [secret] };
  const shop = await hub.rest.post<Made>('accounts', { connector: 'storefront', name: 'documents', config });
  const items = ITEMS.map((itemName, at) => ({ itemName, productUid: String(7 + at) }));
  await hub.rest.put(`accounts/${tillAccount}/products`, { items });
  return {
    post: (change) => {
      const { body, headers } = signed(secret, orderDocument({ storeCode: 'T-1', ...change }));
      const init = { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } };
      return fetch(shop.webhookUrl!, init);
    },
  };
}
