import { Body, Get, Header, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { actorNames } from '#accounts/keys/actor-names.query.js';
import { plainListQuery } from '#admin-contract/page.js';
import {
  erasedOrderPage,
  exportedPerson,
  newExport,
  privacyActPage,
  privacyActQuery,
} from '#admin-contract/privacy.js';
import { Database } from '#database/database.js';
import type { Log } from '#domain/log.js';
import { type ErasedLegRow, readErasedLegs } from '#ledger/erasure/erased-legs.store.js';
import { OrderQuery } from '#ledger/order.query.js';
import { readActs } from '#privacy/acts.store.js';
import { ExportsService } from '#privacy/exports.service.js';
import { LOG } from '../../log/log.token.js';
import { Acting } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { BY_ID, type Cut, listPart } from '../listing.js';
import { namedPerson } from './named-person.js';

type Place = Pick<ErasedLegRow, 'account_id' | 'vendor_no'>;

/** Behind an order, by its account and number. */
const BY_NAME: Cut<Place, Place> = {
  write: ({ account_id, vendor_no }) => `${account_id} ${vendor_no}`,
  read: (text) => {
    const [, account_id, vendor_no] = /^([0-9a-f-]{36}) (.+)$/s.exec(text) ?? [];
    return account_id === undefined || vendor_no === undefined ? undefined : { account_id, vendor_no };
  },
};

@AdminController('privacy', 'privacy')
export class PrivacyController {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderQuery,
    private readonly exports: ExportsService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post('exports')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Hands out all that is kept of one person, and keeps who asked for it, when and why',
    description: 'Named by a phone number or by an order. The answer is stored nowhere.',
  })
  @Answers(200, exportedPerson)
  async export(@Body({ schema: newExport }) body: z.output<typeof newExport>, @Acting() actor: Actor) {
    const exported = await this.exports.export(await namedPerson(body, this.orders), body.reason, actor);
    this.log({ event: 'personal_fields_shown', privacyActId: exported.id, actorId: actor.id });
    return { ...exported, legs: exported.legs.map(toLeg) };
  }

  @Get('acts')
  @ApiOperation({ summary: 'Lists who was erased or handed out, by whom and why, without the person' })
  @Answers(200, privacyActPage)
  async acts(@Query({ schema: privacyActQuery }) query: z.output<typeof privacyActQuery>) {
    const part = await listPart(query, BY_ID, ({ limit, after: before }) =>
      readActs(this.database, { kind: query.kind, before, limit }),
    );
    const names = await actorNames(
      this.database,
      part.items.map(({ actorId }) => actorId),
    );
    const items = part.items.map(({ actorId, actorKind, ...act }) => ({
      ...act,
      by: actorKind === 'key' ? (names.get(actorId) ?? actorId) : actorKind,
    }));
    return { ...part, items };
  }

  @Get('erased-orders')
  @ApiOperation({
    summary: 'Lists orders without a person: what is to be erased again after an old backup was restored',
    description: 'Kept outside of the database, it is what npm run erasures:reapply is given.',
  })
  @Answers(200, erasedOrderPage)
  async erased(@Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>) {
    const part = await listPart(query, BY_NAME, ({ limit, after }) =>
      readErasedLegs(this.database, after, limit),
    );
    const items = part.items.map(({ account_id: accountId, vendor_no: vendorNo, erased_at: erasedAt }) => ({
      ...{ accountId, vendorNo, erasedAt },
    }));
    return { ...part, items };
  }
}

const toLeg = ({
  totalFen,
  saleFen,
  ...leg
}: {
  readonly totalFen: string | null;
  readonly saleFen: string | null;
}) => ({
  ...leg,
  totalFen: totalFen === null ? null : BigInt(totalFen),
  saleFen: saleFen === null ? null : BigInt(saleFen),
});
