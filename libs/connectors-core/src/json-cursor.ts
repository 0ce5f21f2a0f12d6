import { JsonFault } from './json-fault.js';

export const BYTE = {
  tab: 0x09,
  lineFeed: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  upperE: 0x45,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  lowerE: 0x65,
  lowerU: 0x75,
  openObject: 0x7b,
  closeObject: 0x7d,
  firstNonAscii: 0x80,
} as const;

const ESCAPED = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));
const LITERALS = ['true', 'false', 'null'];

/** Whether it may stand in a string as it is, within ASCII. */
const isPlain = (byte: number): boolean =>
  byte !== BYTE.quote && byte !== BYTE.backslash && byte >= BYTE.space && byte < BYTE.firstNonAscii;

/** Behind the end every byte reads as NaN, which is less, equal and greater than nothing. */
const isDigit = (byte: number): boolean => byte >= BYTE.zero && byte <= BYTE.nine;

const isHexDigit = (byte: number): boolean =>
  isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** A place in a JSON text, and the reading of scalars from there. */
export class JsonCursor {
  protected at = 0;
  /** One character a byte: quicker to read and to cut keys from than the bytes themselves. */
  protected readonly text: string;

  constructor(bytes: Buffer) {
    this.text = bytes.toString('latin1');
  }

  protected scalar(byte: number): void {
    if (byte === BYTE.quote) this.string();
    else if (byte === BYTE.minus || isDigit(byte)) this.number();
    else this.literal();
  }

  /** @returns whether the string is pure ASCII without escapes */
  protected string(): boolean {
    const { text } = this;
    let plain = true;
    for (let at = this.at + 1; ; at += 1) {
      let byte = text.charCodeAt(at);
      while (isPlain(byte)) byte = text.charCodeAt((at += 1));
      if (byte === BYTE.quote) {
        this.at = at + 1;
        return plain;
      }
      plain = false;
      if (byte === BYTE.backslash) at = this.escape(at);
      else if (!(byte >= BYTE.firstNonAscii)) this.fail('a text is cut off or holds a control character', at);
    }
  }

  /** @returns where the escape's last character is */
  private escape(start: number): number {
    const byte = this.text.charCodeAt(start + 1);
    if (ESCAPED.has(byte)) return start + 1;
    if (byte !== BYTE.lowerU) this.fail('unknown escape', start);
    for (let digit = start + 2; digit < start + 6; digit += 1) {
      if (!isHexDigit(this.text.charCodeAt(digit))) this.fail('unknown escape', start);
    }
    return start + 5;
  }

  private number(): void {
    if (this.byte() === BYTE.minus) this.at += 1;
    if (this.byte() === BYTE.zero) this.at += 1;
    else this.digits();
    if (this.byte() === BYTE.dot) {
      this.at += 1;
      this.digits();
    }
    if (this.byte() === BYTE.lowerE || this.byte() === BYTE.upperE) this.exponent();
  }

  private exponent(): void {
    this.at += 1;
    if (this.byte() === BYTE.plus || this.byte() === BYTE.minus) this.at += 1;
    this.digits();
  }

  private digits(): void {
    if (!isDigit(this.byte())) this.fail('a digit was expected');
    while (isDigit(this.byte())) this.at += 1;
  }

  private literal(): void {
    const word = LITERALS.find((literal) => this.text.startsWith(literal, this.at));
    if (word === undefined) this.fail('a value was expected');
    this.at += word.length;
  }

  protected skipSpace(): void {
    for (let byte = this.byte(); byte <= BYTE.space; byte = this.byte()) {
      if (byte !== BYTE.space && byte !== BYTE.lineFeed && byte !== BYTE.return && byte !== BYTE.tab) return;
      this.at += 1;
    }
  }

  protected byte(): number {
    return this.text.charCodeAt(this.at);
  }

  protected expect(byte: number, name: string): void {
    if (this.byte() !== byte) this.fail(`${name} was expected`);
    this.at += 1;
  }

  protected fail(message: string, position = this.at): never {
    throw new JsonFault('not_json', message, position);
  }
}
