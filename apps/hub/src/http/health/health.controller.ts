import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { refusal } from '#domain/refusal.js';
import { type PartState, Readiness } from '../../health/readiness.js';
import { HttpProblem } from '../problem/http-problem.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Answers while the process works at all' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Answers 200 when this hub can do what its roles ask of it',
    description: [
      'Of every hub: the database can be reached and is migrated, and the clock is right. Of the role `api`: a ',
      'delivery could be acknowledged; it is tried, and taken back. Of the role `worker`: its workers get to their ',
      'jobs, and no work that could be done is overdue with nobody at it. Otherwise 503, and the problem’s `detail` ',
      'says in sentences what does not work and since when. `degraded` is a hub that is ready and has something ',
      'to say: no workers live in the whole fleet, or its clock is untrusted just now. What is seen of the database is told again for 1.5 s.',
    ].join(''),
  })
  async ready() {
    const states = await this.readiness.look();
    try {
      return await this.health.check(states.map((state) => () => this.indicatorOf(state)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw new HttpProblem('unavailable', refusal('hub_not_ready', { why: sentencesOf(states) }));
    }
  }

  private indicatorOf({ part, facts = {}, fault, warning, since }: PartState) {
    const check = this.indicator.check(part);
    if (fault !== undefined) return check.down({ ...facts, message: fault, since });
    return warning === undefined ? check.up(facts) : check.degraded({ ...facts, message: warning });
  }
}

/** For a person, the faults first. Without any, the hub is shutting down. */
function sentencesOf(states: readonly PartState[]): string {
  const faults = states.flatMap(({ fault, since }) =>
    fault === undefined ? [] : [`${fault}, since ${since?.toISOString() ?? 'a moment'}`],
  );
  const warnings = states.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  const all = faults.length === 0 ? ['This hub is stopping'] : [...faults, ...warnings];
  return ['Not ready', ...all].map((text) => `${text}.`).join(' ');
}
