import { textAnswer } from './answer-text.js';

const read = (contentType: string, ...parts: (string | Buffer)[]) =>
  textAnswer({
    status: 200,
    headers: { 'content-type': contentType },
    body: Buffer.concat(parts.map((part) => Buffer.from(part))),
  }).body.toString();
const SHORT_OF = Buffer.from('c8b1bbf5', 'hex'); // 缺货

it('is read in the charset that its header declares', () => {
  expect(read('application/json;charset=GBK', '{"e":"', SHORT_OF, '"}')).toBe('{"e":"缺货"}');
});

it.each(['GBK', 'gb2312', 'GB18030'])('or that its XML declares: %s', (encoding) => {
  const declaration = `<?xml version="1.0" encoding="${encoding}"?>`;
  expect(read('text/xml', declaration, '<e>', SHORT_OF, '</e>')).toBe(`${declaration}<e>缺货</e>`);
  expect(read('text/xml;charset=utf-8', declaration, '<e>缺货</e>')).toBe(`${declaration}<e>缺货</e>`);
});

it('loses one byte order mark', () => {
  expect(read('application/json', '\ufeff{}')).toBe('{}');
});

it('a byte that does not fit is named by its place in what came', () => {
  expect(() => read('application/json', 'x'.repeat(120), Buffer.from('d5c5', 'hex'))).toThrow(
    expect.objectContaining({
      code: 'invalid_response',
      message: 'the answer (application/json) is not UTF-8 (byte 120)',
    }),
  );
  expect(() => read('application/json;charset=GBK', SHORT_OF, Buffer.from([0xff]), '}')).toThrow(
    'not GBK or GB 18030 as it declares (byte 4)',
  );
});
