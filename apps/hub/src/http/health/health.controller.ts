import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Database } from '#database/database.js';
import { DatabaseClock, LARGEST_OFFSET_MS } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import { isMigrated } from '../../health/database.query.js';
import { OpenToAll } from '../api-key.guard.js';
import { HttpProblem } from '../problem/http-problem.js';

@ApiTags('health')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Answers while the process works at all' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Answers 200 when requests can be served: database reachable and migrated, clock right',
  })
  async ready() {
    try {
      return await this.health.check([() => this.databaseCheck(), () => this.clockCheck()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw new HttpProblem(
        'unavailable',
        `Not ready: ${failures(error.getResponse() as HealthCheckResult)}.`,
      );
    }
  }

  private async databaseCheck() {
    const check = this.indicator.check('database');
    try {
      return (await within('acknowledging', () => isMigrated(this.database)))
        ? check.up()
        : check.down({ message: 'is not migrated' });
    } catch {
      return check.down({ message: 'cannot be reached' });
    }
  }

  private clockCheck() {
    const check = this.indicator.check('clock');
    const offsetMs = Math.round(this.clock.offsetMs());
    if (this.clock.isHostRight()) return check.up({ offsetMs });
    const most = LARGEST_OFFSET_MS / 1000;
    return check.down({ offsetMs, message: `differs from the database’s by more than ${String(most)} s` });
  }
}

/** "the database cannot be reached; the clock …" */
const failures = ({ error = {} }: HealthCheckResult): string =>
  Object.entries(error)
    .map(([name, indicator]) => `the ${name} ${String(indicator?.['message'])}`)
    .join('; ');
