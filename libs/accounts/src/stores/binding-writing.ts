import type { Sql } from '#database/sql.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import type { NewBinding } from './binding-input.js';
import type { BindingPlan } from './binding-plan.js';
import { closeBinding, insertBinding, reopenBinding } from './bindings.store.js';
import { endSalesSink, openSalesSink, reopenSalesSink } from './sales-sinks.store.js';

interface ToWrite extends NewBinding {
  readonly active: ActiveAccount;
  readonly isOneStore: boolean;
  readonly now: Date;
}

/** Writes what was planned: the binding, the end of the one before, and through which the hours are reported. */
export class BindingWriting {
  constructor(private readonly newId: (now: Date) => string) {}

  /** @returns the binding's id; undefined when the store's hours are reported through another one that is open */
  async write(sql: Sql, plan: BindingPlan, wish: ToWrite): Promise<string | undefined> {
    if (plan.step === 'reopen') return this.reopen(sql, plan.link.id, wish);
    if (plan.step === 'further' && plan.closes !== null) {
      await closeBinding(sql, plan.closes.id, plan.from);
      await endSalesSink(sql, plan.closes.id, plan.from);
    }
    return this.make(sql, plan.from, wish);
  }

  private async reopen(sql: Sql, id: string, wish: ToWrite): Promise<string | undefined> {
    await reopenBinding(sql, id, wish.vendorStoreId, wish.now);
    const reports = wish.active.connector.salesSink !== undefined;
    return !reports || (await reopenSalesSink(sql, id)) ? id : undefined;
  }

  private async make(sql: Sql, from: Date | null, wish: ToWrite): Promise<string | undefined> {
    const { storeId, vendorStoreId, now, active } = wish;
    const accountId = active.account.id;
    const id = this.newId(now);
    const salesSink = active.connector.salesSink !== undefined;
    const times = { from, to: null, createdAt: now, boundAt: now };
    await insertBinding(sql, { id, accountId, storeId, vendorStoreId, salesSink, ...times }, wish.isOneStore);
    if (!salesSink) return id;
    const startsAt = from ?? afterNow(now);
    return (await openSalesSink(sql, { bindingId: id, storeId, accountId, startsAt })) ? id : undefined;
  }
}

/** The hour that begins in the very instant of the making is none that anybody asked for. */
const afterNow = (now: Date): Date => new Date(now.getTime() + 1);
