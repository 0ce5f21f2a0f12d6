/** Up to here comparing with every earlier key is quicker than hashing; beyond, it would become slow. */
const COMPARED_KEYS = 16;

/**
 * The keys of one JSON object, to find repeated ones. Keys are looked at where they lie in the text,
 * so that the usual small object costs no string and no hash.
 */
export class SeenKeys {
  private count = 0;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly hashed = new Set<string>();

  constructor(private readonly text: string) {}

  clear(): void {
    this.count = 0;
    if (this.hashed.size > 0) this.hashed.clear();
  }

  /**
   * A key that stands in the text as it is meant, from `start` up to before `end`.
   * @returns false when the object has it already
   */
  add(start: number, end: number): boolean {
    if (this.hashed.size > 0 || this.count === COMPARED_KEYS)
      return this.addDecoded(this.text.slice(start, end));
    for (let index = 0; index < this.count; index += 1) {
      if (this.isAt(index, start, end)) return false;
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
    return true;
  }

  /**
   * A key that is written with escapes or beyond ASCII, as it is meant.
   * @returns false when the object has it already
   */
  addDecoded(key: string): boolean {
    if (this.hashed.size === 0) this.hashAll();
    const before = this.hashed.size;
    return this.hashed.add(key).size > before;
  }

  private hashAll(): void {
    for (let index = 0; index < this.count; index += 1) {
      this.hashed.add(this.text.slice(this.starts[index], this.ends[index]));
    }
  }

  private isAt(index: number, start: number, end: number): boolean {
    const other = this.starts[index] ?? 0;
    if (this.ends[index] !== other + end - start) return false;
    for (let offset = end - start - 1; offset >= 0; offset -= 1) {
      if (this.text.charCodeAt(other + offset) !== this.text.charCodeAt(start + offset)) return false;
    }
    return true;
  }
}
