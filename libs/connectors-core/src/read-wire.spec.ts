import { z } from 'zod';
import { fault } from '#domain/refusal.js';
import { ConnectorError } from './connector-error.js';
import { readDocument, readJson, readShape } from './read-wire.js';
import { wireText } from './wire-schema.js';

const answer = (body: string | Buffer, contentType?: string) => ({
  status: 200,
  headers: contentType === undefined ? {} : { 'content-type': contentType },
  body: Buffer.from(body),
});

const schema = z.object({
  orderNo: wireText,
  amount: z.number(),
  items: z.array(z.object({ name: z.string(), kind: z.enum(['a', 'b']) })),
});
const good = { orderNo: 'A1', amount: 1, items: [{ name: 'x', kind: 'a' }] };

describe('readJson', () => {
  it('reads losslessly', () => {
    expect(readJson(answer('{"a":1}'))).toEqual({ a: 1 });
  });

  it('says what came instead, without quoting it', () => {
    const secret = '<html><head><title>Sign in</title></head>13800000000</html>';
    expect(() => readJson(answer(secret, 'text/html'))).toThrow(
      'answered text/html: Sign in, which is not JSON as it is taken: a value was expected (byte 0)',
    );
    expect(() => readJson(answer(secret, 'text/html'))).not.toThrow(/138/);
    expect(() => readJson(answer(''))).toThrow('the answer is empty');
    expect(() => readJson(answer('\r\n '))).toThrow('the answer is empty');
    expect(() => readJson(answer('{"a":1,"a":2}'))).toThrow(ConnectorError);
  });
});

describe('readShape', () => {
  it('passes over what it does not know', () => {
    expect(readShape(schema, { ...good, more: true })).toEqual(good);
  });

  it.each([
    [{ ...good, orderNo: '' }, 'orderNo is missing'],
    [{ orderNo: 'A1', items: [] }, 'amount is missing'],
    [{ ...good, amount: 'secret' }, 'amount is not of type number'],
    [{ ...good, items: [{ kind: 'a' }] }, 'items.0.name is missing'],
    [{ ...good, items: [{ name: 'x', kind: 'secret' }] }, 'items.0.kind does not fit (invalid_value)'],
    ['secret', 'it is not of type object'],
    [null, 'it is not of type object'],
  ])('names what is wrong: %#', (value, message) => {
    const read = () => readShape(schema, value);
    expect(read).toThrow(
      expect.objectContaining({ code: 'invalid_response', message: expect.stringContaining(message) }),
    );
    expect(read).not.toThrow(/secret/);
  });

  it('names not more than a few', () => {
    const many = z.object(
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, z.string()])),
    );
    expect(() => readShape(many, {})).toThrow(/f4 is missing$/);
  });
});

describe('readDocument', () => {
  it('refuses with every fault', () => {
    expect(() => readDocument(schema, {})).toThrow(
      expect.objectContaining({
        reason: 'invalid_document',
        faults: ['orderNo', 'amount', 'items'].map((field) => fault(field, 'is_missing')),
      }),
    );
  });
});
