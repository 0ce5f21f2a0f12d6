import { jest } from '@jest/globals';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { XmlFault } from './suning-xml.fault.js';
import { guardXml, XML_LIMITS } from './suning-xml.guard.js';
import { readXml } from './suning-xml.reader.js';

const read = (xml: string): unknown => readXml(Buffer.from(xml));

/** What the refusal says; the parser must not have been entered. */
function refusal(xml: string | Buffer): string {
  const parse = jest.spyOn(XMLParser.prototype, 'parse');
  try {
    readXml(Buffer.from(xml));
  } catch (error) {
    expect(parse).not.toHaveBeenCalled();
    expect(error).toBeInstanceOf(XmlFault);
    return (error as XmlFault).message;
  } finally {
    parse.mockRestore();
  }
  throw new Error('was read');
}

describe('reading XML', () => {
  it('gives elements as objects, one as itself, several as a list, an empty one as ""', () => {
    const xml = '<a><b>1</b><c/><d></d><e><f>x</f></e><b>2</b><b><g>3</g></b></a>';
    expect(read(xml)).toEqual({ a: { b: ['1', '2', { g: '3' }], c: '', d: '', e: { f: 'x' } } });
  });

  it('leaves every value the text that was written', () => {
    const xml = '<a><b>01</b><c>1e3</c><d>880123456789012345</d><e>true</e><f>0x10</f><g> x </g></a>';
    expect(read(xml)).toEqual({
      a: { b: '01', c: '1e3', d: '880123456789012345', e: 'true', f: '0x10', g: ' x ' },
    });
  });

  it('takes a declaration, a byte order mark, comments and white space around and between', () => {
    const xml =
      '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<!-- a --><a>\r\n <b>x<!-- & <c> -->y</b>\n</a> <!-- b -->\n';
    expect(read(xml)).toEqual({ a: { b: 'xy' } });
  });

  it('resolves the five entities and numbers of characters, once', () => {
    const xml = '<a>&lt;&gt;&amp;&quot;&apos;&#35746;&#x5355;&#X41;</a>'.replace('&#X41;', '&#x41;');
    expect(read(xml)).toEqual({ a: '<>&"\'订单A' });
    expect(read('<a>&amp;lt;&amp;#65;&#38;amp;</a>')).toEqual({ a: '&lt;&#65;&amp;' });
  });

  it('takes an emoji as two numbers, and half of one for what it is', () => {
    expect(read('<a>&#xd83d;&#xde00;</a>')).toEqual({ a: '😀' });
    expect(read('<a>&#55357;</a>')).toEqual({ a: '\ud83d' });
  });

  it('takes the name of a charset that the text was in before', () => {
    for (const name of ['GBK', 'gb2312', 'GB18030'])
      expect(read(`<?xml version="1.0" encoding="${name}"?><a>订单</a>`)).toEqual({ a: '订单' });
  });

  it('takes CDATA for the text that it is', () => {
    expect(read('<a>x&amp;<![CDATA[<b>&amp;&nope;<!DOCTYPE z>]]>&lt;y</a>')).toEqual({
      a: 'x&<b>&amp;&nope;<!DOCTYPE z><y',
    });
    expect(read('<a><![CDATA[]]></a>')).toEqual({ a: '' });
  });

  it('passes over attributes', () => {
    const xml = '<a xmlns="urn:x" xmlns:y = \'urn:y\'><b c="1>2/" d=\'"\'>t</b><e f="&lt;"/></a>';
    expect(read(xml)).toEqual({ a: { b: 't', e: '' } });
  });

  it('keeps a prefix as part of the name, so that it is another name', () => {
    expect(read('<n:a><n:b>1</n:b><b>2</b></n:a>')).toEqual({ 'n:a': { 'n:b': '1', b: '2' } });
  });

  it('takes names of objects’ own methods for names', () => {
    expect(read('<a><toString>1</toString><hasOwnProperty>2</hasOwnProperty></a>')).toEqual({
      a: { toString: '1', hasOwnProperty: '2' },
    });
  });

  it('says nothing of text that stands beside elements', () => {
    expect(() => read('<a>x<b>1</b></a>')).toThrow('text beside elements');
  });

  it('gives back every text that can be written', () => {
    const written = (text: string): string =>
      text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0).toString()};`);
    const texts = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(texts, (text) => {
        expect(read(`<a>${written(text)}</a>`)).toEqual({ a: text });
      }),
    );
  });
});

const nested = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
const LOLS = Array.from(
  { length: 10 },
  (_, at) => `<!ENTITY lol${(at + 1).toString()} "${`&lol${at.toString()};`.repeat(10)}">`,
);

describe('XML that is refused before the parser is entered', () => {
  it.each([
    ['an XML bomb', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY lol0 "lol">${LOLS.join('')}]><a>&lol10;</a>`],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an external subset', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><a/>'],
    ['an HTML page', '<!doctype html><title>maintenance</title>'],
    ['a DOCTYPE within the root', '<a><!DOCTYPE a></a>'],
    ['an ENTITY without a DOCTYPE', '<a><!ENTITY x "y"></a>'],
    ['CDATA outside of the root', '<![CDATA[x]]><a/>'],
  ])('%s: a declaration', (_name, xml) => {
    expect(refusal(xml)).toMatch(/^a declaration \(DOCTYPE, ENTITY\) is not allowed \(byte \d+\)$/);
  });

  it.each([
    ['a processing instruction', '<?xml-stylesheet href="x"?><a/>'],
    ['one within the root', '<a><?php x ?></a>'],
    ['a declaration that is not at the beginning', ' <?xml version="1.0"?><a/>'],
    ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['another version', '<?xml version="1.1"?><a/>'],
  ])('%s', (_name, xml) => {
    expect(refusal(xml)).toMatch(/^a processing instruction, or another encoding than UTF-8, is not allowed/);
  });

  it.each([
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['an entity in an attribute', '<a b="&x;"/>'],
    ['the number of no character', '<a>&#0;</a>'],
    ['a control character’s number', '<a>&#x1b;</a>'],
    ['a number beyond Unicode', '<a>&#x110000;</a>'],
    ['a number of many digits', `<a>&#${'0'.repeat(1_000_000)}65;</a>`],
    ['an upper-case X', '<a>&#X41;</a>'],
  ])('%s is no reference', (_name, xml) => {
    expect(refusal(xml)).toMatch(
      /^a reference that is neither one of XML’s own five nor a character’s number \(byte \d+\)$/,
    );
  });

  it('so many character numbers that they could only be a bomb', () => {
    const { maxReferences } = XML_LIMITS;
    expect(read(`<a>${'&#65;'.repeat(maxReferences)}</a>`)).toEqual({ a: 'A'.repeat(maxReferences) });
    expect(refusal(`<a>${'&#65;'.repeat(maxReferences + 1)}</a>`)).toMatch(/^too many references/);
    expect(refusal(`<a b="${'&#65;'.repeat(maxReferences + 1)}"/>`)).toMatch(/^too many references/);
  });

  it('what is too large, too deep or too much', () => {
    expect(refusal(`<a>${'x'.repeat(XML_LIMITS.maxBytes)}</a>`)).toMatch(/^larger than 2097152 bytes/);
    expect(refusal(Buffer.alloc(50_000_000, 'x'))).toMatch(/^larger than/);
    expect(read(nested(32))).toBeDefined();
    expect(refusal(nested(33))).toMatch(/^nested deeper than 32/);
    expect(refusal('<a>'.repeat(100_000))).toMatch(/^nested deeper than 32/);
    expect(refusal(`<a>${'<b/>'.repeat(25_000)}</a>`)).toMatch(/^too many elements/);
    expect(refusal(`<a${' b="1"'.repeat(25_000)}/>`)).toMatch(/^too many elements/);
    expect(refusal(`<${'a'.repeat(200)}/>`)).toMatch(/^a tag is not as it must be/);
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['text before the root', 'x<a/>'],
    ['text behind the root', '<a/>x'],
    ['two roots', '<a/><b/>'],
    ['a root that is not closed', '<a><b></b>'],
    ['a closing tag of another', '<a><b></a></b>'],
    ['a closing tag too many', '<a></a></a>'],
    ['attributes of a closing tag', '<a></a b="1">'],
    ['an attribute without a value', '<a b></a>'],
    ['an attribute without quotes', '<a b=1></a>'],
    ['an attribute cut off', '<a b="1'],
    ['a < in an attribute', '<a b="<c>"/>'],
    ['a comment cut off', '<a><!-- x </a>'],
    ['CDATA cut off', '<a><![CDATA[ x </a>'],
    ['a tag cut off', '<a><b'],
    ['a name that begins with a digit', '<1a/>'],
    ['a space before the name', '< a/>'],
    ['__proto__', '<a><__proto__><b>1</b></__proto__></a>'],
    ['constructor', '<constructor/>'],
    ['NUL', '<a>\0</a>'],
    ['an escape character', '<a>\u001b[2J</a>'],
  ])('%s', (_name, xml) => {
    expect(refusal(xml)).not.toBe('');
  });

  it('bytes that are not UTF-8', () => {
    expect(refusal(Buffer.from('<a>\xff</a>', 'latin1'))).toBe('not UTF-8 (byte 3)');
    expect(refusal(Buffer.from('<a/>', 'utf16le'))).not.toBe('');
  });

  it('takes time that grows as the text does: no place of it is looked at again and again', () => {
    const hostile = [
      `<a ${' '.repeat(2_000_000)}`,
      `<a ${'b="" '.repeat(400_000)}`,
      `<a b="${'x'.repeat(2_000_000)}`,
      `<a>${'<!---->'.repeat(290_000)}`,
      `<a>${'&amp;x'.repeat(19_000)}${'<b/>'.repeat(24_000)}${'>'.repeat(1_000_000)}`,
      `<a>${'<![CDATA['.repeat(230_000)}`,
    ];
    for (const text of hostile) expect(() => guardXml(Buffer.from(text))).toThrow(XmlFault);
  });

  it('never lets the parser find anything that it did not see itself', () => {
    const piece = fc.constantFrom(
      ...[
        '<a>',
        '</a>',
        '<b/>',
        '<b c="1">',
        '</b>',
        'x',
        '&amp;',
        '&#65;',
        '&x;',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
      ],
      ...['<!DOCTYPE a>', '<?x?>', '"', "'", '>', '<', ' ', '=', '/', '\r\n', '#text'],
    );
    const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => `<a>${pieces.join('')}</a>`);
    fc.assert(
      fc.property(texts, (xml) => {
        try {
          expect(Object.keys(read(xml) as object)).toEqual(['a']);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlFault);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
