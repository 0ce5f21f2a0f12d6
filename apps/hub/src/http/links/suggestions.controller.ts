import { Body, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  linkSuggestion,
  suggestionDismissal,
  suggestionPage,
  suggestionQuery,
} from '#admin-contract/link-suggestion.js';
import { suggestionText } from '#admin-contract/link-words.js';
import { linkUndoing, relinked } from '#admin-contract/order-link.js';
import type { StoreScope } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { SuggestionsQuery } from '#reconciliation/links/suggestions.query.js';
import { SuggestionsService } from '#reconciliation/links/suggestions.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { toRelinked } from './link.contract.js';

@AdminController('links/suggestions', 'links')
export class SuggestionsController {
  constructor(
    private readonly query: SuggestionsQuery,
    private readonly suggestions: SuggestionsService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists orders that may be one, the newest suggestion first' })
  @Answers(200, suggestionPage)
  async list(
    @Query({ schema: suggestionQuery }) query: z.output<typeof suggestionQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { limit: _limit, cursor: _cursor, state: states, ...filter } = query;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.query.list({ ...filter, stores, state }, { limit, before: after }),
      ),
    );
    return { ...part, items: part.items.map(withText) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a suggestion' })
  @Answers(200, linkSuggestion)
  async read(@Param('id', IdPipe) id: string, @Stores() stores: StoreScope) {
    const found = await this.query.get(id, stores);
    if (found === undefined) throw new NotFoundError('suggestion', id);
    return withText(found);
  }

  @Post(':id/accept')
  @ApiOperation({ summary: 'Says that they are one order: they are linked' })
  @Answers(200, relinked)
  async accept(
    @Param('id', IdPipe) id: string,
    @Body({ schema: linkUndoing }) { reason, force }: z.output<typeof linkUndoing>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const linked = await this.suggestions.accept(id, { by: actor.id, reason, force, stores });
    this.log({ event: 'order_linked', outcome: 'suggested', legIds: linked.legIds, actorId: actor.id });
    return toRelinked(linked);
  }

  @Post(':id/dismiss')
  @ApiOperation({ summary: 'Says that they are two orders: it is not suggested again' })
  @Answers(200, linkSuggestion)
  async dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: suggestionDismissal }) { reason }: z.output<typeof suggestionDismissal>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    await this.suggestions.dismiss(id, { by: actor.id, reason, stores });
    return this.read(id, stores);
  }

  @Delete(':id/reason')
  @ApiOperation({ summary: 'Erases what a person wrote of a suggestion; what was decided stays' })
  @AnswersNothing('Erased')
  async erase(@Param('id', IdPipe) id: string): Promise<void> {
    await this.suggestions.erase(id);
  }
}

const withText = <Suggested extends Parameters<typeof suggestionText>[0]>(one: Suggested) => ({
  ...one,
  text: suggestionText(one),
});
