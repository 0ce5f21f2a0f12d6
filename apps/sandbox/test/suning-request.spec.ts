import { readXml, XmlFault } from '../src/suning/suning-xml-reader.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { ask, codeOf, DAY, jsonBody, MERCHANT, NO_RESULT, postRaw, xmlBody } from './suning-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/suning/merchants', { ...MERCHANT, largestWindowMs: 86_400_000 });
});
afterEach(() => fixture.close());

const BIZ = 'biz.fourps.queryorderstatus';

describe('the fields', () => {
  // [code, what is sent over the right fields]
  const wrong: [string, object][] = [
    [`${BIZ}.missing-parameter:orderSource`, { orderSource: undefined }],
    [`${BIZ}.ordersource:value-null-invalid`, { orderSource: '' }],
    [`${BIZ}.ordersource:value-null-invalid`, { orderSource: '213' }],
    ['sys.check.miss-time:starttime', { startTime: undefined }],
    ['sys.check.miss-time:endtime', { endTime: undefined }],
    ['sys.check.starttime-value:null', { startTime: '' }],
    ['sys.check.endtime-value:null', { endTime: '' }],
    ['sys.check.starttime-format:error', { startTime: '2024-01-05' }],
    ['sys.check.endtime-format:error', { endTime: '2024-02-30 00:00:00' }],
    ['sys.check.query-time:error', { startTime: '2024-01-05 10:00:01', endTime: '2024-01-05 10:00:00' }],
    ['sys.check.query-time:outofrange', { endTime: '2024-01-06 00:00:01' }],
    [`${BIZ}.missing-parameter:queryType`, { queryType: undefined }],
    [`${BIZ}.querytype:value-null-invalid`, { queryType: '3' }],
    ['sys.check.pagesize-format:error', { pageSize: 'x' }],
    ['sys.check.pagesize-format:error', { pageSize: '' }],
    ['sys.check.page-param:error', { pageSize: '0' }],
    ['sys.check.page-param:error', { pageSize: '51' }],
    ['sys.check.pageno-format:error', { pageNo: '1.5' }],
    ['sys.check.page-param:error', { pageNo: '0' }],
    ['sys.check.page-param:error', { pageNo: '100000' }],
    ['sys.check.request-params:error', { pageno: '1' }],
  ];

  it.each(wrong)('%s for %o', async (code, fields) => {
    const present = Object.entries<unknown>({ ...DAY, ...fields }).filter(([, value]) => value !== undefined);
    expect(codeOf(await ask(fixture, fields))).toBe(code);
    expect(codeOf(await postRaw(fixture, xmlBody(Object.fromEntries(present))))).toBe(code);
  });

  it.each([{ pageSize: 50 }, { orderSource: 301 }, { queryType: null }, { pageNo: ['1'] }])(
    'must each be a text: %o',
    async (fields) => {
      expect(codeOf(await ask(fixture, fields))).toBe('sys.check.request-params:error');
    },
  );

  it('may go to their bounds', async () => {
    const bounds = { endTime: '2024-01-06 00:00:00', pageSize: '50', pageNo: '99999' };
    expect(codeOf(await ask(fixture, bounds))).toBe(NO_RESULT);
    expect(codeOf(await ask(fixture, { startTime: DAY.endTime }))).toBe(NO_RESULT);
  });

  it('are known of a call, whatever became of it', async () => {
    await ask(fixture, { pageSize: '51' });
    expect((await fixture.get('/suning/calls?limit=1')).json.items).toMatchObject([
      { verdict: 'sys.check.page-param:error', asked: { pageSize: '51', orderSource: '301' }, rows: 0 },
    ]);
  });
});

describe('the document', () => {
  it.each([
    ['sys.check.request-params:error', ''],
    ['sys.check.request-params:error', '{'],
    ['sys.check.request-params:error', '[]'],
    ['sys.check.request-params:error', '{"sn_body":{}}'],
    ['sys.check.request-params:error', '{"sn_request":{"sn_body":{}}}'],
    ['sys.check.request-params:error', '{"sn_request":{"sn_body":{"orderStatus":{}}}}'],
    ['sys.check.request-params:error', `{"sn_head":{},${jsonBody(DAY).slice(1)}`],
    ['sys.check.missing-nestElement:sn_body', '{"sn_request":{}}'],
    ['sys.check.request-params:error', '<sn_request><a/></sn_request>'],
    ['biz.handler.request-message:error', '{"sn_request":{"sn_body":{"queryOrderStatus":[{}]}}}'],
    ['biz.handler.request-message:error', '{"sn_request":{"sn_body":{"queryOrderStatus":{},"other":{}}}}'],
    ['sys.check.request-params:error', `<?xml version="1.0"?><!DOCTYPE a>${xmlBody(DAY)}`],
    ['sys.check.request-params:error', xmlBody({ ...DAY, pageNo: '&a;' })],
    ['sys.check.request-params:error', xmlBody(DAY).replace('</sn_body>', '')],
    ['sys.check.request-params:error', xmlBody(DAY).replace('<sn_body>', '<sn_body a="1">')],
  ])('%s for %s', async (code, body) => {
    expect(codeOf(await postRaw(fixture, body))).toBe(code);
  });

  it('may be XML under a type of JSON and the other way round', async () => {
    const types = ['application/json', 'text/xml; charset=utf-8'];
    for (const body of [
      jsonBody(DAY),
      xmlBody(DAY),
      `<?xml version="1.0" encoding="UTF-8"?>${xmlBody(DAY)}`,
    ]) {
      for (const type of types) {
        expect(codeOf(await postRaw(fixture, body, { headers: { 'content-type': type } }))).toBe(NO_RESULT);
      }
    }
  });
});

describe('the reader of XML', () => {
  it('reads elements, text and the plain references', () => {
    expect(readXml('<a> <b>1 &lt; 2 &amp; &#65;&#x42;&apos;</b>\n<b/><c> x </c></a >')).toEqual({
      a: { b: ["1 < 2 & AB'", ''], c: ' x ' },
    });
  });

  it.each([
    ['<a>', /too early/],
    ['<a></b>', /<\/a> expected/],
    ['<a/><b/>', /after the root/],
    ['<a b="1"/>', /> expected/],
    ['<a>x<b/></a>', /text beside/],
    ['<a><b/>x</a>', /text beside/],
    ['<a>&nbsp;</a>', /no such entity/],
    ['<a>&#0;</a>', /no character/],
    ['<a>&#xD800;</a>', /no character/],
    ['<a>1 & 2</a>', /bare &/],
    ['<a><![CDATA[x]]></a>', /a name expected/],
    ['<a><!-- x --></a>', /a name expected/],
    ['<!DOCTYPE a><a/>', /a name expected/],
    ['<?pi?><a/>', /a name expected/],
    [`${'<a>'.repeat(17)}${'</a>'.repeat(17)}`, /too deep/],
  ])('refuses %s', (text, message) => {
    expect(() => readXml(text)).toThrow(XmlFault);
    expect(() => readXml(text)).toThrow(message);
  });
});
