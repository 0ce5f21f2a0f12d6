import { Delete, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { SessionsService, idleEndsAt } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import { sessionPage, sessionQuery } from '#admin-contract/session.js';
import type { Access } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../../log/log.token.js';
import { Acting, ActingSession, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

/** Who is signed in. */
@AdminController('sessions', 'sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists sessions that have not ended: one’s own, of everybody for who administers',
  })
  @Answers(200, sessionPage)
  async list(
    @Query({ schema: sessionQuery }) { mine, ...query }: z.output<typeof sessionQuery>,
    @ActingSession() asking: Session | undefined,
    @Acting() actor: Actor,
    @Allowed() access: Access,
  ) {
    const of = mine ? actor : seenBy(actor, access);
    const part = await listPart(query, BY_ID, (slice) => this.sessions.list(slice, of));
    const told = (session: Session) => ({
      ...session,
      idleEndsAt: idleEndsAt(session),
      current: session.id === asking?.id,
    });
    return { ...part, items: part.items.map(told) };
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Ends a session, in every hub within five seconds: one of one’s own, any for who administers',
  })
  @AnswersNothing('Ended')
  async end(
    @Param('id', IdPipe) id: string,
    @Acting() actor: Actor,
    @Allowed() access: Access,
  ): Promise<void> {
    await this.sessions.end(id, { of: seenBy(actor, access) });
    this.log({ event: 'session', outcome: 'ended', sessionId: id, actorKind: actor.kind, actorId: actor.id });
  }
}

/** Whose sessions somebody sees and ends; undefined: everybody's. */
const seenBy = (actor: Actor, { role }: Access): Actor | undefined => (role === 'admin' ? undefined : actor);
