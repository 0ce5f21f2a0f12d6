import { Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { restating } from '#admin-contract/account.js';
import type { Log } from '#domain/log.js';
import { CoverConfirmationService } from '#reporting/operator/cover-confirmation.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('accounts/:accountId/confirm-cover', 'accounts')
export class CoverConfirmationController {
  constructor(
    private readonly covers: CoverConfirmationService,
    private readonly keys: ApiKeysService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary:
      'Confirms that an hour which was covered shows right at the vendor: from then on changed hours are reported ' +
      'again by themselves, those that waited for it at once, unless the setting restate says ask',
  })
  @Answers(200, restating)
  async confirm(@Param('accountId', IdPipe) accountId: string, @Acting() actor: Actor) {
    const by = await this.keys.nameOf(actor.id);
    const confirmed = await this.covers.confirm(accountId, by);
    const { connector } = confirmed;
    this.log({
      event: 'cover_confirmed',
      accountId,
      connector,
      outcome: 'done',
      ms: undefined,
      actorId: actor.id,
    });
    return confirmed.restating;
  }
}
