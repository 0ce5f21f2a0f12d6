/**
 * graphile-worker looks its tasks up once and remembers a failure for ever: a database that goes away in
 * that moment leaves workers that never find a job again.
 */
const MOST_FAILURES = 10;
/** An idle worker asks every two seconds; one that repeats a lost request by itself says nothing for minutes, ms. */
const LONGEST_SILENCE_MS = 20_000;

/** Whether workers get to the jobs that wait, by what they tell. Times are of a clock that never steps, ms. */
export class JobFetching {
  private failures = 0;
  private underWay = 0;

  constructor(
    private readonly workers: number,
    private heardAt: number,
  ) {}

  /** There was nothing to do. */
  foundNothing(at: number): void {
    this.heard(at);
  }

  began(at: number): void {
    this.underWay += 1;
    this.heard(at);
  }

  /** From here on one worker more should ask. */
  ended(at: number): void {
    this.underWay -= 1;
    this.heardAt = at;
  }

  failed(): void {
    this.failures += 1;
  }

  /** Workers that are all busy need not ask. */
  works(at: number): boolean {
    if (this.failures >= MOST_FAILURES) return false;
    return this.underWay >= this.workers || at - this.heardAt < LONGEST_SILENCE_MS;
  }

  private heard(at: number): void {
    this.failures = 0;
    this.heardAt = at;
  }
}
