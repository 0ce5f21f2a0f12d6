import { NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import { eraseAuditedText } from '#audit/acts/reason-erasing.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import type { LostPlacings } from '#dispatch/operator/lost-placings.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import { eraseReason } from '#ledger/links/link-acts.store.js';
import type { LinkWish, PeopleLinks, Relinked } from '#ledger/links/people-links.js';
import { isSeen, judgeLink, judgeUndo, seenLegs } from './link-refusals.js';

export interface LinkingParts {
  readonly database: Database;
  readonly links: Pick<PeopleLinks, 'link' | 'undo'>;
  readonly placings: Pick<LostPlacings, 'hold'>;
}

/** What a person says of links, and why. */
export interface LinkSaid {
  /** The API key's id. */
  readonly by: string;
  readonly reason: string;
  /** Against what speaks against it. */
  readonly force: boolean;
  /** Of which stores orders are there for it. */
  readonly stores?: StoreScope | undefined;
}

export interface Linked extends Relinked {
  /** Commands of which it is not known any more whether the till has the order. */
  readonly held: readonly string[];
}

/** Links legs and undoes links as people say, and lets dispatch know what that leaves open. */
export class LinkingService {
  constructor(private readonly parts: LinkingParts) {}

  /** @throws DomainError naming the field; ConflictError where only `force` does it */
  link(wish: LinkWish, said: LinkSaid): Promise<Linked> {
    return this.parts.database.transaction((sql) => this.linkOn(sql, wish, said));
  }

  /** @throws NotFoundError; ConflictError */
  undo(linkId: string, said: LinkSaid): Promise<Linked> {
    return this.parts.database.transaction(async (sql) => {
      const act = await actOf(sql, said);
      const relinked = await this.parts.links.undo(sql, linkId, act, (held) => {
        if (!held.legs.every((leg) => isSeen(leg, said.stores))) throw new NotFoundError('link', linkId);
        judgeUndo(held, said.force);
      });
      if (relinked === undefined) throw new NotFoundError('link', linkId);
      return this.withHeld(sql, relinked, said);
    });
  }

  /** In the caller's transaction, before it holds any order. @throws as `link` */
  async linkOn(sql: Sql, wish: LinkWish, said: LinkSaid): Promise<Linked> {
    const act = await actOf(sql, said);
    const relinked = await this.parts.links.link(sql, wish, act, (held) => {
      judgeLink(seenLegs(held, said.stores), said.force);
    });
    return this.withHeld(sql, relinked, said);
  }

  /** What a person wrote is gone; that it was written stays. @throws NotFoundError */
  async erase(actId: string): Promise<void> {
    await this.parts.database.transaction(async (sql) => {
      const text = await eraseReason(sql, actId);
      if (text === undefined) throw new NotFoundError('text', actId);
      await eraseAuditedText(sql, text);
      await audited(sql, {});
    });
  }

  private async withHeld(sql: Sql, relinked: Relinked, { by }: LinkSaid): Promise<Linked> {
    return { ...relinked, held: await this.parts.placings.hold(sql, relinked.orderIds, by) };
  }
}

const actOf = async (sql: Sql, { by, reason, force }: LinkSaid) => ({
  actor: await actorName(sql, by),
  reason,
  isForced: force,
});
