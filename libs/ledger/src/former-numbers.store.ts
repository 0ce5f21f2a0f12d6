import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import type { Recording } from './recording.js';

/**
 * A change of what numbers name makes no second leg of an order: one that is known by a former number keeps it. It is
 * the same order where the store and the instant of its placing are the very same.
 */
export async function byFormerNumbers(
  sql: Sql,
  recordings: readonly Recording[],
): Promise<readonly Recording[]> {
  const asked = recordings.flatMap(({ account, observation: { claim } }, at) =>
    (claim?.former ?? []).map((number) => ({
      at,
      account_id: account.id,
      vendor_no: number,
      place: jsonText([{ storeCode: claim?.storeCode, placedAt: claim?.placedAt }]),
    })),
  );
  if (asked.length === 0) return recordings;
  const known = await knownFormer(sql, asked);
  return recordings.map((recording, at) => {
    const vendorNo = known.get(at);
    return vendorNo === undefined
      ? recording
      : { ...recording, observation: { ...recording.observation, vendorNo } };
  });
}

interface Asked {
  readonly at: number;
  readonly account_id: string;
  readonly vendor_no: string;
  readonly place: string;
}

async function knownFormer(sql: Sql, asked: readonly Asked[]): Promise<ReadonlyMap<number, string>> {
  const types = { at: 'int', account_id: 'uuid', vendor_no: 'text', place: 'text' } as const;
  const input = inputRows(asked, types);
  const rows = await sql.rows<{ at: number; vendor_no: string }>({
    name: 'ledger_former_numbers',
    text: `SELECT input.at, legs.vendor_no FROM ${input.from} JOIN legs USING (account_id, vendor_no)
           WHERE coalesce(claims, jsonb_build_array(jsonb_build_object(
             'storeCode', state #> '{placement,value,vendorStoreId}',
             'placedAt', state #> '{placement,value,placedAt}'))) @> input.place::jsonb
           ORDER BY input.at, legs.created_at DESC`,
    values: input.values,
  });
  return new Map(rows.map((row) => [row.at, row.vendor_no]));
}
