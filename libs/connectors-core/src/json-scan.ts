import { assertUtf8, CharsetFault } from './charset.js';
import { BYTE, JsonCursor } from './json-cursor.js';
import { JsonFault } from './json-fault.js';
import { SeenKeys } from './seen-keys.js';

export interface JsonRules {
  /** Containers inside one another; `{}` is one deep. */
  readonly maxDepth: number;
  /** Refuse a key that is repeated within one object, escapes resolved. */
  readonly uniqueKeys: boolean;
  /** Refuse keys that become dangerous when objects are merged. */
  readonly safeKeys: boolean;
}

const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
const UNSAFE_LENGTHS: ReadonlySet<number> = new Set([...UNSAFE_KEYS].map((key) => key.length));
const SHOWN_KEY_LENGTH = 40;

/**
 * One pass over the bytes of a JSON text (RFC 8259), which builds no values. Not recursive: the open
 * containers lie in a list of bounded length, so a deep text costs no more than a shallow one.
 */
class JsonScan extends JsonCursor {
  private depth = 0;
  private readonly closers: Uint8Array;
  /** The keys seen so far of the open object at each depth. */
  private readonly keys: SeenKeys[] = [];

  constructor(
    bytes: Buffer,
    private readonly rules: JsonRules,
  ) {
    super(bytes);
    this.closers = new Uint8Array(rules.maxDepth + 1);
  }

  run(): void {
    this.value();
    this.skipSpace();
    while (this.depth > 0) {
      this.afterValue();
      this.skipSpace();
    }
    if (this.at < this.text.length) this.fail('more behind the end');
  }

  /** Reads a scalar, or opens containers up to the first scalar or empty container in them. */
  private value(): void {
    for (;;) {
      this.skipSpace();
      const byte = this.byte();
      if (byte === BYTE.openObject) this.open(BYTE.closeObject);
      else if (byte === BYTE.openArray) this.open(BYTE.closeArray);
      else {
        this.scalar(byte);
        return;
      }
      if (this.closes()) return;
      if (byte === BYTE.openObject) this.key();
    }
  }

  private afterValue(): void {
    if (this.closes()) return;
    this.expect(BYTE.comma, 'a comma');
    if (this.closers[this.depth] === BYTE.closeObject) this.key();
    this.value();
  }

  private open(closer: number): void {
    if (this.depth >= this.rules.maxDepth) {
      throw new JsonFault('too_deep', `nested deeper than ${this.rules.maxDepth}`, this.at);
    }
    this.at += 1;
    this.depth += 1;
    this.closers[this.depth] = closer;
    if (closer === BYTE.closeObject) (this.keys[this.depth] ??= new SeenKeys(this.text)).clear();
  }

  /** Takes the closing bracket of the innermost container, if that is what comes next. */
  private closes(): boolean {
    this.skipSpace();
    if (this.byte() !== this.closers[this.depth]) return false;
    this.at += 1;
    this.depth -= 1;
    return true;
  }

  private key(): void {
    this.skipSpace();
    const start = this.at;
    if (this.byte() !== BYTE.quote) this.fail('a key in quotes was expected');
    if (this.string()) this.plainKey(start + 1, this.at - 1);
    else this.decodedKey(start);
    this.skipSpace();
    this.expect(BYTE.colon, 'a colon');
  }

  private plainKey(start: number, end: number): void {
    if (this.rules.safeKeys && UNSAFE_LENGTHS.has(end - start))
      this.refuseUnsafe(this.text.slice(start, end), start);
    const isNew = !this.rules.uniqueKeys || this.keys[this.depth]?.add(start, end) === true;
    if (!isNew) this.refuseRepeated(this.text.slice(start, end), start);
  }

  /** A key with escapes or beyond ASCII, as a reader will see it: `"a"` and `"\u0061"` are one. */
  private decodedKey(start: number): void {
    const bytes = Buffer.from(this.text.slice(start, this.at), 'latin1');
    const key = JSON.parse(bytes.toString('utf8')) as string;
    if (this.rules.safeKeys) this.refuseUnsafe(key, start);
    const isNew = !this.rules.uniqueKeys || this.keys[this.depth]?.addDecoded(key) === true;
    if (!isNew) this.refuseRepeated(key, start);
  }

  private refuseUnsafe(key: string, position: number): void {
    if (UNSAFE_KEYS.has(key))
      throw new JsonFault('forbidden_key', `the key "${key}" is not allowed`, position, JSON.stringify(key));
  }

  private refuseRepeated(key: string, position: number): never {
    const shown = JSON.stringify(key.slice(0, SHOWN_KEY_LENGTH));
    throw new JsonFault('duplicate_key', `the key ${shown} is given twice in one object`, position, shown);
  }
}

/**
 * Checks that the bytes are one JSON text in UTF-8 that keeps the rules. Time and memory are linear in
 * the length of the text.
 * @throws JsonFault
 */
export function scanJson(bytes: Buffer, rules: JsonRules): void {
  try {
    assertUtf8(bytes);
  } catch (error) {
    if (error instanceof CharsetFault) throw new JsonFault('not_json', 'not UTF-8', error.position);
    throw error;
  }
  new JsonScan(bytes, rules).run();
}
