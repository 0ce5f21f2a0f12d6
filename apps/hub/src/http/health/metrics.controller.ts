import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import { DatabaseClock } from '#database/database-clock.js';
import { GapCountsQuery } from '#reporting/operator/gap-counts.query.js';
import { AccountStanding } from '../../account-standing.js';
import { HubMetrics } from '../../metrics/hub-metrics.js';
import type { Standing } from '../../metrics/standing.js';
import { readStanding } from '../../metrics/standing.query.js';

/** For Prometheus. Names accounts by id and nothing personal; wants no key, so keep it behind your proxy. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: HubMetrics,
    private readonly database: Database,
    private readonly accounts: AccountStanding,
    private readonly clock: DatabaseClock,
    private readonly gaps: GapCountsQuery,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(): Promise<string> {
    this.metrics.showClock({ isTrusted: this.clock.isTrusted(), offsetMs: this.clock.offsetMs() });
    this.metrics.showStanding(await this.standing());
    return this.metrics.registry.metrics();
  }

  /** Without the database the hub's own counters are worth the more: sooner than a scrape is given up, too. */
  private async standing(): Promise<Standing | undefined> {
    try {
      return await within('acknowledging', () => readStanding(this.database, this.accounts, this.gaps));
    } catch {
      return undefined;
    }
  }
}
