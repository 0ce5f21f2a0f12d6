import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { AttributionScope, BoundScope } from '#domain/attribution.js';
import { uuidV7 } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { ConflictError, InvalidFieldsError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { Slice } from '../slice.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { type Attribution, type BegunAttribution, jobLeft } from './attribution.js';
import { type BindingChange, MOST_HOURS_NAMED, OnlyTried } from './binding-change.js';
import { bindingFaults, type NewBinding, NO_SUCH_STORE } from './binding-input.js';
import { type BindingPlan, endOf, planBinding } from './binding-plan.js';
import { BindingWriting } from './binding-writing.js';
import {
  type Binding,
  closeBinding,
  findBinding,
  listBindings,
  lockBindings,
  lockStores,
  readBinding,
  readChain,
  storeZones,
} from './bindings.store.js';
import { movedHours } from './moved-hours.js';
import { endSalesSink } from './sales-sinks.store.js';

/** A binding that was made or opened again. */
export interface Bound {
  readonly binding: Binding;
  /** The job that still moves recorded orders; null where all of them are where they belong. */
  readonly jobId: string | null;
}

/** What was bound; or, of a change that was not confirmed, what it would do. */
export type BindingAnswer = Bound | { readonly change: BindingChange };

interface Begun {
  readonly binding: Binding;
  readonly begun: BegunAttribution;
}

interface Wish extends NewBinding {
  readonly active: ActiveAccount;
  readonly now: Date;
}

/** Says which of a vendor's stores is which of ours and since when, and to whom a store's hours are reported. */
export class BindingsService {
  private readonly writing: BindingWriting;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
    private readonly attribution: Attribution,
  ) {
    this.writing = new BindingWriting((now) => uuidV7(now, randomBytes(10)));
  }

  /**
   * Binds a vendor's store, or the account where it is one store. The first binding holds always; a further one
   * from `from` on, and closes the one before; the same store again opens the last one again.
   * @throws NotFoundError for the account, InvalidFieldsError, ConflictError when that is so already or the
   * store's hours are reported through another binding
   */
  async create(accountId: string, wish: NewBinding): Promise<BindingAnswer> {
    const active = await this.directory.known(accountId);
    const now = this.clock.now();
    refuseFaults(bindingFaults(active, wish, now));
    try {
      const bound = await this.database.transaction((sql) => this.bind(sql, { ...wish, active, now }));
      return { binding: bound.binding, jobId: await jobLeft(this.attribution, bound.begun) };
    } catch (error) {
      if (error instanceof OnlyTried) return { change: error.change };
      throw error;
    }
  }

  /** Ends the binding now: what was ordered before stays the store's. @throws NotFoundError when it has ended */
  async remove(accountId: string, id: string): Promise<void> {
    const begun = await this.database.transaction(async (sql) => {
      await lockBindings(sql, accountId);
      const binding = await readBinding(sql, accountId, id);
      const to = binding === undefined ? undefined : endOf(binding, this.clock.now());
      if (binding === undefined || to === undefined) throw new NotFoundError('open binding', id);
      const vendorStoreId = binding.wholeAccount ? null : binding.vendorStoreId;
      const scope = { accountId, vendorStoreId, since: to };
      const stores = await this.lock(sql, scope, binding.storeId);
      await closeBinding(sql, id, to);
      await endSalesSink(sql, id, to);
      await audited(sql, { before: { accountId, storeId: binding.storeId, vendorStoreId }, after: { to } });
      return this.attribution.begin(sql, scope, stores);
    });
    await jobLeft(this.attribution, begun);
  }

  /** Those that have ended, too. @throws NotFoundError for the account */
  async list(accountId: string, slice: Slice): Promise<Binding[]> {
    await this.directory.known(accountId);
    return listBindings(this.database, accountId, slice);
  }

  private async bind(sql: Sql, wish: Wish): Promise<Begun> {
    const { active, storeId } = wish;
    const accountId = active.account.id;
    await lockBindings(sql, accountId);
    const vendorStoreId = isOneStore(active) ? null : wish.vendorStoreId;
    const chain = await readChain(sql, accountId, vendorStoreId);
    const plan = planBinding(chain, { storeId, from: wish.from ?? null });
    const scope = { accountId, vendorStoreId, since: since(plan) };
    const stores = await this.lock(sql, scope, storeId);
    if (!stores.includes(storeId)) throw new InvalidFieldsError([NO_SUCH_STORE]);
    const id = await this.writing.write(sql, plan, { ...wish, isOneStore: isOneStore(active) });
    if (id === undefined) throw REPORTED_ELSEWHERE;
    if (wish.confirm !== true) await this.refuseUnconfirmed(sql, plan, scope, wish);
    const begun = await this.attribution.begin(sql, scope, stores);
    const binding = await findBinding(sql, id);
    if (binding === undefined) throw new Error(`binding ${id} is gone`);
    const { id: _id, from, to, ...bound } = binding;
    await audited(sql, { subject: { kind: 'binding', id }, after: { ...bound, from, to } });
    return { binding, begun };
  }

  /** Nobody derives the hours of these stores until the change is committed, and then their orders are on the move. */
  private async lock(sql: Sql, scope: AttributionScope, storeId: string): Promise<string[]> {
    const touched = await this.attribution.stores(sql, scope);
    return [...(await lockStores(sql, [...new Set([storeId, ...touched])])).keys()];
  }

  /** @throws OnlyTried for a further binding, and for one that would be open again and move orders by it */
  private async refuseUnconfirmed(
    sql: Sql,
    plan: BindingPlan,
    scope: BoundScope,
    wish: NewBinding,
  ): Promise<void> {
    if (plan.step === 'first') return;
    const { orders, ...moved } = await this.moved(sql, scope);
    if (plan.step === 'reopen' && orders === 0) return;
    throw new OnlyTried({
      storeId: wish.storeId,
      vendorStoreId: wish.vendorStoreId,
      from: plan.step === 'reopen' ? plan.link.from : plan.from,
      closes: plan.step === 'further' ? (plan.closes?.id ?? null) : null,
      reopens: plan.step === 'reopen' ? plan.link.id : null,
      orders,
      ...moved,
    });
  }

  private async moved(sql: Sql, scope: AttributionScope) {
    const moving = await this.attribution.preview(sql, scope);
    const ids = new Set(moving.sales.flatMap(({ fromStoreId, toStoreId }) => [fromStoreId, toStoreId]));
    const zones = await storeZones(
      sql,
      [...ids].filter((id) => id !== null),
    );
    const hours = movedHours(moving, zones);
    const named = hours.slice(0, MOST_HOURS_NAMED);
    return { orders: moving.orders, hours: named, moreHours: hours.length - named.length };
  }
}

const isOneStore = ({ connector }: ActiveAccount): boolean => connector.storeIds === 'account';

/** Only orders of that time and later may be of another store. */
const since = (plan: BindingPlan): Date | null => (plan.step === 'reopen' ? plan.since : plan.from);

const REPORTED_ELSEWHERE = new ConflictError(refusal('hours_reported_elsewhere'), 'storeId');
