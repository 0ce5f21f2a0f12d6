import { randomBytes } from 'node:crypto';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { ConflictError, refuseFaults } from '../account-errors.js';
import { readProductCsv, writeProductCsv } from './product-csv.js';
import {
  type AcceptedMapping,
  acceptItems,
  acceptMappings,
  type ItemInput,
  type MappingInput,
  type Placed,
  placedItems,
} from './product-input.js';
import {
  allMappings,
  deleteMappings,
  listMappings,
  lockMappings,
  type MappingSlice,
  type StoredMapping,
  upsertMappings,
} from './products.store.js';
import type { Released } from './released.js';

export interface SavedMappings {
  /** New, or other than before. */
  readonly saved: number;
  readonly unchanged: number;
}

const MOST_ROWS = 20_000;
/** Of a file of thousands the audit tells the first. */
const MOST_TOLD = 100;

/** Says what a storefront's items are at a till. */
export class ProductsService {
  /** @param released is told which items are mapped anew, in the same transaction */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
    private readonly released: Released,
  ) {}

  /**
   * Enters mappings or replaces them; what is not listed stays. All or nothing.
   * @throws NotFoundError; ConflictError when the account is no till's; InvalidFieldsError, as `items.N.…`
   */
  async save(accountId: string, items: readonly MappingInput[]): Promise<SavedMappings> {
    await this.refuseOthers(accountId);
    return this.upsert(accountId, placedItems(items), []);
  }

  /**
   * As `save`, from a file.
   * @throws as `save`; the faults are named as `rows.N.…`, and row 1 is the header
   */
  async saveCsv(accountId: string, body: Buffer): Promise<SavedMappings> {
    await this.refuseOthers(accountId);
    const { rows, faults } = readProductCsv(body);
    if (rows.length > MOST_ROWS) refuseFaults([fault('rows', 'must_not_be_more', { most: MOST_ROWS })]);
    return this.upsert(accountId, rows, faults);
  }

  /** @returns how many of them there were. @throws as `save` */
  async remove(accountId: string, items: readonly ItemInput[]): Promise<number> {
    await this.refuseOthers(accountId);
    const { values, faults } = acceptItems(placedItems(items));
    refuseFaults(faults);
    return this.database.transaction(async (sql) => {
      await lockMappings(sql, accountId);
      await audited(sql, { before: { items: values.slice(0, MOST_TOLD) } });
      return deleteMappings(sql, accountId, values);
    });
  }

  /** In order of their making. @throws NotFoundError, ConflictError */
  async list(accountId: string, slice: MappingSlice): Promise<StoredMapping[]> {
    await this.refuseOthers(accountId);
    return listMappings(this.database, accountId, slice);
  }

  /** @param spreadsheet as `writeProductCsv`. @throws NotFoundError, ConflictError */
  async csv(accountId: string, spreadsheet: boolean): Promise<string> {
    await this.refuseOthers(accountId);
    return writeProductCsv(await allMappings(this.database, accountId), spreadsheet);
  }

  private async upsert(
    accountId: string,
    given: readonly Placed<MappingInput>[],
    faults: readonly FieldFault[],
  ): Promise<SavedMappings> {
    const { values, faults: own } = acceptMappings(given);
    refuseFaults([...faults, ...own]);
    return this.database.transaction(async (sql) => {
      await lockMappings(sql, accountId);
      const saved = await upsertMappings(sql, accountId, values, this.stamped(values));
      if (saved.length > 0) await this.released(sql, accountId, saved);
      await audited(sql, { after: { saved: saved.length, items: saved.slice(0, MOST_TOLD) } });
      return { saved: saved.length, unchanged: values.length - saved.length };
    });
  }

  private stamped(values: readonly AcceptedMapping[]): { ids: readonly string[]; now: Date } {
    const now = this.clock.now();
    return { ids: values.map(() => uuidV7(now, randomBytes(10))).sort(), now };
  }

  private async refuseOthers(accountId: string): Promise<void> {
    const { connector } = await this.directory.known(accountId);
    if (connector.orderSink === undefined)
      throw new ConflictError(refusal('no_products_to_map', { connector: connector.id }));
  }
}
