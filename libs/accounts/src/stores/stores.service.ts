import { randomBytes } from 'node:crypto';
import { audited, refuseChangedSince } from '#audit/acts/audited.js';
import { changedFacts } from '#audit/acts/facts.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isTimeOfDay, isTimeZone } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import { ConflictError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { Slice } from '../slice.js';
import { type Attribution, jobLeft } from './attribution.js';
import {
  findStore,
  insertStore,
  listStores,
  lockStoreToChange,
  similarCode,
  type Store,
  updateStore,
} from './stores.store.js';
import { textFaults } from '../text-check.js';

export interface NewStore {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly businessDayStart?: string | undefined;
}

/** What is absent stays as it is. The zone and the code of a store never change: its hours hang on them. */
export interface StoreChange {
  readonly name?: string | undefined;
  readonly businessDayStart?: string | undefined;
}

export interface MadeStore {
  readonly store: Store;
  /** The job that still gives recorded orders to it; null where it has all of them. */
  readonly jobId: string | null;
}

const MIDNIGHT = '00:00';
const LONGEST_CODE = 64;
const LONGEST_NAME = 200;

export class StoresService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attribution: Attribution,
  ) {}

  /** @throws InvalidFieldsError, ConflictError when the code is taken */
  async create({ code, name, timeZone, businessDayStart = MIDNIGHT }: NewStore): Promise<MadeStore> {
    refuseFaults([
      ...textFaults('code', code, LONGEST_CODE),
      ...changeFaults({ name, businessDayStart }),
      ...(isTimeZone(timeZone) ? [] : [fault('timeZone', 'must_be_time_zone')]),
    ]);
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    const store: Store = { id, code, name, timeZone, businessDayStart, createdAt: now, updatedAt: now };
    const begun = await this.database.transaction(async (sql) => {
      await refuseTaken(sql, code);
      await insertStore(sql, store);
      await audited(sql, {
        subject: { kind: 'store', id },
        after: { code, name, timeZone, businessDayStart },
      });
      // A storefront may have sent orders under this code before the store was entered.
      return this.attribution.begin(sql, { code }, [id]);
    });
    return { store, jobId: await jobLeft(this.attribution, begun) };
  }

  /** @throws InvalidFieldsError, NotFoundError */
  async change(id: string, { name, businessDayStart }: StoreChange): Promise<Store> {
    refuseFaults(changeFaults({ name, businessDayStart }));
    return this.database.transaction(async (sql) => {
      const before = await lockStoreToChange(sql, id);
      if (before === undefined) throw new NotFoundError('store', id);
      refuseChangedSince(before);
      const store: Store = {
        ...before,
        name: name ?? before.name,
        businessDayStart: businessDayStart ?? before.businessDayStart,
        updatedAt: this.clock.now(),
      };
      await updateStore(sql, store);
      await audited(sql, changedFacts(toldOf(before), toldOf(store)));
      return store;
    });
  }

  /** @param scope others are not there. @throws NotFoundError */
  async get(id: string, scope: StoreScope = null): Promise<Store> {
    const store = await findStore(this.database, id, scope);
    if (store === undefined) throw new NotFoundError('store', id);
    return store;
  }

  /** @param scope others are not there */
  list(slice: Slice, scope: StoreScope = null): Promise<Store[]> {
    return listStores(this.database, slice, scope);
  }
}

const toldOf = ({ name, businessDayStart }: Store) => ({ name, businessDayStart });

/** @throws ConflictError */
async function refuseTaken(sql: Sql, code: string): Promise<void> {
  const similar = await similarCode(sql, code);
  if (similar === undefined) return;
  const said =
    similar === code
      ? refusal('store_code_taken', { code })
      : refusal('store_code_taken_by_case', { code, taken: similar });
  throw new ConflictError(said, 'code');
}

function changeFaults({ name, businessDayStart }: StoreChange): readonly FieldFault[] {
  const faults = name === undefined ? [] : textFaults('name', name, LONGEST_NAME);
  if (businessDayStart !== undefined && !isTimeOfDay(businessDayStart)) {
    faults.push(fault('businessDayStart', 'must_be_time_of_day', { example: '05:00' }));
  }
  return faults;
}
