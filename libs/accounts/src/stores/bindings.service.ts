import { randomBytes } from 'node:crypto';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import { isUuid, uuidV7 } from '#domain/ids.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { ConflictError, InvalidFieldsError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { Slice } from '../slice.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import type { Attribute } from './attribute.js';
import {
  type Binding,
  deleteBinding,
  insertBinding,
  insertSalesSink,
  listBindings,
  storeExists,
} from './bindings.store.js';
import { textFaults } from '../text-check.js';

export interface NewBinding {
  readonly storeId: string;
  readonly vendorStoreId: string;
}

const LONGEST_VENDOR_STORE_ID = 128;

/** Says which of a vendor's stores is which of ours, and to whom a store's hours are reported. */
export class BindingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
    private readonly attribute: Attribute,
  ) {}

  /**
   * @throws NotFoundError for the account, InvalidFieldsError, ConflictError when the vendor's store id is
   * bound already or the store has a sales sink
   */
  async create(accountId: string, { storeId, vendorStoreId }: NewBinding): Promise<Binding> {
    const active = await this.directory.known(accountId);
    refuseFaults([
      ...(isUuid(storeId) ? [] : [NO_SUCH_STORE]),
      ...textFaults('vendorStoreId', vendorStoreId, LONGEST_VENDOR_STORE_ID),
      ...sinkFaults(active, vendorStoreId),
    ]);
    const createdAt = this.clock.now();
    const id = uuidV7(createdAt, randomBytes(10));
    const salesSink = active.connector.salesSink !== undefined;
    const binding: Binding = { id, accountId, storeId, vendorStoreId, createdAt, salesSink };
    await this.database.transaction((sql) => this.insert(sql, binding));
    return binding;
  }

  /** @throws NotFoundError */
  async remove(accountId: string, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (!(await deleteBinding(sql, accountId, id))) throw new NotFoundError('binding', id);
      await this.attribute(sql, accountId);
    });
  }

  /** @throws NotFoundError for the account */
  async list(accountId: string, slice: Slice): Promise<Binding[]> {
    await this.directory.known(accountId);
    return listBindings(this.database, accountId, slice);
  }

  private async insert(sql: Sql, binding: Binding): Promise<void> {
    if (!(await storeExists(sql, binding.storeId))) throw new InvalidFieldsError([NO_SUCH_STORE]);
    if (!(await insertBinding(sql, binding))) {
      throw new ConflictError('this account has bound that vendorStoreId already', 'vendorStoreId');
    }
    if (binding.salesSink && !(await insertSalesSink(sql, binding))) {
      throw new ConflictError(
        'the hours of this store are reported through another binding already',
        'storeId',
      );
    }
    await this.attribute(sql, binding.accountId);
  }
}

const NO_SUCH_STORE: FieldFault = { field: 'storeId', message: 'names no store' };

/** Any hour: only whether the vendor can be told of this store matters. */
const SOME_HOUR: HourlySales = {
  hourStart: new Date(0),
  hourEnd: new Date(3_600_000),
  timeZone: 'Asia/Shanghai',
  totalFen: 0n,
  orders: 0,
  items: 0,
  lines: 0,
};

/** A vendor store id that no report could carry is refused now, not hour by hour. */
function sinkFaults({ connector, account }: ActiveAccount, vendorStoreId: string): FieldFault[] {
  try {
    connector.salesSink?.payload(SOME_HOUR, vendorStoreId, { cover: false }, account);
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return [{ field: 'vendorStoreId', message: `cannot be reported to: ${error.message}` }];
  }
}
