import { Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { type BodyKind, maskedBody } from '#connectors-core/masked-body.js';
import { namesToMask } from '#connectors-core/redact.js';
import { Database } from '#database/database.js';
import { BODY_KEEPING, type BodyKeeping } from '#domain/body-keeping.js';
import { refusal } from '#domain/refusal.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { readPayload } from '#ledger/payload.query.js';
import { VENDORS } from '../../connectors.js';
import { AdminController } from '../admin-controller.js';
import { IdPipe } from '../id.pipe.js';

const { sensitiveNames, personalNames } = namesToMask(VENDORS.map(({ declares }) => declares));
const NAMES = [...sensitiveNames, ...personalNames];

/** Text, whatever it looks like, and no name that a browser would run. */
const PLAIN = 'text/plain; charset=utf-8';
const TYPES: Readonly<Record<BodyKind, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  form: 'application/x-www-form-urlencoded',
};

@AdminController('payloads', 'deliveries')
export class PayloadsController {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryQuery,
    @Inject(BODY_KEEPING) private readonly keeping: BodyKeeping,
  ) {}

  @Get(':id')
  @ApiOperation({
    summary: 'Reads what came over the wire, with nothing of a person in it',
    description:
      'The id is a delivery’s, or the payloadId of a ledger entry. JSON, XML and forms are shown, as text, with what ' +
      'stands under personal and secret names masked; other bytes are not (409), for nobody can say what of them is a ' +
      'person’s. `payload-of` says whether it was a delivery or an answer; `payload-type`, `payload-length` and `payload-digest` (SHA-256) tell of the bytes as they came.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'As it came, but for what is masked.' })
  async read(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const payload = await readPayload(this.database, id, this.keeping.seal);
    if (payload === undefined) throw new NotFoundError('payload', id);
    const shown = maskedBody(payload.body, NAMES);
    if (shown === undefined) throw new ConflictError(refusal('bytes_cannot_be_masked'), 'id');
    void reply.headers({
      'content-type': PLAIN,
      'content-disposition': `attachment; filename="${id}.txt"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'payload-of': (await this.deliveries.get(id)) === undefined ? 'answer' : 'delivery',
      'payload-type': TYPES[shown.kind],
      'payload-length': String(payload.body.length),
      'payload-digest': `sha-256=${payload.digest.toString('base64')}`,
    });
    return shown.text;
  }
}
