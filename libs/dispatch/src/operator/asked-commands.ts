import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid, uuidV7 } from '#domain/ids.js';
import { newMarker } from '#domain/marker.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lockOrderRows } from '#ledger/order-facts.query.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { refusal } from '#domain/refusal.js';
import { insertSteps } from '../claimed/attempts.store.js';
import { lasting } from '../dispatch-detail.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { AskedCause } from '../dispatch-words.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { insertDispatches } from '../plan/dispatches.store.js';
import type { MakeStep, Scene } from '../plan/scene.js';
import { Scenes } from '../plan/scenes.js';
import { planAgain } from './look-again.js';
import { decide, actorName, lockDispatch, type StoredDispatch } from './requests.store.js';

/** Who asks for a command. */
export interface Asker {
  /** The name of the API key, as the history keeps it. */
  readonly name: string;
  /** For the log; null where it is not known any more. */
  readonly actorId: string | null;
  /** A repair is asked for as well: by whoever approved it. */
  readonly cause: AskedCause;
  /** Why, in the asker's words: they are kept as long as the history of the command. */
  readonly reason: string | null;
}

/** @param by the API key's id */
export const operatorOf = async (sql: Sql, by: string, reason: string | null = null): Promise<Asker> => ({
  name: await actorName(sql, by),
  actorId: by,
  cause: 'operator',
  reason,
});

/** What is asked for, whatever the account's switches say. */
export type AskedCommand = Pick<
  MakeStep,
  'kind' | 'accountId' | 'legId' | 'generation' | 'storeId' | 'vendorNo'
> & { readonly connector: string };

type Whose = Pick<StoredDispatch, 'id' | 'account_id' | 'connector'>;

const MARKER_BYTES = 64;

/** Makes commands that somebody asks for, or has those that there are sent now; in the asker's transaction. */
export class AskedCommands {
  private readonly scenes: Scenes;

  constructor(private readonly parts: DispatchParts) {
    this.scenes = new Scenes(parts);
  }

  /**
   * The order as it stands; under its lock from here on, and planned again.
   * @throws DomainError where there is no such order
   */
  async lockedScene(sql: Sql, orderId: string): Promise<Scene> {
    if (!isUuid(orderId)) throw NO_ORDER;
    await lockOrderRows(sql, [orderId]);
    const [scene] = await this.scenes.read(sql, [orderId]);
    if (scene === undefined) throw NO_ORDER;
    await planAgain(sql, this.parts, [orderId]);
    return scene;
  }

  /** @throws DomainError where the account takes no commands of that kind */
  async connectorOfTill(accountId: string, done: 'placed' | 'moved'): Promise<string> {
    const active = await this.parts.accounts.byId(accountId);
    if (active === undefined) throw new DomainError(refusal('no_such_account'), 'accountId');
    if (active.connector.orderSink === undefined)
      throw new DomainError(
        refusal(done === 'placed' ? 'account_takes_no_orders' : 'account_takes_no_moves'),
        'accountId',
      );
    return active.connector.id;
  }

  /** @returns its id */
  async make(sql: Sql, { connector, ...asked }: AskedCommand, by: Asker): Promise<string> {
    const { clock, chance, ledger } = this.parts;
    const now = clock.now();
    const id = uuidV7(now, chance.bytes(10));
    const { kind, accountId, legId, generation, storeId, vendorNo } = asked;
    const marker = kind === 'place' ? newMarker(chance.bytes(MARKER_BYTES)) : null;
    const whose = { id, account_id: accountId, kind, leg_id: legId, generation, store_id: storeId };
    const standing = { cause: by.cause, state: 'waiting', error_code: null, error_message: null };
    await insertDispatches(sql, [{ ...whose, vendor_no: vendorNo, marker, ...standing }], now);
    if (marker !== null) await ledger.mark(sql, [{ accountId, marker, legId }]);
    await this.toldAndSent(sql, { id, account_id: accountId, connector }, 'request', by);
    return id;
  }

  /** @throws NotFoundError where there is none */
  async sendNow(sql: Sql, id: string, by: Asker, step: 'request' | 'release'): Promise<void> {
    const dispatch = await lockDispatch(sql, id);
    if (dispatch === undefined) throw new NotFoundError('dispatch', id);
    const detail = lasting(dispatch.detail);
    const asked = { state: 'waiting', cause: by.cause, shown: null, detail, by: null } as const;
    await decide(sql, id, asked, this.parts.clock.now());
    await this.toldAndSent(sql, dispatch, step, by);
  }

  private async toldAndSent(
    sql: Sql,
    { id: dispatchId, account_id: accountId, connector }: Whose,
    step: 'request' | 'release',
    { name, actorId, cause, reason }: Asker,
  ): Promise<void> {
    const { clock, chance, log, instance } = this.parts;
    const startedAt = clock.now();
    const id = uuidV7(startedAt, chance.bytes(10));
    const request = JSON.stringify({ by: name, ...(reason !== null && { reason }) });
    const outcome = { outcome: 'waiting', vendorCode: null, message: null } as const;
    await insertSteps(sql, [{ id, startedAt, dispatchId, step, request, ...outcome }], startedAt);
    const whose = { dispatchId, accountId, connector, actorId, cause };
    log({ event: 'dispatch', ...whose, step, outcome: 'waiting', ms: undefined, state: 'waiting' });
    await wakeUp(sql, DISPATCH_SEND, instance.id);
  }
}

const NO_ORDER = new DomainError(refusal('no_such_order'), 'orderId');
