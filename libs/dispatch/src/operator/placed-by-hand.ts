import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { Recording } from '#ledger/recording.js';
import { receiptOf } from '../claimed/step-result.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import type { Decisions } from './decisions.js';
import { isOthersNumber } from './dispatch-scope.query.js';
import { planAgain } from './look-again.js';
import {
  type Decision,
  findDispatch,
  legOfTillNumber,
  sentAbout,
  standingBefore,
  type StoredDispatch,
  tillLegOf,
} from './requests.store.js';
import { type ToldNumber, ToldNumbers } from './told-numbers.js';

/** An order that a person found at the till, or rang up there: the till's leg is the order's, and it sells once. */
export class PlacedByHand {
  private readonly numbers: ToldNumbers;

  constructor(
    private readonly parts: DispatchParts,
    private readonly decisions: Decisions,
  ) {
    this.numbers = new ToldNumbers(parts);
  }

  /**
   * @param by who says it, and of which stores
   * @throws DomainError naming the number that the till does not know, or that is another order's; ConflictError
   */
  async say(
    found: StoredDispatch,
    told: ToldNumber,
    { id: by, stores }: { readonly id: string; readonly stores: StoreScope },
  ): Promise<void> {
    const active = await this.parts.accounts.byId(found.account_id);
    if (active === undefined) throw new ConflictError(refusal('account_cannot_be_used'));
    const seen = await this.numbers.look(told, active);
    const receipt = { ...receiptOf(found, active, told.orderNo), told: true };
    await this.parts.database.transaction(async (sql) => {
      await refuseOthers(sql, found, told.orderNo);
      await this.link(sql, seen, receipt, found.order_id);
      // The till has told by now whose it is, of one that was not recorded, too.
      if (stores !== null && (await isOthersNumber(sql, { id: found.id, orderNo: told.orderNo }, stores)))
        throw new DomainError(refusal('number_of_another_store'), 'orderNo');
      await planAgain(sql, this.parts, [found.order_id]);
      const dispatch = await this.decisions.lock(sql, found.id, 'placed');
      const name = await this.decisions.nameOf(sql, by);
      const decision: Decision = {
        state: 'done',
        vendorNo: told.orderNo,
        shown: null,
        detail: { before: standingBefore(dispatch) },
        by: name,
      };
      const said = { verb: 'placed', orderNo: told.orderNo } as const;
      await this.decisions.write(sql, dispatch, decision, said, { id: by, name });
    });
  }

  /** The ledger first, as everybody who settles; what is refused is rolled back. */
  private async link(
    sql: Sql,
    seen: readonly Recording[],
    receipt: Parameters<DispatchParts['ledger']['linkReceipts']>[1][number],
    orderId: string,
  ): Promise<void> {
    const { linked } = await this.parts.ledger.recordAndLink(sql, seen, [receipt], [orderId]);
    const [link] = linked;
    if (link?.isOurs === false) throw othersNumber(link.orderId);
  }

  /**
   * Takes back that an order is at the till under a number, while nothing was sent about that: the two are two orders
   * again, and the command stands as it stood.
   * @throws NotFoundError; ConflictError
   */
  async undo(id: string, by: string): Promise<void> {
    const { database, instance, links } = this.parts;
    const found = await findDispatch(database, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    this.decisions.refuse('undo', found);
    await database.transaction(async (sql) => {
      const legId = await tillLegOf(sql, found.account_id, found.vendor_no ?? '');
      const orderIds =
        legId === undefined ? [found.order_id] : await links.endTold(sql, legId, [found.order_id]);
      await planAgain(sql, this.parts, orderIds);
      const dispatch = await this.decisions.lock(sql, id, 'undo');
      const sent = legId === undefined ? undefined : await sentAbout(sql, legId);
      if (sent !== undefined)
        throw new ConflictError(
          refusal('sent_about_till_order', { command: sent, till: found.vendor_no ?? '' }),
        );
      const name = await this.decisions.nameOf(sql, by);
      await this.decisions.write(sql, dispatch, asBefore(dispatch), { verb: 'undo' }, { id: by, name });
      await wakeUp(sql, DISPATCH_SEND, instance.id);
    });
  }
}

/** An order of ours has it already, for whatever reason. */
async function refuseOthers(sql: Sql, dispatch: StoredDispatch, orderNo: string): Promise<void> {
  const { account_id, order_id, marker } = dispatch;
  const other = await legOfTillNumber(sql, account_id, orderNo);
  if (other !== undefined && other.order_id !== order_id) throw othersNumber(other.order_id);
  if (other?.marker != null && other.marker !== marker)
    throw new DomainError(refusal('number_is_another_placing'), 'orderNo');
}

const othersNumber = (orderId: string): DomainError =>
  new DomainError(refusal('number_is_another_orders', { orderId }), 'orderNo');

/** Of one that was told by a hub of before, only that it may be at the till is known. */
function asBefore({ detail, vendor_no }: StoredDispatch): Decision {
  const before = detail?.before ?? {
    state: 'held',
    shown: {
      code: 'maybe_placed',
      message: `that it was placed as ${vendor_no ?? ''} was taken back: is it at the till?`,
    },
    detail: null,
  };
  return { ...before, vendorNo: null, by: null };
}
