import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { LOG } from './log/log.token.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** A database that was asked in vain is asked again after this long, ms. */
const RETRY_MS = 2 * SECOND_MS;

/** What the log says of the clock, besides what is wrong with it. */
const WORDS = {
  unmeasured: 'the database’s time could not be measured',
  apart: 'this host’s clock was set, or the machine was suspended',
  old: 'the database’s time has not been measured for minutes',
  'host wrong': 'this host’s clock is wrong',
} as const;

/** Every hub follows the database's clock: measured every minute, and at once when it is not trusted any more. */
@Injectable()
export class ClockTick {
  private told: keyof typeof WORDS | 'right' = 'right';
  private toldAt = 0;
  private nextAt = 0;

  constructor(
    private readonly clock: DatabaseClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Interval(SECOND_MS)
  async look(): Promise<void> {
    this.tell();
    const isDue = !this.clock.isTrusted() || this.clock.ageMs() >= MINUTE_MS;
    if (!isDue || performance.now() < this.nextAt) return;
    this.nextAt = performance.now() + RETRY_MS;
    await this.measure();
    this.tell();
  }

  private async measure(): Promise<void> {
    try {
      await this.clock.measure();
      if (this.clock.ageMs() < MINUTE_MS) return;
      this.log({ event: 'clock', level: 'warn', outcome: 'too slow' });
    } catch (error) {
      this.log({ event: 'clock', level: 'warn', outcome: 'not measured', error });
    }
  }

  /** Once when it changes, and once a minute as long as something is wrong. */
  private tell(): void {
    const state = this.clock.distrust()?.reason ?? (this.clock.isHostRight() ? 'right' : 'host wrong');
    const isNews = state !== this.told || (state !== 'right' && performance.now() - this.toldAt >= MINUTE_MS);
    if (!isNews) return;
    this.told = state;
    this.toldAt = performance.now();
    const offsetMs = Math.round(this.clock.offsetMs());
    if (state === 'right') this.log({ event: 'clock', outcome: 'right', offsetMs });
    else this.log({ event: 'clock', level: 'error', outcome: state, offsetMs, message: WORDS[state] });
  }
}
