/** Of one kind of refusal, whoever and wherever: first told at once, what follows within the minute by its number. */
const MINUTE_MS = 60_000;
/** Different ones of a minute; what comes beyond is counted together: who is refused fills no table. */
const MOST_KEYS = 500;

/** What came again within its minute. */
export interface Again<Refused> {
  readonly refused: Refused;
  readonly count: number;
}

interface Tallied<Refused> {
  readonly refused: Refused;
  readonly until: number;
  again: number;
}

/** Who is refused a thousand times a minute is one act and a number. Of this process alone. */
export class RefusedTally<Refused> {
  private readonly tallied = new Map<string, Tallied<Refused>>();

  /** @param overflow what is told in its place where too many different ones come */
  constructor(private readonly overflow: Refused) {}

  /**
   * @param key what makes two of them one: who, where and what
   * @param nowMs on a clock that nobody sets
   * @returns what is to be told now; undefined: it is counted
   */
  note(key: string, refused: Refused, nowMs: number): Refused | undefined {
    const known = this.tallied.get(key);
    if (known !== undefined) {
      known.again += 1;
      return undefined;
    }
    if (this.tallied.size >= MOST_KEYS && key !== OVERFLOW) return this.note(OVERFLOW, this.overflow, nowMs);
    this.tallied.set(key, { refused, until: nowMs + MINUTE_MS, again: 0 });
    return refused;
  }

  /** Those whose minute is over, or all; those that came once were told already. */
  take(nowMs: number): Again<Refused>[] {
    const over = [...this.tallied].filter(([, { until }]) => until <= nowMs);
    for (const [key] of over) this.tallied.delete(key);
    return over.flatMap(([, { refused, again }]) => (again === 0 ? [] : [{ refused, count: again }]));
  }
}

const OVERFLOW = '';
