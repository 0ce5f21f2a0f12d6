import { Get, Header } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { idleEndsAt } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import { me } from '#admin-contract/me.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Access } from '#domain/access.js';
import { Acting, ActingSession, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { VersionWatch } from '../../versions/version-watch.js';

/** Of what is nobody's store: the vendors' clocks and the hours of daily work are of this zone. */
const ZONE = 'Asia/Shanghai';

@AdminController('me', 'sessions')
export class MeController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly clock: DatabaseClock,
    private readonly versions: VersionWatch,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tells who asks, until when the session lasts, and which hub answers' })
  @Answers(200, me)
  async read(
    @Acting() actor: Actor,
    @ActingSession() session: Session | undefined,
    @Allowed() { role, stores }: Access,
  ) {
    const name = session?.actor.name ?? (await this.keys.nameOf(actor.id));
    return {
      actor: { ...actor, name },
      role,
      storeIds: stores,
      session: session === undefined ? null : { ...session, idleEndsAt: idleEndsAt(session) },
      hub: { version: this.versions.version, time: this.clock.now(), zone: ZONE },
    };
  }
}
