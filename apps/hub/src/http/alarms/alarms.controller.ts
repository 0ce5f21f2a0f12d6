import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { alarm, alarmAcknowledgement, alarmCounts, alarmPage, alarmQuery } from '#admin-contract/alarm.js';
import { AcknowledgingService } from '#alarms/operator/acknowledging.service.js';
import { AlarmsQuery, readAlarmCounts } from '#alarms/operator/alarms.query.js';
import { Database } from '#database/database.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { toAlarmResponse } from './alarm.contract.js';

@AdminController('alarms', 'alarms')
export class AlarmsController {
  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmsQuery,
    private readonly acknowledging: AcknowledgingService,
    private readonly keys: ApiKeysService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists what stands and people are to see to, and what has ended; the newest first',
  })
  @Answers(200, alarmPage)
  async list(@Query({ schema: alarmQuery }) query: z.output<typeof alarmQuery>) {
    const { state: states, kind, subject } = query;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.alarms.list({ state, kind, subject, limit, before: after }),
      ),
    );
    return { ...part, items: part.items.map(toAlarmResponse) };
  }

  @Get('counts')
  @ApiOperation({ summary: 'Counts alarms that have not ended, by kind and state' })
  @Answers(200, alarmCounts)
  async counts() {
    return { items: await readAlarmCounts(this.database) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an alarm' })
  @Answers(200, alarm)
  async read(@Param('id', IdPipe) id: string) {
    return this.get(id);
  }

  @Post(':id/acknowledge')
  @ApiOperation({
    summary: 'Says that somebody sees to it',
    description:
      'It ends by itself once it stands no more. Where it was acknowledged already, nothing changes.',
  })
  @Answers(200, alarm)
  async acknowledge(
    @Param('id', IdPipe) id: string,
    @Body({ schema: alarmAcknowledgement }) { note }: z.output<typeof alarmAcknowledgement>,
    @Acting() actor: Actor,
  ) {
    await this.acknowledging.acknowledge(id, note ?? null, await this.keys.nameOf(actor.id));
    return this.get(id);
  }

  @Delete('texts/:id')
  @ApiOperation({ summary: 'Erases what a person wrote' })
  @AnswersNothing('Erased')
  erase(@Param('id', IdPipe) id: string): Promise<void> {
    return this.acknowledging.eraseText(id);
  }

  /** @throws NotFoundError */
  private async get(id: string) {
    const found = await this.alarms.get(id);
    if (found === undefined) throw new NotFoundError('alarm', id);
    return toAlarmResponse(found);
  }
}
