import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { incident, incidentPage, incidentQuery } from '#admin-contract/incident.js';
import { incidentText } from '#admin-contract/incident-texts.js';
import { IncidentsQuery, type IncidentView } from '#reconciliation/operator/incidents.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';

@AdminController('incidents', 'discrepancies')
export class IncidentsController {
  constructor(private readonly incidents: IncidentsQuery) {}

  @Get()
  @ApiOperation({
    summary: 'Lists what was opened more than fifty times an hour, of one rule and account, the newest first',
    description: 'POST /discrepancies/decide takes an incident as a filter: {"filter": {"incidentId": …}}.',
  })
  @Answers(200, incidentPage)
  async list(@Query({ schema: incidentQuery }) query: z.output<typeof incidentQuery>) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.incidents.list({ ...filter, state, limit, before: after }),
      ),
    );
    return { ...part, items: part.items.map(toIncidentResponse) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an incident' })
  @Answers(200, incident)
  async read(@Param('id', IdPipe) id: string) {
    const found = await this.incidents.get(id);
    if (found === undefined) throw new NotFoundError('incident', id);
    return toIncidentResponse(found);
  }
}

const toIncidentResponse = ({ account, ...view }: IncidentView) => ({
  ...view,
  text: incidentText({ ...view, account }),
});
