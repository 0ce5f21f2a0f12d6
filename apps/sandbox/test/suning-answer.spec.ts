import { XMLParser } from 'fast-xml-parser';
import { SandboxFixture } from './sandbox-fixture.js';
import { ask, contentOf, MERCHANT } from './suning-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
});
afterEach(() => fixture.close());

const merchant = (settings: object) => fixture.control('/suning/merchants', { ...MERCHANT, ...settings });
const job = (jobType: number) => ({ jobType, jobId: '12345', jobStatus: '1' });
const order = (orderId: string, fields: object = {}) =>
  fixture.control('/suning/orders', { appKey: MERCHANT.appKey, orderSource: 301, orderId, ...fields });
const listOf = async (fields: object = {}) => contentOf(await ask(fixture, fields)).sn_body?.queryOrderStatus;

const rowOf = (orderId: string, jobList?: unknown) => ({
  orderSource: '301',
  orderError: '',
  orderId,
  orderStatus: '01',
  ...(jobList === undefined ? {} : { jobList }),
});
const JOB = { jobType: '0', jobId: '12345', jobStatus: '1' };

describe('lists in JSON', () => {
  it('are as on the page where there are two', async () => {
    await merchant({});
    const jobs = [job(0), job(2)];
    await order('A', { jobs, orderStatus: '03', orderError: 'error' });
    await order('B', { jobs });
    const answer = await ask(fixture);
    const jobList = [JOB, { ...JOB, jobType: '2' }];
    expect(answer.json).toEqual({
      sn_responseContent: {
        sn_head: {
          pageTotal: '1',
          pageNo: '1',
          pageSize: '10',
          returnMessage: 'biz.handler.data-get:success',
        },
        sn_body: {
          queryOrderStatus: [
            { ...rowOf('A', jobList), orderStatus: '03', orderError: 'error' },
            rowOf('B', jobList),
          ],
        },
      },
    });
  });

  it.each([
    ['array', [rowOf('A', [JOB])], [rowOf('A', [])]],
    ['object', rowOf('A', JOB), rowOf('A')],
    ['string-empty', rowOf('A', JOB), rowOf('A', '')],
  ])('of one or none: %s', async (singleAs, withOne, withNone) => {
    await merchant({ singleAs });
    await order('A', { jobs: [job(0)] });
    expect(await listOf()).toEqual(withOne);
    await fixture.control('/suning/orders/A', { jobs: [] }, 'PATCH');
    expect(await listOf()).toEqual(withNone);
  });

  it.each([
    ['array', { queryOrderStatus: [] }],
    ['object', {}],
    ['string-empty', { queryOrderStatus: '' }],
  ])('of no order, where that is no error: %s', async (singleAs, body) => {
    await merchant({ singleAs, noResult: 'list' });
    expect(contentOf(await ask(fixture)).sn_body).toEqual(body);
  });
});

describe('the answer in XML', () => {
  const xmlOf = async () => {
    const { text } = await ask(fixture, {}, { headers: { Format: 'xml' } });
    return { text, tree: new XMLParser({ parseTagValue: false }).parse(text) as object };
  };

  it('repeats elements and escapes text', async () => {
    await merchant({});
    await order('<A&B>', { jobs: [job(0), job(1)], orderError: '缺货 ]]>' });
    const { text, tree } = await xmlOf();
    expect(text).toContain('<orderId>&lt;A&amp;B&gt;</orderId>');
    expect(tree).toMatchObject({
      sn_responseContent: {
        sn_head: { returnMessage: 'biz.handler.data-get:success' },
        sn_body: {
          queryOrderStatus: {
            ...rowOf('<A&B>'),
            orderError: '缺货 ]]>',
            jobList: [{ jobType: '0' }, { jobType: '1' }],
          },
        },
      },
    });
  });

  it('has its errors in the same envelope', async () => {
    await merchant({});
    expect((await xmlOf()).tree).toMatchObject({
      sn_responseContent: {
        sn_error: { error_code: 'biz.handler.data-get:no-result', error_msg: '业务数据结果为空' },
      },
    });
  });
});

describe('pageTotal', () => {
  it.each([
    ['pages', '3'],
    ['records', '5'],
  ])('counts %s', async (pageTotal, expected) => {
    await merchant({ pageTotal });
    for (const orderId of ['A', 'B', 'C', 'D', 'E']) await order(orderId);
    expect(contentOf(await ask(fixture, { pageSize: '2', pageNo: '2' })).sn_head).toMatchObject({
      pageTotal: expected,
      pageNo: '2',
      pageSize: '2',
    });
  });
});

describe('queryType', () => {
  it('lists deliveries, returns or all', async () => {
    await merchant({ singleAs: 'array' });
    await order('none', { jobs: [] });
    await order('delivery', { jobs: [job(0)] });
    await order('return', { jobs: [job(2)] });
    await order('both', { jobs: [job(1), job(2)] });
    const ids = async (queryType: string) =>
      ((await listOf({ queryType })) as { orderId: string }[]).map(({ orderId }) => orderId);
    expect(await ids('0')).toEqual(['none', 'delivery', 'return', 'both']);
    expect(await ids('1')).toEqual(['none', 'delivery', 'both']);
    expect(await ids('2')).toEqual(['return', 'both']);
  });
});
