import { Injectable } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { behindSince } from '#retention/behind.js';
import { readStandings } from '#retention/standings.store.js';

const DAY_MS = 24 * 3_600_000;

/** What should have gone days ago and has not: held, or because no run comes to its end. */
@Injectable()
export class RetentionAlarms implements StandingSource {
  readonly name = 'retention';
  readonly kinds = ['retention_behind'] as const;

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  async read(): Promise<Stands> {
    const now = this.clock.now();
    const standing = (await readStandings(this.database)).flatMap((each) => {
      const since = behindSince(each, now);
      if (since === undefined) return [];
      const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
      const params = { kept: each.kind, days };
      return [
        { kind: 'retention_behind' as const, subject: `retention:${each.kind}`, since, count: 1, params },
      ];
    });
    return { standing };
  }
}
