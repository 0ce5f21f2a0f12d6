import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { MAPPED_GROUPS, type MappedGroup, unmappedValues } from '#domain/unmapped-values.js';
import { fromDbLeg } from './ledger.mapping.js';
import type { FoldingLeg } from './folding.js';

const CHANGE = { leg_id: 'uuid', state_group: 'text', account_id: 'uuid', value: 'text' } as const;

/** Keeps what of these legs' values is in no map: a row of each, as long as it is so. Where none is, nothing is done. */
export async function noteUnmapped(sql: Sql, legs: readonly FoldingLeg[]): Promise<void> {
  const changes = legs.flatMap(changesOf);
  if (changes.length === 0) return;
  const input = inputRows(changes, CHANGE);
  await sql.rows({
    name: 'ledger_note_unmapped',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      gone AS (DELETE FROM unmapped_values AS u USING input
               WHERE u.leg_id = input.leg_id AND u.state_group = input.state_group AND input.value IS NULL)
      INSERT INTO unmapped_values (leg_id, state_group, account_id, value)
      SELECT leg_id, state_group, account_id, value FROM input WHERE value IS NOT NULL
      ON CONFLICT (leg_id, state_group) DO UPDATE SET value = excluded.value`,
    values: input.values,
  });
}

/** Null where a value is mapped now, or is no more. */
function changesOf({ row, before, folded }: FoldingLeg) {
  const [was, is] = [unmappedValues(before), unmappedValues(folded)];
  return MAPPED_GROUPS.filter((group) => was.get(group) !== is.get(group)).map((group) => ({
    leg_id: row.id,
    state_group: group,
    account_id: row.account_id,
    value: is.get(group) ?? null,
  }));
}

/** A value of one account, in one group. */
export interface AccountValue {
  readonly accountId: string;
  readonly group: MappedGroup;
  readonly value: string;
}

/** A leg whose value has a state by now. */
export interface UnmappedLeg extends AccountValue {
  readonly legId: string;
  readonly vendorNo: string;
  readonly state: ReturnType<typeof fromDbLeg>;
}

/** Legs with these values, by id; one statement, however many values there are. */
export async function unmappedLegs(
  sql: Sql,
  values: readonly AccountValue[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<UnmappedLeg[]> {
  const types = { account_id: 'uuid', state_group: 'text', value: 'text' } as const;
  const wanted = values.map(({ accountId, group, value }) => ({
    account_id: accountId,
    state_group: group,
    value,
  }));
  const input = inputRows(wanted, types, 3);
  const rows = await sql.rows<Omit<UnmappedLeg, 'state'> & { state: unknown }>({
    name: 'ledger_unmapped_legs',
    text: `SELECT found.leg_id AS "legId", found.state_group AS "group", found.value,
             legs.account_id AS "accountId", legs.vendor_no AS "vendorNo", legs.state
           FROM ${input.from} CROSS JOIN LATERAL (
             SELECT leg_id, state_group, value FROM unmapped_values AS u
             WHERE u.account_id = input.account_id AND u.state_group = input.state_group AND u.value = input.value
               AND ($1::uuid IS NULL OR u.leg_id > $1) ORDER BY leg_id LIMIT $2) AS found
           JOIN legs ON legs.id = found.leg_id ORDER BY found.leg_id, found.state_group LIMIT $2`,
    values: [after, limit, ...input.values],
  });
  return rows.map((row) => ({ ...row, state: fromDbLeg(row.state) }));
}
