import { MicroBatch } from '#database/micro-batch.js';
import type { Sql } from '#database/sql.js';
import { together, type Written } from '#database/together.js';
import { lockOrderRows } from '#ledger/order-facts.query.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { Shown } from '../dispatch-words.js';
import { Scenes } from '../plan/scenes.js';
import { whyNotSent } from '../plan/wanted-rule.js';

interface Verdict {
  readonly whyNot?: Shown;
}

const BATCHES = { largest: 100, atOnce: 1 };

/**
 * Looks whether commands that are about to be sent are wanted as their orders stand now. Under the orders' locks: what
 * was recorded before is seen, and what is recorded later finds the intent.
 */
export class StillWanted {
  private readonly looks: MicroBatch<ClaimedDispatch, Written<Verdict>>;
  private readonly scenes: Scenes;

  constructor(private readonly parts: DispatchParts) {
    this.looks = new MicroBatch((claimed) => together(claimed, (some) => this.look(some)), BATCHES);
    this.scenes = new Scenes(parts);
  }

  /** The locks are let go again: for the gate, right before the first byte. */
  async whyNot(claimed: ClaimedDispatch): Promise<Shown | undefined> {
    const looked = await this.looks.add(claimed);
    if ('failure' in looked) throw looked.failure;
    return looked.result.whyNot;
  }

  private look(claimed: readonly ClaimedDispatch[]): Promise<Verdict[]> {
    return this.parts.database.transaction((sql) => this.lookOn(sql, claimed));
  }

  /** In the caller's transaction, which holds the orders' locks from here on. @returns one for each */
  async lookOn(sql: Sql, claimed: readonly ClaimedDispatch[]): Promise<Verdict[]> {
    const orderIds = [...new Set(claimed.map(({ order_id }) => order_id))];
    await lockOrderRows(sql, orderIds);
    const scenes = new Map((await this.scenes.read(sql, orderIds)).map((scene) => [scene.order.id, scene]));
    return claimed.map((one) => {
      const whyNot = whyNotSent(one, scenes.get(one.order_id));
      return whyNot === undefined ? {} : { whyNot };
    });
  }
}
