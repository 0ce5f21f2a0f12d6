/** An element: only text inside, or only elements, by name; a name that comes twice is a list. */
export type XmlNode = string | { readonly [name: string]: XmlNode | XmlNode[] };

const DEEPEST = 16;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const PROLOG = /^\s*<\?xml\s+version="1\.0"(?:\s+encoding="(?:utf-8|UTF-8)")?\s*\?>/;
const NAME = /[A-Za-z_][\w.-]*/y;

/** Something that this reader does not take, at the place that is named. */
export class XmlFault extends Error {}

/**
 * Reads the plain XML that a request is made of: elements and text, the five named entities and numeric
 * references. Attributes, comments, CDATA, processing instructions and DTDs are refused, as is anything deeper
 * than 16 elements.
 */
class XmlReader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** @throws XmlFault */
  document(): Record<string, XmlNode> {
    this.at = PROLOG.exec(this.text)?.[0].length ?? 0;
    this.skipSpace();
    const [name, node] = this.element(1);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('something after the root element');
    return { [name]: node };
  }

  private element(depth: number): [string, XmlNode] {
    if (depth > DEEPEST) this.fail('too deep');
    this.expect('<');
    const name = this.name();
    this.skipSpace();
    if (this.take('/>')) return [name, ''];
    this.expect('>');
    const node = this.content(depth);
    this.expect('</');
    if (this.name() !== name) this.fail(`</${name}> expected`);
    this.skipSpace();
    this.expect('>');
    return [name, node];
  }

  /** Text alone, or elements with nothing but space between them. */
  private content(depth: number): XmlNode {
    const text = this.characters();
    if (this.text.startsWith('</', this.at)) return text;
    const children: Record<string, XmlNode | XmlNode[]> = Object.create(null) as Record<string, XmlNode>;
    this.demandSpace(text);
    while (!this.text.startsWith('</', this.at)) {
      const [name, node] = this.element(depth + 1);
      const known = children[name];
      if (Array.isArray(known)) known.push(node);
      else children[name] = known === undefined ? node : [known, node];
      this.demandSpace(this.characters());
    }
    return children;
  }

  private characters(): string {
    const end = this.text.indexOf('<', this.at);
    if (end < 0) this.fail('the end comes too early');
    const raw = this.text.slice(this.at, end);
    this.at = end;
    if (/&(?!\w{1,8};|#\d{1,7};|#x[\dA-Fa-f]{1,6};)/.test(raw)) this.fail('a bare &');
    return raw.replace(/&(#?)(x?)(\w+);/g, (_all, hash: string, x: string, word: string) => {
      if (hash === '') return NAMED[x + word] ?? this.fail(`no such entity: ${x}${word}`);
      return this.character(parseInt(word, x === '' ? 10 : 16));
    });
  }

  private character(code: number): string {
    const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
    if (!allowed || (code >= 0xd800 && code <= 0xdfff)) this.fail('a reference to no character');
    return String.fromCodePoint(code);
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0] ?? this.fail('a name expected');
    this.at += name.length;
    return name;
  }

  private demandSpace(text: string): void {
    if (text.trim() !== '') this.fail('text beside elements');
  }

  private skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
  }

  private take(word: string): boolean {
    const there = this.text.startsWith(word, this.at);
    if (there) this.at += word.length;
    return there;
  }

  private expect(word: string): void {
    if (!this.take(word)) this.fail(`${word} expected`);
  }

  private fail(message: string): never {
    throw new XmlFault(`${message} at ${this.at}`);
  }
}

/** @throws XmlFault */
export const readXml = (text: string): Record<string, XmlNode> => new XmlReader(text).document();
