import { createHmac } from 'node:crypto';

export const SECRET = Buffer.from('an invented secret of the bench!');
export const SECRET_TEXT = `whsec_${SECRET.toString('base64')}`;

/**
 * A storefront order of about 2 KB, signed by the Standard Webhooks scheme, as one buffer of head and body.
 *
 * @param {{ path: string, run: string, index: number, storeCode: string, orderNo?: string, placedAt?: number }} order
 */
export function signedOrder({ path, run, index, storeCode, orderNo = `${run}-${index}`, placedAt }) {
  const { body, headers } = signed(`msg-${run}-${index}`, orderDocument(orderNo, storeCode, placedAt));
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * @param {string} id of the delivery
 * @param {object} document
 */
export function signed(id, document) {
  const body = JSON.stringify(document);
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET).update(`${id}.${seconds}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  return { body, headers };
}

/** A paid order of eight lines. */
export function orderDocument(orderNo, storeCode, placedAt = Date.now() - 60_000) {
  const items = Array.from({ length: 8 }, (_, index) => ({
    itemName: `红烧牛肉面（套餐${index + 1}）`,
    itemSpec: '大碗，不要香菜，少辣，加一份卤蛋',
    quantity: '1',
    unitPrice: '18.00',
    amountFen: 1_800,
  }));
  return {
    orderNo,
    storeCode,
    placedAt: new Date(placedAt).toISOString(),
    paidAt: new Date(placedAt + 30_000).toISOString(),
    updatedAt: Date.now(),
    payment: 'paid',
    fulfilment: 'accepted',
    totalFen: 14_400,
    paidFen: 14_400,
    discountFen: 0,
    freightFen: 0,
    packagingFen: 0,
    refunds: [],
    items,
    customer: { name: '张三', phone: '13800000000', address: '上海市徐汇区示范路1号2楼201室' },
  };
}
