import { createHmac } from 'node:crypto';
import { mutatedDocument } from '../mutated-document.mjs';
import {
  bitFlipped,
  BROKEN_BODIES,
  characterChanged,
  OF_ANY,
  pick,
  withHeader,
  withoutHeader,
} from './request.mjs';

const SECRET = Buffer.from('the secret of a shop that is forged');
const OTHER = Buffer.from('the secret of somebody who would be');
const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

const order = (index) => ({
  orderNo: `F-${index}`,
  storeCode: 'S-1',
  placedAt: Date.now() - 60_000,
  paidAt: Date.now() - 30_000,
  updatedAt: Date.now(),
  payment: 'paid',
  fulfilment: 'accepted',
  totalFen: 1_800,
  paidFen: 1_800,
  discountFen: 0,
  freightFen: 0,
  packagingFen: 0,
  items: [{ itemName: '红烧牛肉面', quantity: '1', unitPrice: '18.00', amountFen: 1_800 }],
});

const mac = (key, { id, seconds, body }) =>
  createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest();

/** By the scheme of Standard Webhooks. */
function signed(
  request,
  { key = SECRET, id = request.headers['webhook-id'], seconds = now(), body = request.body },
) {
  const signature = `v1,${mac(key, { id, seconds, body }).toString('base64')}`;
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature };
  return { ...request, headers: { ...request.headers, ...headers }, body };
}

const now = (offset = 0) => String(Math.floor(Date.now() / 1000) + offset);
const signatureOf = ({ headers }) => headers['webhook-signature'].slice('v1,'.length);
const withSignature = (request, signature) => withHeader(request, 'webhook-signature', signature);
const macOf = (request) => Buffer.from(signatureOf(request), 'base64');

/** @type {import('./request.mjs').Scheme} */
export const storefront = {
  connector: 'storefront',
  config: { secrets: [`whsec_${SECRET.toString('base64')}`] },
  good: (index, path) =>
    signed(
      {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', 'webhook-id': `msg_${index}` },
        body: Buffer.from(JSON.stringify(order(index))),
      },
      {},
    ),
  forgeries: {
    ...OF_ANY,
    'another document': (good, random) => {
      const body = mutatedDocument(JSON.parse(good.body), random);
      return { ...good, body: body.equals(good.body) ? bitFlipped(body, random) : body };
    },
    'one bit of the body': (good, random) => ({ ...good, body: bitFlipped(good.body, random) }),
    'a blank behind the body': (good) => ({ ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) }),
    'a body that is none': (good, random) => ({ ...good, body: Buffer.from(pick(random, BROKEN_BODIES)) }),
    'another id': (good, random) =>
      withHeader(
        good,
        'webhook-id',
        pick(random, [`${good.headers['webhook-id']}x`, 'msg_', '.', '\u00fc', 'x'.repeat(300)]),
      ),
    'another second': (good, random) =>
      withHeader(
        good,
        'webhook-timestamp',
        String(Number(good.headers['webhook-timestamp']) + pick(random, [-1, 1, -299, 60])),
      ),
    'no second': (good, random) =>
      withHeader(
        good,
        'webhook-timestamp',
        pick(random, ['now', '-1', '1e9', '0x5', String(Date.now()), '9'.repeat(40)]),
      ),
    'a part less': (good, random) => withoutHeader(good, pick(random, HEADERS)),
    'a part that is empty': (good, random) => withHeader(good, pick(random, HEADERS), ''),
    'one bit of the signature': (good, random) =>
      withSignature(good, `v1,${bitFlipped(macOf(good), random).toString('base64')}`),
    'one character of the signature': (good, random) =>
      withSignature(good, `v1,${characterChanged(signatureOf(good), random)}`),
    'another version’s signature': (good, random) =>
      withSignature(good, pick(random, ['v2,', 'v1a,', 'v1', 'V1,', '', 'v1,v1,']) + signatureOf(good)),
    'the signature in other digits': (good, random) =>
      withSignature(
        good,
        `v1,${pick(random, [
          macOf(good).toString('hex'),
          macOf(good)
            .toString('latin1')
            .replaceAll(/[^\x20-\x7e]/g, '?'),
        ])}`,
      ),
    'half a signature': (good) => withSignature(good, `v1,${signatureOf(good).slice(0, 20)}`),
    'a hundred signatures': (good, random) =>
      withSignature(
        good,
        Array.from({ length: 100 }, () => `v1,${bitFlipped(macOf(good), random).toString('base64')}`).join(
          ' ',
        ),
      ),
    'another shop’s signature': (good) => signed(good, { key: OTHER }),
    'no key’s signature': (good, random) =>
      signed(good, { key: pick(random, [Buffer.alloc(0), Buffer.from('whsec_')]) }),
    'a signature of the text of the secret': (good) =>
      signed(good, { key: Buffer.from(`whsec_${SECRET.toString('base64')}`) }),
    'a right one of an hour ago': (good, random) =>
      signed(good, { seconds: now(pick(random, [-3_600, -301, -86_400])) }),
    'a right one of an hour ahead': (good, random) =>
      signed(good, { seconds: now(pick(random, [3_600, 310, 86_400])) }),
    'signed of another id': (good) =>
      withHeader(signed(good, { id: 'msg_other' }), 'webhook-id', good.headers['webhook-id']),
  },
};
