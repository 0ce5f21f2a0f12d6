import type { ConnectorCase, VendorCode } from './connector-case.js';
import { conformanceChecks, describeConnector } from './connector-conformance.js';
import type { ReceivedRequest } from './scripted-vendor.js';
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
const NOW = new Date('2024-01-05T01:30:00Z');
const MARKER = 'SP-7K2M9QRSTV0A1BCD';
const windowOf = (request: ReceivedRequest) => {
  const { from, to } = paramsOf(request);
  return { from: new Date(Number(from)), to: new Date(Number(to)) };
};
const amounts = {
  saleFen: 4000n,
  totalFen: 4000n,
  paidFen: 4000n,
  discountFen: null,
  freightFen: null,
  packagingFen: null,
  flags: [],
};
const signatureOf = ({ headers }: ReceivedRequest) => headers['toy-signature'] ?? '';

const pageBody = (rows: readonly string[], next: string | null): string =>
  `{"code":"0","data":{"rows":[${rows.join(',')}],"next":${JSON.stringify(next)}}}`;

const WRONG_SIGNATURE: VendorCode = { name: 'code 6', body: '{"code":"6"}', code: 'invalid_signature' };

const CUT =
  '{"code":"0","data":{"rows":[{"orderNo":"N1","paid":"1","totalFen":100,"at":1,"phone":"1","remark":""}]}}';

function toyCase(fault?: ToyFault): ConnectorCase {
  return {
    connector: (transport) => new Toy(transport, fault).connector(),
    config: { key: KEY },
    personal: ['张三', '13800000000', '上海市徐汇区漕溪北路1号'],
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
    refusal: { body: (words) => JSON.stringify({ code: '8', words }) },
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
      stands: { says: {}, though: ['data.totalFen'] },
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
      vendorCodes: [
        { name: 'code 7', body: '{"code":"7"}', code: 'duplicate', vendorCode: '7' },
        WRONG_SIGNATURE,
      ],
    },
    pages: {
      stream: 'orders',
      rows: [
        { vendorNo: 'N1', text: '{"orderNo":"N1","paid":"1","totalFen":100}' },
        { vendorNo: 'N2', text: '{"orderNo":"N2","paid":"0","totalFen":200}' },
      ],
      unreadable: { vendorNo: 'N3', text: '{"orderNo":"N3","paid":"1","totalFen":"much"}' },
      body: pageBody,
      notWhole: [{ name: 'a list without a word of its end', body: CUT }],
      nextOf: (request) => paramsOf(request)['page'] ?? null,
      windowOf,
      signatureOf,
      vendorCodes: [{ name: 'code 8', body: '{"code":"8"}', code: 'rejected', vendorCode: '8' }],
    },
    orderSink: {
      order: {
        marker: MARKER,
        vendorNo: 'A-1',
        placedAt: NOW,
        paymentMethod: 'wechat',
        payments: [],
        items: [
          {
            itemName: '拿铁',
            itemSpec: null,
            unit: null,
            quantity: '1',
            unitPrice: '40.00',
            amountFen: 4000n,
            productUid: '9223372036854775807',
            units: '1',
          },
        ],
        deductions: [],
        amounts,
        service: null,
        contact: {
          name: '张三',
          phone: '13800000000',
          address: '上海市徐汇区漕溪北路1号',
          remark: null,
          memberNo: null,
        },
        store: { name: 'Xuhui', code: 'S001' },
      },
      received: (request) => JSON.parse(paramsOf(request)['place'] ?? '') as unknown,
      expected: { remark: MARKER, uids: ['9223372036854775807'] },
      accepted: { body: '{"code":"0","data":{"orderNo":"N1"}}', vendorNo: 'N1', path: 'data.orderNo' },
      done: '{"code":"0","data":{}}',
      signatureOf,
      vendorCodes: [
        { name: 'code 7', body: '{"code":"7"}', code: 'duplicate', vendorCode: '7' },
        WRONG_SIGNATURE,
      ],
      search: {
        body: (orders, next) =>
          pageBody(
            orders.map(({ vendorNo, placedAt, phone, remark, saleFen }) =>
              JSON.stringify({
                orderNo: vendorNo,
                at: placedAt.getTime(),
                phone,
                remark,
                totalFen: Number(saleFen),
              }),
            ),
            next,
          ),
        windowOf,
        notWhole: [{ name: 'a list without a word of its end', body: CUT }],
        longestWindowMs: HOUR_MS,
        mostRequests: 5,
      },
    },
    quota: {
      at: NOW,
      caller: 'toy',
      read: { answers: ['{"code":"0","data":{"limit":100,"left":30}}'], reading: { limit: 100, used: 70 } },
    },
    push: {
      url: 'https://hub.example.cn/push',
      registered: '{"code":"0","data":{"url":"https://hub.example.cn/push"}}',
      none: '{"code":"0","data":{"url":""}}',
      done: '{"code":"0","data":{}}',
      urlOf: (request) => paramsOf(request)['push'] ?? '',
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
    signs_each_call_once: 'place: each attempt is signed afresh',
    tells_its_secret: 'fetch: code 8 is rejected',
    quotes_the_answer: 'fetch: without data.orderNo the answer is refused by that name',
    guesses_unknown_states: 'fetch: an unknown data.paid stays raw and holds up nothing else',
    strict_about_fields: 'fetch: fields that nobody knows are passed over',
    does_not_name_fields: 'fetch: without data.totalFen the answer is refused by that name',
    empty_for_unreadable: 'fetch: an HTML page with HTTP 200 is invalid_response',
    insists_on_utf8: 'fetch: an answer in GBK that says so is read, and one behind a byte order mark',
    as_of_the_answer: 'fetch: an observation is as of the instant at which the answered request was sent',
    drops_vendor_codes: 'submit: code 7 is duplicate',
    payload_has_a_nonce: 'submit: the payload is what it must be, the same each time',
    lost_write_is_unavailable: 'submit: no answer is outcome_unknown',
    reads_pages_for_ever:
      'find: a vendor that always has one more page is read to a bound, and nothing is concluded',
    asks_for_the_whole_window:
      'find: no request asks for a longer window than the vendor allows, and none is left out',
    stops_at_a_bad_row: 'pages: a row that cannot be read stops only itself',
    forgets_the_cursor: 'pages: a further page is asked for as the page before said, in the same window',
    asks_beyond_the_window: 'pages: a window is asked for to its second, and never beyond its end',
    stands_only_whole: 'fetch: how an order stands is read, whatever else of it is odd',
    sends_too_late: 'order sink: nothing is sent when it is too late',
    cancels_too_late: 'order sink: no cancel is sent when it is too late',
    reports_too_late: 'submit: nothing is sent when it is too late',
    loses_digits: 'order sink: an order arrives as it must, once, and has a receipt',
    invents_a_number: 'order sink: an answer without a number is outcome_unknown',
    repeats_a_cancel: 'order sink: cancel whose answer was lost is not said again at once',
    finds_by_phone: 'find: only the marker makes a copy; what looks alike is no more than similar',
    finds_the_first: 'find: several orders are looked for by one reading, and each is told apart',
    finds_half: 'find: what could not be read is no absence',
    counts_what_is_left: 'quota: what the vendor says of it is read',
    keeps_no_address: 'push: the address is set',
    forgets_the_wish: 'fetch: when the vendor wants to be asked again is kept, in each of its forms',
    ends_with_a_cut_list: 'pages: a list without a word of its end is not the end of a list',
    finds_in_a_cut_list: 'find: a list without a word of its end proves nothing absent',
    follows_a_repeated_page:
      'find: a page that is the one before again ends the search, and nothing is concluded',
    declares_no_person: 'place: no words repeat what the request told of a person',
    calls_by_itself: 'complete: what the gate refuses is not sent',
    tries_again_at_once: 'fetch: HTTP 429 is answered with no further call',
    speaks_one_language: 'connector: its settings are named and described in Chinese and in English',
    makes_a_bad_key: 'settings: a value that is made for one is secret, and can be saved',
    blames_the_account: 'place: a refusal that names a field of the order blames that order alone',
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
