import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import type { Account } from '#connectors-core/account.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import type { StorefrontConfig } from './storefront.config.js';
import { signature } from './storefront.signer.js';
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

const NAMED = { vendorNo: 'SF20240105-0007' };

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
  it('signed by the scheme’s own library is taken under its id, and names its order', () => {
    expect(receive(PAID, headersOf(PAID))).toEqual({ key: 'msg_1', references: [NAMED] });
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

  it.each([
    'order-A-16-2026-11-29T09:20:00+08:00',
    'order-#1001-1795915200000',
    'order-2026/0001-1795915200000',
    'order-Order 00591-006-0018-1795915200000',
    '{"no":"7%"}, <b>; a=b\\c~',
    'x'.repeat(256),
    'naïve',
  ])('is taken under the id %j, as the scheme’s own library signs it', (id) => {
    expect(receive(PAID, headersOf(PAID, SECRET, id)).key).toBe(id);
  });

  it.each(['订单-7', 'café n° 5', '🍜', '订'.repeat(256)])(
    'is taken under the id %j that was sent, and signed, in UTF-8',
    (id) => {
      const headers = { ...headersOf(PAID, SECRET, id), 'webhook-id': Buffer.from(id).toString('latin1') };
      expect(receive(PAID, headers).key).toBe(id);
    },
  );

  it('is taken under an id that was signed in the very bytes of Latin 1', () => {
    const id = Buffer.from('café-é', 'latin1');
    const sent = { id, timestamp: SENT_AT.toString(), body: Buffer.from(PAID) };
    const headers = {
      'webhook-id': id.toString('latin1'),
      'webhook-timestamp': SENT_AT.toString(),
      'webhook-signature': `v1,${signature(sent, Buffer.alloc(24, 7))}`,
    };
    expect(receive(PAID, headers).key).toBe('café-é');
  });

  it.each(['a'.repeat(257), 'a\u0000', 'a\tb', '\u0085'])(
    'with the id %j is refused for its id, signed or not',
    (id) => {
      const { reason, message } = refusal(() => receive(PAID, headersOf(PAID, SECRET, id)));
      expect([reason, message]).toEqual(['bad_id', expect.stringContaining('webhook-id')]);
      const strange = headersOf(PAID, NEW_SECRET, id);
      expect(refusal(() => receive(PAID, strange)).reason).toBe('bad_id');
    },
  );

  it.each([
    [String(SENT_AT * 1000), 'milliseconds'],
    [String(SENT_AT * 1_000_000), 'milliseconds'],
    [`${String(SENT_AT)}.5`, 'digits'],
    [new Date(SENT_AT * 1000).toISOString(), 'digits'],
    ['soon', 'digits'],
    ['-5', 'digits'],
  ])('with the timestamp %s is told that seconds are meant', (timestamp, word) => {
    const { reason, message } = refusal(() =>
      receive(PAID, { ...headersOf(PAID), 'webhook-timestamp': timestamp }),
    );
    expect([reason, message]).toEqual(['bad_timestamp', expect.stringMatching(`seconds.*${word}`)]);
  });

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
