import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { job, jobPage, jobQuery } from '#admin-contract/job.js';
import { BulksService } from '#bulk/bulks.service.js';
import { DatabaseClock } from '#database/database-clock.js';
import { refusal } from '#domain/refusal.js';
import { RunsService } from '#reconciliation/operator/runs.service.js';
import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import type { Access } from '#domain/access.js';
import { Acting, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { refuseErasing } from '../bulks/erasure-refusal.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { LongWork } from './long-work.js';

@AdminController('jobs', 'jobs')
export class JobsController {
  constructor(
    private readonly work: LongWork,
    private readonly clock: DatabaseClock,
    private readonly submissions: SubmissionJobsService,
    private readonly runs: RunsService,
    private readonly bulks: BulksService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists long work with how far it is, the newest first' })
  @Answers(200, jobPage)
  list(@Query({ schema: jobQuery }) query: z.output<typeof jobQuery>) {
    const { state: states, kind: kinds } = query;
    return listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.work.list({ state, kinds, limit, before: after }, this.clock.now()),
      ),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a job with how far it is' })
  @Answers(200, job)
  async read(@Param('id', IdPipe) id: string) {
    return this.get(id);
  }

  @Post(':id/pause')
  @ApiOperation({ summary: 'Pauses a job of kind submissions or reconciliation; what it has done stays' })
  @Answers(200, job)
  async pause(@Param('id', IdPipe) id: string) {
    await (await this.stoppable(id)).pause(id);
    return this.get(id);
  }

  @Post(':id/resume')
  @ApiOperation({ summary: 'Lets a paused job go on where it was' })
  @Answers(200, job)
  async resume(@Param('id', IdPipe) id: string) {
    await (await this.stoppable(id)).resume(id);
    return this.get(id);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Ends a job of kind submissions, reconciliation or bulk; what it has done stays' })
  @Answers(200, job)
  async cancel(@Param('id', IdPipe) id: string, @Acting() actor: Actor, @Allowed() { role }: Access) {
    const { kind, bulk } = await this.get(id);
    refuseErasing(bulk?.act, role);
    if (kind === 'bulk') await this.bulks.cancel(id, actor);
    else await (await this.stoppable(id)).cancel(id);
    return this.get(id);
  }

  /** @throws NotFoundError */
  private async get(id: string) {
    const found = await this.work.get(id, this.clock.now());
    if (found === undefined) throw new NotFoundError('job', id);
    return found;
  }

  /** Who stops it. @throws NotFoundError, ConflictError for a job that others wait for */
  private async stoppable(id: string): Promise<SubmissionJobsService | RunsService> {
    const { kind } = await this.get(id);
    if (kind === 'submissions') return this.submissions;
    if (kind === 'reconciliation') return this.runs;
    throw new ConflictError(
      kind === 'bulk' ? refusal('bulk_not_paused') : refusal('job_cannot_be_stopped', { kind }),
      'id',
    );
  }
}
