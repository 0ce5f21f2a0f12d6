import fc from 'fast-check';
import { redactedBody } from './redacted-body.js';
import { toGbk } from './testing/gbk.js';

const FIELDS = { personalFields: ['contactName', 'contactTel', 'remark', 'addr'], numberFields: ['orderNo'] };
const MARKER = 'SP-7K2M9QRSTV0A1BCD';

const redacted = (body: unknown, numbers = ['A1']) =>
  redactedBody(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), FIELDS, numbers);
const read = (body: unknown, numbers = ['A1']): unknown =>
  JSON.parse(redacted(body, numbers)?.body.toString() ?? 'null');

describe('a body without a person', () => {
  it('has blank personal fields, whatever else it holds', () => {
    expect(
      read({ orderNo: 'A1', contactName: '张三', total: 30, items: [{ name: '茶', remark: '少冰' }] }),
    ).toEqual({
      orderNo: 'A1',
      contactName: null,
      total: 30,
      items: [{ name: '茶', remark: null }],
    });
  });

  it('of a page loses one order’s person alone', () => {
    const other = { order_no: 'B2', contactName: '李四', contactTel: '13800000002' };
    const page = { data: { result: [{ orderNo: 'A1', contactName: '张三', addr: { street: 'x' } }, other] } };
    expect(read(page)).toEqual({
      data: { result: [{ orderNo: 'A1', contactName: null, addr: { street: null } }, other] },
    });
  });

  it('tells what it has taken out, by the names on the wire', () => {
    expect(redacted({ orderNo: 'A1', contactName: '张三', addr: { street: '虹桥路' } })?.blanked).toEqual([
      { field: 'contactName', value: '张三' },
      { field: 'addr.street', value: '虹桥路' },
    ]);
  });

  it('reads documents in documents, and keeps their numbers digit by digit', () => {
    const body = '{"cmd":"x","body":"{\\"orderNo\\":880123456789012345,\\"contactTel\\":13800000001}"}';
    expect(redacted(body, ['880123456789012345'])?.body.toString()).toBe(
      '{"cmd":"x","body":"{\\"orderNo\\":880123456789012345,\\"contactTel\\":null}"}',
    );
  });

  it('keeps our own marker, by which an order is found', () => {
    expect(read({ orderNo: 'A1', remark: `${MARKER} 少冰` })).toEqual({ orderNo: 'A1', remark: MARKER });
  });

  it('loses a phone that stands in a personal field wherever else it stands, and no longer number', () => {
    const text = '+86 138 0000 0001';
    expect(
      read({
        orderNo: 'A1',
        contactTel: text,
        note: 'call 13800000001',
        no: 13800000001,
        id: '913800000001',
      }),
    ).toEqual({ orderNo: 'A1', contactTel: null, note: 'call 0', no: 0, id: '913800000001' });
  });

  it('of XML loses one order’s person alone, and says in what it is', () => {
    const row = (no: string, name: string) =>
      `<row><orderNo>${no}</orderNo><contactName>${name}</contactName></row>`;
    const page = `<?xml version="1.0" encoding="GBK"?><a>${row('A1', '张三')}${row('B2', '李四')}</a>`;
    expect(redactedBody(toGbk(page), FIELDS, ['A1'])?.body.toString()).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><a>${row('A1', '')}${row('B2', '李四')}</a>`,
    );
  });

  it('of a form loses its personal fields, and those of documents in it', () => {
    const form = new URLSearchParams({ contactName: '张三', doc: '{"orderNo":"A1","remark":"x1"}', n: '1' });
    const left = new URLSearchParams(redacted(form.toString())?.body.toString());
    expect(Object.fromEntries(left)).toEqual({
      contactName: '',
      doc: '{"orderNo":"A1","remark":null}',
      n: '1',
    });
  });

  it('is the very bytes where nothing personal stands in them', () => {
    const bytes = Buffer.from('{ "orderNo" : "A1" }');
    expect(redactedBody(bytes, FIELDS, ['A1'])?.body).toBe(bytes);
  });

  it('of one order that is named otherwise is blank as a whole; of several nobody can say', () => {
    expect(read({ orderNo: 'Z9', contactName: '张三' })).toEqual({ orderNo: 'Z9', contactName: null });
    expect(redacted([{ orderNo: 'Y8', contactName: '张三' }, { orderNo: 'Z9' }])).toBeUndefined();
    expect(redacted('<a><orderNo>Y8</orderNo><orderNo>Z9</orderNo></a>')).toBeUndefined();
  });

  it('is none where nobody can read it', () => {
    expect(redacted('about 张三')).toBeUndefined();
    expect(redacted('<a><b></a>')).toBeUndefined();
    expect(redactedBody(Buffer.from([0xff, 0xfe, 0x00]), FIELDS, ['A1'])).toBeUndefined();
  });

  it('never keeps what stood in a personal field of the order, and always what stood in another’s', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('王秀英李建国张美丽北京路号𠮷𡈽')),
      minLength: 3,
      maxLength: 8,
    });
    fc.assert(
      fc.property(word, word, fc.nat(3), (own, other, depth) => {
        fc.pre(!own.includes(other) && !other.includes(own));
        const page: unknown[] = [
          { orderNo: 'A1', contactName: own, addr: [own] },
          { orderNo: 'B2', remark: other },
        ];
        const wrapped = Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), page);
        const left = redacted(wrapped)?.body.toString() ?? '';
        expect(left.includes(own)).toBe(false);
        expect(left.includes(other)).toBe(true);
      }),
    );
  });
});
