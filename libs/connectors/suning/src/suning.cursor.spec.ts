import { cursorOf, placeOf } from './suning.cursor.js';
import { readStatusRow } from './suning.schema.js';

const jobs = (many: number): object[] =>
  Array.from({ length: many }, (_, at) => ({ jobType: '0', jobId: `D${at.toString()}`, jobStatus: '' }));
const order = (fields: object = {}) =>
  readStatusRow({ orderId: 'T1', orderStatus: '05', jobList: jobs(1), ...fields });

describe('a place in Suning’s list', () => {
  it.each([
    ['a page', []],
    ['a page behind an order', [order()]],
    ['an order of several rows', [order(), order({ orderStatus: '01', jobList: '' })]],
    ['line separators in its texts', [order({ orderError: '坏了\u2028\n坏了' })]],
  ])('is read back as it was: %s', (_name, lastOrder) => {
    const place = { pageNo: 3, listed: 117, lastOrder };
    expect(placeOf(cursorOf(place))).toEqual(place);
  });

  it('is the first page where there is no cursor', () => {
    expect(placeOf(null)).toEqual({ pageNo: 1, listed: 0, lastOrder: [] });
  });

  it('carries no order that is too long', () => {
    const place = { pageNo: 2, listed: 50, lastOrder: [order({ jobList: jobs(100) })] };
    expect(cursorOf(place)).toBe('2:50');
  });

  it.each(['', '0', '2', '0:0', '100000:0', '2:x', '2:50:', '2:50:x', '2:50:{}', '2:50:[{"orderId":"1"}]'])(
    'is not %j',
    (cursor) => {
      expect(() => placeOf(cursor)).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
    },
  );
});
