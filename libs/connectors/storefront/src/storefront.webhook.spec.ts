import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import type { Account } from '#connectors-core/account.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import type { StorefrontConfig } from './storefront.config.js';
import { ACKNOWLEDGEMENT, verify } from './storefront.webhook.js';

const PAID = readFileSync(
  new URL('../../../../test/fixtures/storefront/document.paid.json', import.meta.url),
  'utf8',
);
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const NEW_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const SENT_AT = 1704418200;

const account = (secrets: readonly string[] = [SECRET]): Account<Pick<StorefrontConfig, 'secrets'>> => ({
  id: 'a1',
  connector: 'storefront',
  name: 'Shop',
  baseUrl: '',
  config: { secrets },
});

const headersOf = (body: string, secret = SECRET, id = 'msg_1') => ({
  'webhook-id': id,
  'webhook-timestamp': SENT_AT.toString(),
  'webhook-signature': new Webhook(secret).sign(id, new Date(SENT_AT * 1000), body),
});

const receive = (
  body: string | Buffer,
  headers: Record<string, string | undefined>,
  seconds = 0,
  secrets?: string[],
) =>
  verify(
    { rawBody: Buffer.from(body), headers, receivedAt: new Date((SENT_AT + seconds) * 1000) },
    account(secrets),
  );

const refusal = (run: () => unknown): WebhookRefusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof WebhookRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('a storefront delivery', () => {
  it('signed by the scheme’s own library is taken under its id, and names nothing to fetch', () => {
    expect(receive(PAID, headersOf(PAID))).toEqual({ key: 'msg_1', references: [] });
  });

  it('is taken under either secret while they rotate', () => {
    const headers = headersOf(PAID, NEW_SECRET);
    expect(receive(PAID, headers, 0, [SECRET, NEW_SECRET]).key).toBe('msg_1');
    const both = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };
    expect(receive(PAID, both, 0, [NEW_SECRET]).key).toBe('msg_1');
    expect(refusal(() => receive(PAID, headers)).reason).toBe('bad_signature');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is unsigned', (name) => {
    expect(refusal(() => receive(PAID, { ...headersOf(PAID), [name]: undefined })).reason).toBe('unsigned');
    expect(refusal(() => receive(PAID, { ...headersOf(PAID), [name]: '' })).reason).toBe('unsigned');
  });

  it.each([
    ['body', `${PAID} `, {}],
    ['id', PAID, { 'webhook-id': 'msg_2' }],
    ['timestamp', PAID, { 'webhook-timestamp': (SENT_AT + 1).toString() }],
    ['signature', PAID, { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` }],
  ])('with another %s than was signed is refused', (_name, body, changes) => {
    expect(refusal(() => receive(body, { ...headersOf(PAID), ...changes })).reason).toBe('bad_signature');
  });

  it.each(['a'.repeat(129), 'a b', 'a{', 'naïve', 'a\u0000'])(
    'with the id %j is refused though it is signed',
    (id) => {
      expect(refusal(() => receive(PAID, headersOf(PAID, SECRET, id))).reason).toBe('bad_signature');
    },
  );

  it.each([
    [-300, null],
    [300, null],
    [-301, 'stale'],
    [301, 'stale'],
  ])('received %d seconds after its timestamp: %s', (seconds, reason) => {
    const run = () => receive(PAID, headersOf(PAID), seconds);
    if (reason === null) expect(run().key).toBe('msg_1');
    else expect(refusal(run).reason).toBe(reason);
  });

  it.each([
    ['<html></html>', 'not_json'],
    ['', 'not_json'],
    ['{"orderNo":"1","orderNo":"2"}', 'duplicate_key'],
    ['{"customer":{"__proto__":{}}}', 'forbidden_key'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'too_deep'],
    ['[]', 'invalid_document'],
    ['{}', 'invalid_document'],
  ])('with the body %s is refused as %s, once its signature is right', (body, reason) => {
    expect(refusal(() => receive(body, headersOf(body))).reason).toBe(reason);
    expect(refusal(() => receive(body, headersOf(PAID))).reason).toBe('bad_signature');
  });

  it('names every faulty field of the document', () => {
    const body = JSON.stringify({
      ...(JSON.parse(PAID) as object),
      paidAt: null,
      totalFen: 1.5,
      items: [{ quantity: 1 }],
    });
    const { faults } = refusal(() => receive(body, headersOf(body)));
    expect(faults.map(({ field }) => field)).toEqual([
      'totalFen',
      'items.0.itemName',
      'items.0.quantity',
      'items.0.unitPrice',
      'items.0.amountFen',
      'paidAt',
    ]);
  });

  it('never repeats a secret or a signature when it is refused', () => {
    const headers = headersOf(PAID, NEW_SECRET);
    const { message, faults } = refusal(() => receive(PAID, headers));
    const said = JSON.stringify([message, faults]);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(headers['webhook-signature'].slice(3));
  });

  it('is answered with 200', () => {
    expect(ACKNOWLEDGEMENT).toEqual({
      status: 200,
      contentType: 'application/json',
      body: '{"received":true}',
    });
  });
});
