import { asUtf8, CharsetFault, charsetOf } from './charset.js';

/** Node reads GB 18030 and does not write it: the bytes are spelled out. */
const GBK = { 张三: 'd5c5c8fd', 一: 'd2bb', 缺货: 'c8b1bbf5', '€': 'a2e3', 㐀: '8139ee39', '😀': '9439fc36' };
const gbk = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(张三|一|缺货|€|㐀|😀)/u)
      .map((part) =>
        part in GBK ? Buffer.from(GBK[part as keyof typeof GBK], 'hex') : Buffer.from(part, 'latin1'),
      ),
  );

describe('charsetOf', () => {
  it.each([
    ['application/json;charset=GBK', 'GBK'],
    ['application/json; Charset="gb18030"; boundary=x', 'gb18030'],
    ["text/xml; q=1;  charset = 'gb2312'", 'gb2312'],
    ['application/json', undefined],
    ['application/json; notcharset=GBK', undefined],
    [undefined, undefined],
  ])('%s', (contentType, charset) => {
    expect(charsetOf(contentType)).toBe(charset);
  });
});

describe('asUtf8', () => {
  it.each(['GBK', 'gbk', 'GB2312', 'gb18030', 'x-gbk', 'cp936'])(
    'a text that declares %s is read by it',
    (label) => {
      const text = '{"a":"张三","b":"缺货 一 € 㐀 😀"}';
      expect(asUtf8(gbk(text), label).toString()).toBe(text);
    },
  );

  it.each([undefined, 'utf-8', 'UTF8', 'ISO-8859-1', 'big5'])(
    'UTF-8 is read whatever else is declared: %s',
    (label) => {
      expect(asUtf8(Buffer.from('张三'), label).toString()).toBe('张三');
    },
  );

  it('a declaration that the text contradicts does not count', () => {
    expect(asUtf8(Buffer.from('{"a":"张三"}'), 'GBK').toString()).toBe('{"a":"张三"}');
    expect(asUtf8(Buffer.from('{"a":"é"}'), 'utf-8', 'GBK').toString()).toBe('{"a":"é"}');
    // The two bytes of 一 in GBK are one letter in UTF-8 as well.
    expect(asUtf8(gbk('一'), 'GBK').toString()).toBe('一');
  });

  it('of two declarations the one that fits counts', () => {
    expect(asUtf8(gbk('张三'), 'utf-8', 'GBK').toString()).toBe('张三');
    expect(asUtf8(gbk('张三'), 'GBK', 'utf-8').toString()).toBe('张三');
  });

  it('one byte order mark is skipped, and no more', () => {
    expect(asUtf8(Buffer.from('\ufeff{}')).toString()).toBe('{}');
    expect(asUtf8(Buffer.from('\ufeff\ufeff{}')).toString()).toBe('\ufeff{}');
    expect(asUtf8(Buffer.from('\ufeff张'), 'GBK').toString()).toBe('张');
    expect(asUtf8(Buffer.concat([Buffer.from('84319533', 'hex'), gbk('张三')]), 'gb18030').toString()).toBe(
      '张三',
    );
  });

  const ascii = (length: number) => Buffer.alloc(length, 'a');
  it.each([
    ['a byte of another charset', undefined, [ascii(137), gbk('张三')], 137],
    ['after characters that fit', undefined, [Buffer.from('张三é😀'), gbk('张三')], 12],
    ['cut in the middle of a character', undefined, [Buffer.from('张三').subarray(0, 5)], 3],
    ['no byte of GBK', 'GBK', [gbk('{"a":"张三'), Buffer.from([0xff]), ascii(9)], 10],
    ['a first byte with a quote behind it', 'GBK', [gbk('张三'), ascii(200), Buffer.from([0x81, 0x22])], 204],
    ['cut in the middle of one', 'gb18030', [gbk('张三缺货'), Buffer.from([0x81, 0x30, 0x81])], 8],
    ['four bytes that stand for nothing', 'gb18030', [gbk('张三'), Buffer.from('fe39fe39', 'hex')], 4],
  ])('names the place of %s', (_what, label, parts, position) => {
    const read = () => asUtf8(Buffer.concat(parts), label);
    expect(read).toThrow(CharsetFault);
    expect(read).toThrow(expect.objectContaining({ position }));
    expect(read).toThrow(`(byte ${position.toString()})`);
  });
});
