import { isUtf8 } from 'node:buffer';
import { Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { causeText } from '#admin-contract/cause-words.js';
import {
  deliveryCauses,
  deliveryDetail,
  deliveryPage,
  deliveryQuery,
  deliveryReadQuery,
} from '#admin-contract/delivery.js';
import { asUtf8, CharsetFault } from '#connectors-core/charset.js';
import type { Log } from '#domain/log.js';
import { ContradictionQuery } from '#intake/contradiction.query.js';
import { DeliveryCausesQuery } from '#intake/delivery-causes.query.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';

@AdminController('deliveries', 'deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveryQuery,
    private readonly contradictions: ContradictionQuery,
    private readonly causes: DeliveryCausesQuery,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists deliveries, the newest first' })
  @Answers(200, deliveryPage)
  list(@Query({ schema: deliveryQuery }) query: z.output<typeof deliveryQuery>) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    return listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.deliveries.list({ ...filter, state, limit, before: after }),
      ),
    );
  }

  @Get('causes')
  @ApiOperation({ summary: 'Counts what failed, is tried again or was refused, by its cause' })
  @Answers(200, deliveryCauses)
  async countCauses() {
    const found = await this.causes.read();
    return {
      items: found.map((cause) => ({ ...cause, text: causeText('delivery', cause.errorCode) ?? null })),
    };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Reads a delivery, with its raw body on request' })
  @Answers(200, deliveryDetail)
  async read(
    @Param('id', IdPipe) id: string,
    @Query({ schema: deliveryReadQuery }) query: z.output<typeof deliveryReadQuery>,
    @Acting() actor: Actor,
  ) {
    const found = await this.deliveries.get(id);
    if (found === undefined) throw new NotFoundError('delivery', id);
    const shown = { ...found, payloadId: id, contradiction: (await this.contradictions.of(id)) ?? null };
    if (!query.body) return shown;
    this.log({ event: 'personal_fields_shown', deliveryId: id, actorId: actor.id });
    return { ...shown, ...bodyFields(await this.deliveries.body(id), found.charset) };
  }
}

function bodyFields(body: Buffer | undefined, charset: string | null) {
  if (body === undefined) return { body: null };
  const text = textOf(body, charset);
  return text === undefined ? { bodyBase64: body.toString('base64') } : { body: text };
}

function textOf(body: Buffer, charset: string | null): string | undefined {
  if (charset === null) return isUtf8(body) ? body.toString('utf8') : undefined;
  try {
    return asUtf8(body, charset).toString('utf8');
  } catch (error) {
    if (error instanceof CharsetFault) return undefined;
    throw error;
  }
}
