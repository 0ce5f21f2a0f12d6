import type { ConnectorCase } from './connector-case.js';
import { conformanceChecks, describeConnector } from './connector-conformance.js';
import type { ReceivedRequest } from './scripted-vendor.js';
import type { ListingConnector } from './toy-connector.js';
import { Toy } from './toy-connector.js';
import type { ToyFault } from './toy-vendor.js';
import { TOY_FAULTS, toySignature } from './toy-vendor.js';

const KEY = 'toy-key-never-to-be-seen';
const HOUR_MS = 3_600_000;

const order = {
  code: '0',
  data: { orderNo: '880123456789012345', paid: '1', totalFen: 4000, buyer: '张三 13800000000' },
};
const uncalled = { call: () => Promise.reject(new Error('not called')) };
const paramsOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString()) as Record<string, string>;
const signatureOf = ({ headers }: ReceivedRequest) => headers['toy-signature'] ?? '';

function toyCase(fault?: ToyFault): ConnectorCase {
  return {
    connector: (transport) => new Toy(transport, fault).connector(),
    config: { key: KEY },
    personal: ['张三', '13800000000'],
    signatures: [
      {
        id: 'own',
        expected: toySignature(KEY, 'text'),
        sign: () => new Toy(uncalled, fault).signature(KEY, 'text'),
      },
    ],
    webhook: {
      request: (body = Buffer.from('{"orderNo":"880123456789012345"}')) => ({
        rawBody: body,
        headers: {
          'toy-signature': toySignature(KEY, fault === 'signs_the_start_only' ? body.subarray(0, 4) : body),
        },
        receivedAt: new Date('2024-01-05T01:30:00Z'),
      }),
      signature: { header: 'toy-signature' },
      signsBody: true,
      strangerConfig: { key: 'another key' },
      key: '880123456789012345',
      references: [{ vendorNo: '880123456789012345' }],
    },
    fetch: {
      reference: { vendorNo: '880123456789012345' },
      fixtures: [
        {
          name: 'a paid order',
          body: JSON.stringify(order),
          expected: {
            vendorNo: '880123456789012345',
            payment: { state: 'paid' },
            amounts: { saleFen: 4000n },
          },
        },
      ],
      signatureOf,
      required: ['data.orderNo', 'data.totalFen'],
      unknownValues: [{ path: 'data.paid', value: '77', group: 'payment' }],
      notFound: '{"code":"0","data":null}',
      vendorCodes: [{ name: 'code 8', body: '{"code":"8"}', code: 'rejected', vendorCode: '8' }],
    },
    submit: {
      sales: {
        hourStart: new Date('2024-01-05T01:00:00Z'),
        hourEnd: new Date('2024-01-05T02:00:00Z'),
        timeZone: 'Asia/Shanghai',
        totalFen: 12850n,
        orders: 2,
        items: 3,
        lines: 3,
      },
      vendorStoreId: 'S001',
      payload: { store: 'S001', total: '12850', cover: 'false' },
      received: paramsOf,
      accepted: { body: '{"code":0,"data":{"taken":true}}', vendorCode: '0' },
      signatureOf,
      vendorCodes: [{ name: 'code 7', body: '{"code":"7"}', code: 'duplicate', vendorCode: '7' }],
    },
    pages: {
      read: (connector, account, { from, to }) => (connector as ListingConnector).pages(account, from, to),
      longestWindowMs: HOUR_MS,
      windowOf: (request) => {
        const { from, to } = paramsOf(request);
        return { from: new Date(Number(from)), to: new Date(Number(to)) };
      },
      endless: () => ({ body: '{"code":"0","data":{"next":true}}' }),
      mostRequests: 5,
    },
  };
}

describeConnector('a toy vendor', toyCase());

describe('the conformance suite finds a connector that is wrong', () => {
  const FOUND_BY: Record<ToyFault, string> = {
    another_signature: 'signature: own is reproduced',
    takes_any_signature: 'webhook: a changed signature is refused',
    signs_the_start_only: 'webhook: a changed body is refused, or never more than misread',
    parses_unguarded: 'webhook: a repeated key is refused',
    crashes_on_broken_json: 'webhook: a broken body is refused',
    new_key_each_time: 'webhook: the same delivery twice has the same key and references',
    signs_once: 'fetch: each attempt is signed afresh',
    tells_its_secret: 'fetch: code 8 is rejected',
    quotes_the_answer: 'fetch: without data.orderNo the answer is refused by that name',
    guesses_unknown_states: 'fetch: an unknown data.paid stays raw and holds up nothing else',
    strict_about_fields: 'fetch: fields that nobody knows are passed over',
    does_not_name_fields: 'fetch: without data.totalFen the answer is refused by that name',
    empty_for_unreadable: 'fetch: an HTML page with HTTP 200 is invalid_response',
    as_of_the_answer: 'fetch: an observation is as of the instant at which the answered request was sent',
    drops_vendor_codes: 'submit: code 7 is duplicate',
    payload_has_a_nonce: 'submit: the payload is what it must be, the same each time',
    lost_write_is_unavailable: 'submit: no answer is outcome_unknown',
    reads_pages_for_ever: 'pages: a vendor that always has one more page is read to a bound',
    asks_for_the_whole_window: 'pages: no request asks for a longer window than the vendor allows',
  };

  it.each(TOY_FAULTS)('%s', async (fault) => {
    const check = conformanceChecks(toyCase(fault)).find(({ name }) => name === FOUND_BY[fault]);
    if (check === undefined) throw new Error(`no such check: ${FOUND_BY[fault]}`);
    await expect(check.run()).rejects.toThrow();
  });

  it('finds a part that is left untested', async () => {
    const { webhook: _untested, ...rest } = toyCase();
    const [check] = conformanceChecks(rest);
    await expect(check?.run()).rejects.toThrow('webhook');
  });
});
