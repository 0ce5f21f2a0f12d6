import type { Hint } from '#domain/hint.js';

/** So many of the last are remembered, for whoever was away for a moment. */
const MOST = 4_096;

export interface NumberedHint {
  readonly number: number;
  readonly hint: Hint;
}

/** The last hints that this hub has heard, under ids that no other hub, and no other run of this one, gives. */
export class HintRing {
  private hints: NumberedHint[] = [];
  private last = 0;
  private epoch: string;

  /** @param newEpoch unlike any before, without `-` */
  constructor(private readonly newEpoch: () => string) {
    this.epoch = newEpoch();
  }

  add(hints: readonly Hint[]): readonly NumberedHint[] {
    const added = hints.map((hint) => ({ number: (this.last += 1), hint }));
    this.hints = [...this.hints, ...added].slice(-MOST);
    return added;
  }

  /** Nobody knows what was missed: nothing that was told before is known any more. */
  forget(): void {
    this.hints = [];
    this.last = 0;
    this.epoch = this.newEpoch();
  }

  idOf(number = this.last): string {
    return `${this.epoch}-${String(number)}`;
  }

  /** @returns what has been heard after it; undefined where that is not known any more */
  after(id: string): readonly NumberedHint[] | undefined {
    const [epoch, text = ''] = id.split('-');
    if (epoch !== this.epoch || !/^\d{1,15}$/.test(text)) return undefined;
    const number = Number(text);
    const oldest = this.last - this.hints.length;
    if (number > this.last || number < oldest) return undefined;
    return this.hints.filter((one) => one.number > number);
  }
}
