import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A shop's own secret, as the storefront connector takes it. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface Signed {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Signs as a client with the public package would. */
export function signed(secret: string, body: string, id = `msg_${randomUUID()}`, at = new Date()): Signed {
  const signature = new Webhook(secret).sign(id, at, body);
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
    },
  };
}

/** An order that the connector takes. */
export const orderDocument = (change: object = {}): string =>
  JSON.stringify({
    orderNo: `SF-${randomUUID()}`,
    storeCode: 'S001',
    placedAt: Date.now() - 2000,
    paidAt: Date.now() - 1000,
    updatedAt: Date.now(),
    payment: 'paid',
    fulfilment: 'accepted',
    totalFen: 2500,
    discountFen: 0,
    paidFen: 2500,
    freightFen: 0,
    packagingFen: 0,
    items: [{ itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 }],
    customer: { name: '张三丰', phone: '13912345678', address: '上海市徐汇区1号' },
    ...change,
  });
