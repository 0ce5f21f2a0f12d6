import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { InvalidFieldsError } from '#accounts/account-errors.js';
import type { AccountsService } from '#accounts/accounts/accounts.service.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { type MappedField, mapOf } from '#connectors-core/mapped-field.js';
import type { Database } from '#database/database.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { UnmappedValuesQuery, UnmappedValueView } from '#ledger/unmapped-values.query.js';
import { INTAKE_MAP_VALUES } from '../intake.tasks.js';
import { mapIn } from './mapped-statement.js';

export interface ValueMappingParts {
  readonly database: Database;
  readonly instance: Instance;
  readonly accounts: AccountsService;
  readonly directory: AccountDirectory;
  readonly unmapped: UnmappedValuesQuery;
}

/** A value that no map of the account lists, and what it could be mapped to. */
export interface UnmappedValue extends Omit<UnmappedValueView, 'accountId' | 'group'> {
  /** As the vendor calls it. */
  readonly field: string;
  /** The setting whose map lacks it. */
  readonly setting: string;
  readonly states: readonly string[];
  /** A map lists it by now: recorded orders are being given this state. */
  readonly mappedTo: string | null;
}

export interface ValueMap {
  readonly field: string;
  readonly value: string;
  readonly state: string;
}

/** Shows what an account has not mapped of its vendor's values, and maps it. */
export class ValueMappingService {
  constructor(private readonly parts: ValueMappingParts) {}

  /** @throws NotFoundError */
  async list(accountId: string, most: number): Promise<UnmappedValue[]> {
    const active = await this.parts.directory.known(accountId);
    const found = await this.parts.unmapped.ofAccounts([accountId], most);
    return found.flatMap((one) => shown(one, active));
  }

  /** Of several accounts, in one statement; an account that there is no more has none. */
  async ofAll(accountIds: readonly string[], most: number): Promise<ReadonlyMap<string, UnmappedValue[]>> {
    const found = await this.parts.unmapped.ofAccounts(accountIds, most);
    const active = new Map(this.parts.directory.all().map((one) => [one.account.id, one]));
    return new Map(
      accountIds.map((id) => {
        const account = active.get(id);
        const own = found.filter((one) => one.accountId === id);
        return [id, account === undefined ? [] : own.flatMap((one) => shown(one, account))];
      }),
    );
  }

  /**
   * The value has this state from now on, also where it is recorded already: a job gives it to those orders.
   * @throws NotFoundError, InvalidFieldsError
   */
  async map(accountId: string, { field, value, state }: ValueMap): Promise<void> {
    const { connector } = await this.parts.directory.known(accountId);
    const mapped = (connector.mappedFields ?? []).find((one) => one.field === field);
    if (mapped === undefined) throw wrong('field', fieldsOf(connector.mappedFields ?? []));
    const { values = [] } = mapOf(connector.configFields, mapped);
    if (!values.some((one) => one === state)) throw wrong('state', oneOf(values));
    await this.parts.accounts.extendMap(accountId, mapped.setting, value, state);
    await wakeUp(this.parts.database, INTAKE_MAP_VALUES, this.parts.instance.id);
  }
}

const wrong = (field: string, said: Refusal): InvalidFieldsError =>
  new InvalidFieldsError([{ field, ...said }]);

const oneOf = (words: readonly string[]): Refusal => refusal('must_be_one_of', { words: words.join(', ') });

const fieldsOf = (mapped: readonly MappedField[]): Refusal =>
  mapped.length === 0 ? refusal('maps_no_values') : oneOf(mapped.map(({ field }) => field));

function shown(
  { accountId: _id, group, ...value }: UnmappedValueView,
  active: ActiveAccount,
): UnmappedValue[] {
  const mapped = active.connector.mappedFields?.find((one) => one.group === group);
  if (mapped === undefined) return [];
  const { field, setting } = mapped;
  const map = mapIn(active.account.config, setting);
  const states = mapOf(active.connector.configFields, mapped).values ?? [];
  const mappedTo = Object.hasOwn(map, value.value) ? (map[value.value] ?? null) : null;
  return [{ field, setting, ...value, states, mappedTo }];
}
