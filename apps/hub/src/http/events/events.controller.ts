import { Get, Headers, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import { refusal } from '#domain/refusal.js';
import { EventsService } from '../../events/events.service.js';
import type { Access } from '#domain/access.js';
import { type ActingRequest, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { HttpProblem } from '../problem/http-problem.js';

const TYPE = 'text/event-stream';
const LONGEST_ID = 100;

@AdminController('events', 'events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Tells what has changed, as it happens (server-sent events)',
    description:
      'An event `hint` has `{kind, id, storeId}`: look again at that; without an id at whatever is of this kind. `resync`: look ' +
      'again at everything. Whoever sees single stores hears of these, and of what is not told by store only that something of its kind ' +
      'has changed. `signed_out`: the session or key has ended. `beat`, every 15 s: nothing, but that the hub is there. Whoever comes back with `Last-Event-ID` is told what ' +
      'came meanwhile, or `resync`.',
  })
  @ApiOkResponse({
    description: 'Events, until you leave',
    content: { [TYPE]: { schema: { type: 'string' } } },
  })
  listen(
    @Req() { actor, session }: ActingRequest,
    @Headers('last-event-id') lastId: string | undefined,
    @Res() reply: FastifyReply,
    @Allowed() access: Access,
  ): void {
    const whose =
      session === undefined
        ? ({ of: 'key', ofId: actor?.id ?? '' } as const)
        : ({ of: 'session', ofId: session.id } as const);
    if (!this.events.hasRoomFor(whose)) throw new HttpProblem('unavailable', refusal('too_many_listeners'));
    reply.hijack();
    const response = reply.raw;
    // Its end is the connection's: without it each write would be three.
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'content-type': TYPE, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const { ofId } = whose;
    const accessNow = () => (whose.of === 'key' ? this.keys.accessOf(ofId) : this.sessions.accessOf(ofId));
    this.events.listen({ response, access, accessNow, ...whose }, lastId?.slice(0, LONGEST_ID));
  }
}
