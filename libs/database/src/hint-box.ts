import type { Hint, HintKind } from '#domain/hint.js';
import type { Statement } from './sql.js';

/** Distinct ones that are kept until they are sent; of more than that each is told as its kind alone. */
const MOST = 4_096;

/** Hints that wait: each once, and a bounded number. */
export class HintBox {
  private waiting = new Map<string, Hint>();

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  add(hint: Hint): void {
    const kept = this.waiting.size < MOST ? hint : ofKind(hint.kind);
    const key = `${kept.kind} ${kept.id ?? ''}`;
    const known = this.waiting.get(key);
    // Told of two stores, it is of no single one.
    const isOfOne = known === undefined || known.storeId === kept.storeId;
    this.waiting.set(key, isOfOne ? kept : { ...kept, storeId: null });
  }

  addAll(hints: Iterable<Hint>): void {
    for (const hint of hints) this.add(hint);
  }

  /** Empties it. */
  take(): Hint[] {
    const taken = [...this.waiting.values()];
    this.waiting = new Map();
    return taken;
  }
}

export const ofKind = (kind: HintKind): Hint => ({ kind, id: null, storeId: null });

/**
 * What a statement tells once it has changed something.
 * @param rows that it returned: those with an `id`, and perhaps a `storeId`, say what it was
 */
export function toldBy({ tells = [] }: Statement, rows: readonly unknown[], count: number): Hint[] {
  if (tells.length === 0 || count === 0) return [];
  return tells.flatMap((told) => (typeof told === 'string' ? ofRows(told, rows) : [told]));
}

function ofRows(kind: HintKind, rows: readonly unknown[]): Hint[] {
  const hints = rows.flatMap((row) => {
    const { id, storeId } = (row ?? {}) as { id?: unknown; storeId?: unknown };
    return typeof id === 'string'
      ? [{ kind, id, storeId: typeof storeId === 'string' ? storeId : null }]
      : [];
  });
  return hints.length === 0 ? [ofKind(kind)] : hints;
}
