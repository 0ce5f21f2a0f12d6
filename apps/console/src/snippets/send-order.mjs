// Sends one order. Node 18 or newer, no package:
// WEBHOOK_URL='…' WEBHOOK_SECRET='whsec_…' node send-order.mjs <store code> [order number]
import { createHmac } from 'node:crypto';

const [storeCode, orderNo = `TEST-${Date.now()}`] = process.argv.slice(2);
const { WEBHOOK_URL, WEBHOOK_SECRET } = process.env;
const now = Date.now();

const order = {
  orderNo,
  storeCode,
  placedAt: now - 2_000, // milliseconds, or text such as 2026-01-31T08:00:00+08:00
  paidAt: now - 1_000,
  updatedAt: now, // of several states of an order the latest wins
  payment: 'paid',
  fulfilment: 'accepted',
  // Amounts are whole fen: 2500 is 25.00 yuan.
  totalFen: 2500,
  discountFen: 0,
  paidFen: 2500,
  freightFen: 0,
  packagingFen: 0,
  items: [{ itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 }],
};

// The body is signed as it is sent, byte for byte.
const body = JSON.stringify(order);
const id = `order-${orderNo}-${order.updatedAt}`; // the same in every attempt to send this state
const timestamp = String(Math.floor(Date.now() / 1_000)); // another in every attempt
const key = Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');

const answer = await fetch(WEBHOOK_URL, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  },
  body,
});
console.log(answer.status, await answer.text());
// Whatever is not 2xx was not taken: send it again, a little later each time.
process.exitCode = answer.ok ? 0 : 1;
