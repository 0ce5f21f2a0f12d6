import { assertUtf8, CharsetFault } from '#connectors-core/charset.js';
import { XmlFault } from './suning-xml.fault.js';
import { referenceLength } from './suning-xml.references.js';

export interface XmlLimits {
  readonly maxBytes: number;
  /** Elements inside one another; `<a/>` is one deep. */
  readonly maxDepth: number;
  /** Elements and attributes together. */
  readonly maxElements: number;
  /** References such as `&amp;` and `&#x8ba2;` in the whole text. */
  readonly maxReferences: number;
}

/**
 * Fifty orders of a hundred jobs each are some 20,000 elements and well under two megabytes; a writer that
 * knows only ASCII spells a page's Chinese words in some thousands of references.
 */
export const XML_LIMITS: XmlLimits = {
  maxBytes: 2 * 1024 * 1024,
  maxDepth: 32,
  maxElements: 25_000,
  maxReferences: 20_000,
};

/** Over one character a byte, so that every letter beyond ASCII is one of \x80 to \xff. */
const NAME = '[A-Za-z_\\x80-\\xff][\\w.:\\x80-\\xff-]{0,127}';
const BOM = '\xef\xbb\xbf';
/** The bytes are UTF-8 by now, whatever they were: a charset of China's may still stand here. */
const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.0["'](?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["'](?:utf-8|us-ascii|gbk|gb18030|gb2312)["'])?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](?:yes|no)["'])?[ \t\r\n]*\?>/iy;
const OPENING = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(`[ \\t\\r\\n]+${NAME}[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"[^"<]*"|'[^'<]*')`, 'y');
const TAG_END = /[ \t\r\n]*(\/?)>/y;
const CLOSING = new RegExp(`</(${NAME})[ \\t\\r\\n]*>`, 'y');
// eslint-disable-next-line no-control-regex -- XML 1.0 allows none of them
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/;
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * One pass over the bytes of an XML text, which builds no values. Not recursive; time and memory are linear
 * in the length of the text, and it stops at the first thing that is not plain elements and text.
 */
class XmlScan {
  private readonly text: string;
  private at = 0;
  /** Names of the elements that are open. */
  private readonly open: string[] = [];
  private elements = 0;
  private references = 0;
  /** Where the next `&` is; looked for only once this one is behind. */
  private nextReference = -1;

  constructor(
    bytes: Buffer,
    private readonly limits: XmlLimits,
  ) {
    this.text = bytes.toString('latin1');
  }

  run(): void {
    if (this.text.startsWith(BOM)) this.at = BOM.length;
    this.take(DECLARATION);
    const control = CONTROL.exec(this.text);
    if (control !== null) this.fail('a control character', control.index);
    while (this.at < this.text.length) {
      this.characters();
      if (this.at < this.text.length) this.markup();
    }
    if (this.elements === 0 || this.open.length > 0) this.fail('it is cut off');
  }

  /** Text up to the next `<`. */
  private characters(): void {
    const next = this.text.indexOf('<', this.at);
    const end = next === -1 ? this.text.length : next;
    if (this.open.length === 0 && this.text.slice(this.at, end).trim() !== '')
      this.fail('text outside of the root');
    this.checkReferences(this.at, end);
    this.at = end;
  }

  private markup(): void {
    const { text, at } = this;
    if (text.startsWith('</', at)) this.close();
    else if (text.startsWith('<!--', at)) this.skipBehind('-->', 4);
    else if (text.startsWith('<![CDATA[', at) && this.open.length > 0) this.skipBehind(']]>', 9);
    else if (text.startsWith('<!', at)) this.fail('a declaration (DOCTYPE, ENTITY) is not allowed');
    else if (text.startsWith('<?', at))
      this.fail('a processing instruction, or another encoding than UTF-8, is not allowed');
    else this.element();
  }

  private element(): void {
    const name = this.take(OPENING)?.[1] ?? this.fail('an element was expected');
    if (this.open.length === 0 && this.elements > 0) this.fail('more than one root');
    if (this.open.length >= this.limits.maxDepth)
      this.fail(`nested deeper than ${this.limits.maxDepth.toString()}`);
    if (UNSAFE_NAMES.has(name)) this.fail('an element’s name that is not allowed');
    this.count();
    const attributesFrom = this.at;
    // They must be well formed, and are not read.
    while (this.take(ATTRIBUTE) !== null) this.count();
    this.checkReferences(attributesFrom, this.at);
    const isEmpty = (this.take(TAG_END) ?? this.fail('a tag is not as it must be'))[1] === '/';
    if (!isEmpty) this.open.push(name);
  }

  private count(): void {
    this.elements += 1;
    if (this.elements > this.limits.maxElements) this.fail('too many elements');
  }

  private close(): void {
    const name = this.take(CLOSING)?.[1] ?? this.fail('a closing tag is not as it must be');
    if (this.open.pop() !== name) this.fail('a closing tag of another element');
  }

  /** Every `&` between two places must begin a reference that stands for one character. */
  private checkReferences(start: number, end: number): void {
    if (this.nextReference < start) this.findReference(start);
    while (this.nextReference < end) {
      const length = referenceLength(this.text, this.nextReference);
      if (length === 0)
        this.fail(
          'a reference that is neither one of XML’s own five nor a character’s number',
          this.nextReference,
        );
      this.references += 1;
      if (this.references > this.limits.maxReferences) this.fail('too many references', this.nextReference);
      this.findReference(this.nextReference + length);
    }
  }

  private findReference(from: number): void {
    const found = this.text.indexOf('&', from);
    this.nextReference = found === -1 ? this.text.length : found;
  }

  private skipBehind(end: string, offset: number): void {
    const found = this.text.indexOf(end, this.at + offset);
    if (found === -1) this.fail('it is cut off');
    this.at = found + end.length;
  }

  private take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found !== null) this.at = expression.lastIndex;
    return found;
  }

  private fail(message: string, position = this.at): never {
    throw new XmlFault(message, position);
  }
}

/**
 * The hardened look at an XML text before a parser sees it: bounded size, depth and count; UTF-8; one root;
 * elements, text, CDATA and comments, and nothing that could expand, fetch or instruct: no DOCTYPE, no
 * entity but the five predefined ones and bounded character numbers, no processing instruction.
 * @throws XmlFault
 */
export function guardXml(bytes: Buffer, limits: Partial<XmlLimits> = {}): void {
  const applied = { ...XML_LIMITS, ...limits };
  if (bytes.length > applied.maxBytes) {
    throw new XmlFault(`larger than ${applied.maxBytes.toString()} bytes`, applied.maxBytes);
  }
  checkUtf8(bytes);
  new XmlScan(bytes, applied).run();
}

function checkUtf8(bytes: Buffer): void {
  try {
    assertUtf8(bytes);
  } catch (error) {
    if (error instanceof CharsetFault) throw new XmlFault('not UTF-8', error.position);
    throw error;
  }
}
