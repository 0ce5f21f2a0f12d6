import { ConnectorError } from '#connectors-core/connector-error.js';
import { readOrderDetail } from './zhimai-detail.reader.js';
import { PERSONAL_FIELDS } from './zhimai.schema.js';

const read = (data: object) => readOrderDetail({ orderNo: '1', ...data });

describe('the order-detail schema', () => {
  it.each([
    ['text in Asia/Shanghai', '2024-01-05 09:30:21', '2024-01-05T01:30:21.000Z'],
    ['epoch seconds', 1704418221, '2024-01-05T01:30:21.000Z'],
    ['epoch seconds as text', '1704418221', '2024-01-05T01:30:21.000Z'],
    ['RFC 3339', '2024-01-05T09:30:21+08:00', '2024-01-05T01:30:21.000Z'],
    ['RFC 3339 of UTC', '2024-01-05T01:30Z', '2024-01-05T01:30:00.000Z'],
    ['text with parts of a second', '2024-01-05 09:30:21.0', '2024-01-05T01:30:21.000Z'],
    ['epoch milliseconds', 1704418221500, '2024-01-05T01:30:21.500Z'],
  ])('reads a time written as %s', (_name, payAt, instant) => {
    expect(read({ payAt }).payAt?.toISOString()).toBe(instant);
  });

  it.each(['', null, 0, '0', '0000-00-00 00:00:00', '0000-00-00'])('takes %j for no time', (payAt) => {
    expect(read({ payAt }).payAt).toBeNull();
  });

  it.each([
    '2024-02-30 09:30:21',
    '05/01/2024',
    17044182,
    '昨天',
    '2024-01-05 24:00:00',
    '9999-12-31 23:59:59',
    9999999999999,
  ])('names the field of a time that is none: %j', (payAt) => {
    expect(read({ payAt }).payAt).toBeNull();
    expect([...read({ payAt }).unreadable]).toEqual([['payAt', 'is not a time']]);
  });

  it.each<[unknown, RegExp]>([
    [undefined, /the answer/],
    ['', /the answer/],
    [[], /the answer/],
    [{ status: 1 }, /orderNo is missing/],
    [{ orderNo: '' }, /orderNo is missing/],
    [{ orderNo: { a: 1 } }, /orderNo is not a text/],
  ])('refuses %j as no order', (data, message) => {
    const run = () => readOrderDetail(data);
    expect(run).toThrow(ConnectorError);
    expect(run).toThrow(message);
  });

  it('is not held up by fields that are not read, or are not on the page', () => {
    expect(
      read({ discountList: 7, commentAt: 'never', isReceipt: true, isNew: { a: [] } }),
    ).not.toHaveProperty('isNew');
  });

  it.each([{ addr: [] }, { addr: '' }, { addr: null }, {}])('reads %j as no address', (data) => {
    expect(read(data).addr).toBeNull();
  });

  it('replaces characters that no database stores', () => {
    expect(read({ buyerRemarks: 'a\u0000b\ud800c🙂' }).buyerRemarks).toBe('a\uFFFDb\uFFFDc🙂');
  });

  it('marks the personal fields, and not the ones that people search by', () => {
    expect(PERSONAL_FIELDS).toEqual(
      expect.arrayContaining(['mobile', 'acceptName', 'street', 'buyerRemarks', 'addr']),
    );
    expect(PERSONAL_FIELDS).not.toContain('orderNo');
  });
});
