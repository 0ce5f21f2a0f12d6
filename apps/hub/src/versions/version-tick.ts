import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Log } from '#domain/log.js';
import { LOG } from '../log/log.token.js';
import { LOOK_EVERY_MS, VersionWatch } from './version-watch.js';

/** Looks again and again whether a migration has made this hub too old. */
@Injectable()
export class VersionTick {
  constructor(
    private readonly watch: VersionWatch,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.watch.fault !== undefined) return;
    const fault = await this.watch.look().catch((error: unknown) => {
      // A database that is away is told of elsewhere; it is asked again soon.
      this.log({ event: 'version', level: 'debug', outcome: 'not looked', error });
      return undefined;
    });
    if (fault !== undefined)
      this.log({ event: 'version', level: 'error', outcome: 'outdated', message: fault });
  }
}
