import { createHash } from 'node:crypto';
import type { VerifiedDelivery } from '#connectors-core/connector.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { credentials, fixture, pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { ACKNOWLEDGEMENT, verify } from './pospal.webhook.js';

const { appId, appKey } = credentials;
const signatureOf = (body: Buffer): string =>
  createHash('md5').update(appKey).update(body).digest('hex').toUpperCase();

function receive(raw: Buffer | string, headers?: Readonly<Record<string, string>>): VerifiedDelivery {
  const rawBody = Buffer.from(raw);
  const signed = headers ?? { 'data-signature': signatureOf(rawBody) };
  return verify({ rawBody, headers: signed, receivedAt: new Date('2024-01-05T01:30:05Z') }, pospalAccount());
}

const refusal = (run: () => unknown): WebhookRefusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof WebhookRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
};

const notice = (members: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ appId, timestamp: 1704418200000, cmd: 'order.new', ...members });
const named = (body: unknown, cmd = 'order.new') =>
  receive(notice({ body, cmd })).references.map(({ vendorNo }) => vendorNo);

describe('a notification of Pospal', () => {
  it.each(['push.order-text', 'push.order-object'])('%s names an order to fetch, digit by digit', (name) => {
    const verified = receive(fixture(name));
    expect(verified.references).toEqual([{ vendorNo: '24010509300012340001' }]);
    expect(verified).not.toHaveProperty('notRead');
  });

  it.each([
    ['push.ticket', 'ticket.new'],
    ['push.unheard-of', 'robot.dance'],
  ])('%s is taken, and shown as not read', (name, cmd) => {
    expect(receive(fixture(name))).toMatchObject({ references: [], notRead: cmd });
  });

  it('is answered as the vendor wants', () => {
    expect(ACKNOWLEDGEMENT).toEqual({ status: 200, contentType: 'text/plain', body: 'SUCCESS' });
  });

  it('is one delivery however often the same bytes come, and another with another time', () => {
    const first = notice({ body: { orderNo: '1' } });
    expect(receive(first).key).toBe(receive(first).key);
    expect(receive(notice({ body: { orderNo: '1' }, timestamp: 1704418201000 })).key).not.toBe(
      receive(first).key,
    );
  });

  it('may name several orders, anywhere in its body', () => {
    expect(
      named({ orders: [{ orderNo: 'A' }, { orderno: 'B', items: [{ order_no: 'C' }] }, { orderNo: 'A' }] }),
    ).toEqual(['A', 'B', 'C']);
    expect(named('[{"OrderNo":9223372036854775807}]')).toEqual(['9223372036854775807']);
  });

  it.each([
    [undefined],
    [null],
    ['24010509300012340001'],
    ['{"orderNo":"1","orderNo":"2"}'],
    ['{"orderNo":'],
    [{ orderNo: '' }],
    [{ orderNo: { no: '1' } }],
    [{ orderNo: 'a\u0000b' }],
    [{ orderNo: '1'.repeat(65) }],
    [Array.from({ length: 201 }, (_, index) => ({ orderNo: index.toString() }))],
  ])('that names no order that could be fetched is kept all the same', (body) => {
    expect(receive(notice({ body }))).toMatchObject({ references: [], notRead: 'order.new' });
  });

  it.each(['ticket.reverse', 'stockFlow.createStockFlowIn', 'couponCode.use', 'product.edit'])(
    'of %s has numbers that are no orders',
    (cmd) => {
      expect(named({ orderNo: '1' }, cmd)).toEqual([]);
    },
  );

  it('without a command, or with one that cannot be shown, is taken', () => {
    expect(receive(notice({ cmd: undefined }))).toMatchObject({ notRead: 'no cmd' });
    expect(receive(notice({ cmd: 'x'.repeat(65), body: { orderNo: '1' } })).references).toHaveLength(1);
  });

  it('is refused unsigned, wrongly signed, for another app, or in another form', () => {
    const raw = notice({ body: { orderNo: '1' } });
    expect(refusal(() => receive(raw, {})).reason).toBe('unsigned');
    expect(
      refusal(() => receive(raw, { 'data-signature': signatureOf(Buffer.from(`${raw} `)) })).reason,
    ).toBe('bad_signature');
    expect(refusal(() => receive(notice({ appId: 'another' }))).reason).toBe('bad_signature');
    expect(refusal(() => receive(notice({ appId: undefined }))).reason).toBe('invalid_document');
    expect(refusal(() => receive('[]')).reason).toBe('invalid_document');
  });
});
