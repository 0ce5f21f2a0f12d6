import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { accountOf } from '#connectors-core/testing/conformance/rig.js';
import type { SignatureVector, WebhookCase } from '#connectors-core/testing/connector-case.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import { storefrontConnector } from './storefront.connector.js';
import { keysOf, signature } from './storefront.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/storefront/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8').trim();
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const keyOf = (secret: string): Buffer => keysOf(secret)[0] ?? Buffer.alloc(0);
const SENT_AT = new Date('2024-01-05T01:30:22Z');

const signatures = (
  JSON.parse(text('signature-vectors')) as {
    id: string;
    origin: string;
    secret: string;
    messageId: string;
    timestamp: string;
    body: string;
    expect: string;
  }[]
).map(({ id, origin, secret, messageId, timestamp, body, expect: expected }): SignatureVector => ({
  id: `${id} (${origin})`,
  expected,
  sign: () => `v1,${signature({ id: messageId, timestamp, body: Buffer.from(body) }, keyOf(secret))}`,
}));

/** The library signs text; bytes that are none are signed by the same rule. */
const signed = (body: Buffer): string => {
  const seconds = Math.floor(SENT_AT.getTime() / 1000).toString();
  const isText = Buffer.from(body.toString('utf8')).equals(body);
  return isText
    ? new Webhook(SECRET).sign('msg_1', SENT_AT, body.toString('utf8'))
    : `v1,${signature({ id: 'msg_1', timestamp: seconds, body }, keyOf(SECRET))}`;
};

const webhook: WebhookCase = {
  request: (body = Buffer.from(text('document.paid'))) => ({
    rawBody: body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': Math.floor(SENT_AT.getTime() / 1000).toString(),
      'webhook-signature': signed(body),
    },
    receivedAt: new Date(SENT_AT.getTime() + 1000),
  }),
  signature: { header: 'webhook-signature' },
  signsBody: true,
  strangerConfig: { secrets: [OTHER] },
  references: [{ vendorNo: 'SF20240105-0007' }],
  key: 'msg_1',
  observations: [
    {
      vendorNo: 'SF20240105-0007',
      precedence: 0,
      asOf: new Date(1704418221500),
      placement: { vendorStoreId: 'S001' },
      payment: { state: 'paid', raw: 'paid' },
      amounts: { saleFen: 4000n, flags: [] },
    },
  ],
};

const input = {
  connector: storefrontConnector,
  config: { secrets: [SECRET] },
  personal: ['李四', '13800000003', '上海市徐汇区虹桥路1号', '少冰'],
  signatures,
  webhook,
};

describeConnector('Storefront', input);

describe('a stored storefront delivery', () => {
  const connector = storefrontConnector();
  const account = accountOf(connector, input.config);
  const state = (body: string) => connector.webhook?.fromDelivery?.(Buffer.from(body), account, SENT_AT);

  it.each(['paid', 'iso-times', 'partly-refunded', 'refunded', 'unknown-words', 'smallest'])(
    'of the fixture "%s" states one order',
    (name) => {
      expect(state(text(`document.${name}`))).toHaveLength(1);
    },
  );

  it('that today’s schema refuses says which fields, and nothing of the person', () => {
    const body = text('document.paid').replace('"orderNo"', '"orderNumber"');
    expect(() => state(body)).toThrow(/^the stored order document has faulty fields: orderNo$/);
  });
});
