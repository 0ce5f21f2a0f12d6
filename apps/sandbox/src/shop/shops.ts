import { z } from 'zod';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { senderFields, webUrl } from '../input.js';
import { SECRET_PREFIX } from './shop-signature.js';

/** Standard Webhooks asks for 24 to 64 bytes of key. */
function isWebhookSecret(text: string): boolean {
  const encoded = text.slice(SECRET_PREFIX.length);
  const key = Buffer.from(encoded, 'base64');
  const exact = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  return text.startsWith(SECRET_PREFIX) && exact && key.length >= 24 && key.length <= 64;
}

/** A third-party shop that posts its orders, signed, to one webhook URL. */
export const shopInput = z.strictObject({
  /** Without it the shop gets a number of its own. */
  shopId: z.string().min(1).max(64).optional(),
  webhookUrl: webUrl,
  secret: z.string().refine(isWebhookSecret, 'must be whsec_ and 24 to 64 bytes in base64'),
  storeCodes: z.array(z.string().min(1).max(100)).min(1),
  ...senderFields,
});

export type Shop = Omit<z.output<typeof shopInput>, 'shopId'> & { readonly shopId: string };

export class Shops implements Remembered {
  private readonly byId = new Map<string, Shop>();
  readonly replay = {
    'shop.shop': (record: JournalRecord): void => {
      const { shop } = record as unknown as { shop: Shop };
      this.byId.set(shop.shopId, shop);
    },
  };

  constructor(private readonly journal: Journal) {}

  /** Adds a shop, or replaces the one of the same id; its orders stay. */
  save(input: z.output<typeof shopInput>): Shop {
    const shop = { ...input, shopId: input.shopId ?? `shop-${this.byId.size + 1}` };
    this.byId.set(shop.shopId, shop);
    this.journal.append([{ kind: 'shop.shop', shop }]);
    return shop;
  }

  get(shopId: string): Shop | undefined {
    return this.byId.get(shopId);
  }

  list(): Shop[] {
    return [...this.byId.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((shop) => ({ kind: 'shop.shop', shop }));
  }
}
