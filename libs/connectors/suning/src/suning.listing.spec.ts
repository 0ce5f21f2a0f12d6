import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { readAnswer } from './suning-answer.reader.js';
import type { ListedPage } from './suning.listing.js';
import { boundsOf, pageOf } from './suning.listing.js';

const FIXTURES = new URL('../../../../test/fixtures/suning/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(name, FIXTURES));
const page = (body: Buffer | string, pageNo = 1): ListedPage =>
  pageOf(readAnswer({ status: 200, headers: {}, body: Buffer.from(body) }), pageNo);

function failure(body: Buffer | string, pageNo = 1): ConnectorError {
  try {
    page(body, pageNo);
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectorError);
    return error as ConnectorError;
  }
  throw new Error('was read');
}

const NO_RESULT = { returnMessage: 'biz.handler.data-get:no-result' };
const SUCCESS = { returnMessage: 'biz.handler.data-get:success' };
const answer = (sn_head: unknown, sn_body: unknown): string =>
  JSON.stringify({ sn_responseContent: { sn_head, sn_body } });
const rows = (many: number): object[] =>
  Array.from({ length: many }, (_, at) => ({ orderId: at.toString() }));
const listed = (head: object, many: number): string =>
  answer({ ...SUCCESS, ...head }, { queryOrderStatus: rows(many) });
const nextOf = (head: object, many: number, pageNo = 1): number | null =>
  page(listed(head, many), pageNo).nextPageNo;

describe('a page of Suning’s', () => {
  it.each(['two-orders', 'single-element', 'no-jobs', 'states', 'empty-element'])(
    '%s says the same in JSON and in XML',
    (name) => {
      const [json, xml] = [page(bytes(`page.${name}.json`)), page(bytes(`page.${name}.xml`))];
      expect(xml).toEqual(json);
      expect(json.rows).toHaveLength(
        { 'two-orders': 2, 'no-jobs': 2, states: 6, 'empty-element': 0 }[name] ?? 1,
      );
    },
  );

  it.each(['json', 'xml'])('is empty where the vendor says no-result (%s)', (format) => {
    expect(page(bytes(`failure.no-result.${format}`))).toEqual({ rows: [], nextPageNo: null });
    for (const body of ['', { queryOrderStatus: '' }, { queryOrderStatus: { orderId: '', jobList: [''] } }])
      expect(page(answer(NO_RESULT, body))).toEqual({ rows: [], nextPageNo: null });
  });

  it('leaves out elements that are empty, and knows that they filled it', () => {
    const { rows: read } = page(answer(SUCCESS, { queryOrderStatus: ['', { orderId: '1' }, null, ' '] }));
    expect(read).toEqual([{ orderId: '1' }]);
    expect(page(answer(SUCCESS, { queryOrderStatus: ['', ''] }))).toEqual({ rows: [], nextPageNo: null });
    expect(page(answer(SUCCESS, { queryOrderStatus: [...rows(49), ''] })).nextPageNo).toBe(2);
  });

  it.each([
    ['an empty list', answer(SUCCESS, { queryOrderStatus: [] })],
    ['an empty text', answer(SUCCESS, { queryOrderStatus: '' })],
    ['white space', answer(SUCCESS, { queryOrderStatus: ' \n ' })],
    ['null', answer(SUCCESS, { queryOrderStatus: null })],
    ['nothing in the body', answer(SUCCESS, {})],
    ['an empty body', answer(SUCCESS, '')],
    ['no body', answer(SUCCESS, undefined)],
    [
      'an empty element',
      '<sn_responseContent><sn_head><returnMessage>biz.handler.data-get:success</returnMessage></sn_head><sn_body/></sn_responseContent>',
    ],
    ['an empty list beside a head without words', answer({ pageNo: '1' }, { queryOrderStatus: [] })],
  ])('is empty with success and %s', (_name, body) => {
    expect(page(body)).toEqual({ rows: [], nextPageNo: null });
  });

  it.each([
    ['another document', '{"success":true,"data":[]}'],
    ['another root', '<response><sn_body><queryOrderStatus/></sn_body></response>'],
    ['another namespace', '<s:sn_responseContent><s:sn_body/></s:sn_responseContent>'],
    ['an HTML page that is XML', '<html><body>502</body></html>'],
    ['an empty envelope', '{"sn_responseContent":{}}'],
    ['a list for the envelope', '{"sn_responseContent":[]}'],
    ['a text for the envelope', '<sn_responseContent>ok</sn_responseContent>'],
    ['an empty text for the envelope', '<sn_responseContent/>'],
    ['another name for the list', answer(SUCCESS, { orderStatusList: [{ orderId: '1' }] })],
    ['another name beside success and no rows', answer(SUCCESS, { orders: '' })],
    ['a list for the body', answer(SUCCESS, [{ orderId: '1' }])],
    ['a text for the body', answer(SUCCESS, 'none')],
    ['an empty body and no word of success', answer({ pageNo: '1', pageTotal: '0' }, {})],
    ['an empty list and no head', answer(undefined, { queryOrderStatus: [] })],
    ['empty elements and no head', answer(undefined, { queryOrderStatus: ['', ''] })],
    ['no-result beside orders', answer(NO_RESULT, { queryOrderStatus: rows(3) })],
    ['no-result beside one order', answer(NO_RESULT, { queryOrderStatus: { orderId: '1' } })],
    [
      'an error of no-result beside orders',
      `{"sn_responseContent":{"sn_error":{"error_code":"${NO_RESULT.returnMessage}"},"sn_body":{"queryOrderStatus":[{"orderId":"1"}]}}}`,
    ],
    ['an error without a code', '{"sn_responseContent":{"sn_error":{"error_msg":"x"}}}'],
    ['nothing listed, and pages promised', answer({ ...SUCCESS, pageTotal: '3' }, { queryOrderStatus: '' })],
    ['more rows than a page can have', listed({}, 5001)],
    ['a repeated key', '{"sn_responseContent":{"sn_body":{"queryOrderStatus":[],"queryOrderStatus":[1]}}}'],
    ['a __proto__ key', '{"__proto__":{},"sn_responseContent":{}}'],
    ['deep JSON', '['.repeat(100_000)],
    ['large JSON', `{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`],
    ['large XML', `<a>${'x'.repeat(2 * 1024 * 1024)}</a>`],
    ['an XML bomb', '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'],
    ['nothing', ''],
  ])('is never made of %s', (_name, body) => {
    expect(failure(body)).toMatchObject({ code: 'invalid_response' });
  });

  it('is read where its head is missing and its rows are there', () => {
    expect(page(answer(undefined, { queryOrderStatus: { orderId: '1' } })).rows).toEqual([{ orderId: '1' }]);
  });

  it('is refused when it is another than the one asked for', () => {
    expect(failure(listed({ pageNo: '1' }, 50), 2).code).toBe('invalid_response');
    expect(page(listed({ pageNo: '2' }, 50), 2).rows).toHaveLength(50);
  });

  it('is the vendor’s failure where the head has another word than success', () => {
    expect(failure(answer({ returnMessage: 'biz.handler.data-get:fail' }, ''))).toMatchObject({
      code: 'unavailable',
      vendorCode: 'biz.handler.data-get:fail',
    });
  });
});

describe('the page behind a page', () => {
  it.each([
    ['a full page', {}, 50, 2],
    ['a full page, whatever pageTotal says', { pageTotal: '1' }, 50, 2],
    ['a page that is full by its own size', { pageSize: '10', pageTotal: '1' }, 10, 2],
    ['a short page', {}, 49, null],
    ['a short page that pageTotal calls the last', { pageTotal: '1' }, 49, null],
    ['a short page, and more pages promised', { pageTotal: '2' }, 49, 2],
    ['a short page, and as many pages as orders promised', { pageTotal: '10', pageSize: '50' }, 10, 2],
    ['the same without a size', { pageTotal: '10' }, 10, 2],
    ['a size that is none', { pageSize: '0' }, 1, null],
    ['a size that is larger than was asked for', { pageSize: '100' }, 50, 2],
  ])('of %s', (_name, head, many, next) => {
    expect(nextOf(head, many)).toBe(next);
  });

  it('is asked for once in vain when pageTotal counts orders', () => {
    expect(nextOf({ pageTotal: '120' }, 50, 2)).toBe(3);
    expect(nextOf({ pageTotal: '120' }, 20, 3)).toBe(4);
    expect(endOf({ pageTotal: '120' }, 4, 120)).toEqual({ rows: [], nextPageNo: null });
  });

  const endOf = (head: object, pageNo: number, listedBefore: number): ListedPage => {
    const body = Buffer.from(answer({ ...SUCCESS, ...head }, { queryOrderStatus: '' }));
    return pageOf(readAnswer({ status: 200, headers: {}, body }), pageNo, { listed: listedBefore });
  };

  it.each([
    ['no pageTotal', {}, 2, 50],
    ['a pageTotal of nothing', { pageTotal: '0' }, 2, 50],
    ['fewer pages than this one', { pageTotal: '1' }, 2, 50],
    ['as many orders as were listed', { pageTotal: '100' }, 3, 100],
    ['fewer orders, each of which may have two rows', { pageTotal: '25' }, 2, 50],
  ])('is the end where it is empty beside %s', (_name, head, pageNo, before) => {
    expect(endOf(head, pageNo, before)).toEqual({ rows: [], nextPageNo: null });
  });

  it.each([
    ['more pages', { pageTotal: '5' }, 2, 50],
    ['this very page', { pageTotal: '2' }, 2, 50],
    ['more orders', { pageTotal: '101' }, 3, 100],
  ])('is not believed to be empty beside %s', (_name, head, pageNo, before) => {
    expect(() => endOf(head, pageNo, before)).toThrow(
      expect.objectContaining({ code: 'invalid_response' }) as Error,
    );
  });

  it('is the end where the vendor says no-result, whatever pageTotal says', () => {
    expect(page(answer({ ...NO_RESULT, pageTotal: '5' }, ''), 2)).toEqual({ rows: [], nextPageNo: null });
  });

  it('ends where Suning’s page numbers do: the window is too large', () => {
    const full = listed({}, 50);
    expect(page(full, 99_998).nextPageNo).toBe(99_999);
    expect(failure(full, 99_999)).toMatchObject({ windowTooLarge: true });
  });

  it('leads through all orders, whatever pageTotal counts, and whatever size the vendor says and keeps to', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('pages', 'orders'),
        fc.constantFrom('its own', '50', undefined),
        (orders, shown, meant, said) => {
          const total = { pages: Math.ceil(orders / shown), orders }[meant];
          const pageSize = said === 'its own' ? shown.toString() : said;
          let seen = 0;
          for (let pageNo: number | null = 1; pageNo !== null;) {
            const many = Math.max(0, Math.min(shown, orders - seen));
            const body = Buffer.from(listed({ pageSize, pageTotal: total.toString() }, many));
            const before = { listed: seen };
            seen += many;
            pageNo = pageOf(readAnswer({ status: 200, headers: {}, body }), pageNo, before).nextPageNo;
          }
          expect(seen).toBe(orders);
        },
      ),
    );
  });

  it('leads through all orders, however wrong pageTotal and large the vendor’s pages are', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 400 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat({ max: 9 }),
        (orders, size, total) => {
          const shown = Math.min(size, 50);
          let seen = 0;
          for (let pageNo: number | null = 1; pageNo !== null;) {
            const many = Math.max(0, Math.min(shown, orders - (pageNo - 1) * shown));
            // An empty page that promises more is refused, see above.
            const head = many === 0 ? {} : { pageTotal: total.toString() };
            seen += many;
            pageNo = nextOf({ ...head, pageSize: size.toString() }, many, pageNo);
          }
          expect(seen).toBe(orders);
        },
      ),
    );
  });
});

describe('the bounds of a window', () => {
  it('are cut to their second', () => {
    const window = { from: new Date('2024-01-05T01:00:00.999Z'), to: new Date('2024-01-05T01:30:00.001Z') };
    expect(boundsOf(window)).toEqual({
      from: new Date('2024-01-05T01:00:00Z'),
      to: new Date('2024-01-05T01:30:00Z'),
    });
  });
});
