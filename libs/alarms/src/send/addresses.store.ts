import type { SealedTable } from '#sealing/direct-seals.store.js';
import type { SecretBox } from '#sealing/secret-box.js';
import type { Sql } from '#database/sql.js';
import type { Address, AddressSecrets } from './address.js';
import { quietOf } from './packing.js';
import type { PackedAddress } from './packing.store.js';

/** One data key for all addresses; the hub makes it ready when it starts. */
export const ALARM_SECRETS: SealedTable = { table: 'alarm_addresses', keyName: () => 'alarm-addresses' };

type Row = Omit<Address, 'url' | 'secret' | 'quiet'> & PackedAddress & { readonly secrets: Buffer };

const ADDRESS = `a.id, a.kind, a.name, a.language, a.kinds, a.prefix, a.paused, a.secrets,
  a.quiet_from AS "quietFrom", a.quiet_to AS "quietTo", a.quiet_zone AS "quietZone"`;

/** With what is kept encrypted. @throws SecretError */
export async function readAddress(sql: Sql, box: SecretBox, id: string): Promise<Address | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'alarms_address',
    text: `SELECT ${ADDRESS} FROM alarm_addresses a WHERE a.id = $1`,
    values: [id],
  });
  return row && fromRow(row, box);
}

/** Until the transaction ends nobody else changes it. @throws SecretError */
export async function lockAddress(sql: Sql, box: SecretBox, id: string): Promise<Address | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'alarms_lock_address',
    text: `SELECT ${ADDRESS} FROM alarm_addresses a WHERE a.id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return row && fromRow(row, box);
}

function fromRow({ secrets, quietFrom, quietTo, quietZone, ...row }: Row, box: SecretBox): Address {
  const opened = JSON.parse(box.open(row.id, secrets)) as AddressSecrets;
  return { ...row, ...opened, quiet: quietOf({ quietFrom, quietTo, quietZone }) };
}

/** When it was last changed. Its row is locked. */
export async function changedAt(sql: Sql, id: string): Promise<{ updatedAt: Date }> {
  const [row] = await sql.rows<{ updatedAt: Date }>({
    name: 'alarms_address_changed_at',
    text: 'SELECT updated_at AS "updatedAt" FROM alarm_addresses WHERE id = $1',
    values: [id],
  });
  if (row === undefined) throw new Error(`address ${id} is gone`);
  return row;
}

/** Makes it, or writes what it is now. */
export async function writeAddress(sql: Sql, box: SecretBox, address: Address, now: Date): Promise<void> {
  const { id, kind, name, url, secret, language, kinds, prefix, quiet, paused } = address;
  await sql.rows({
    name: 'alarms_write_address',
    text: `INSERT INTO alarm_addresses (id, kind, name, origin, secrets, language, kinds, prefix, quiet_from, quiet_to,
             quiet_zone, paused, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, origin = excluded.origin, secrets = excluded.secrets,
             language = excluded.language, kinds = excluded.kinds, prefix = excluded.prefix,
             quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_zone = excluded.quiet_zone,
             paused = excluded.paused, updated_at = excluded.updated_at`,
    values: [
      ...[
        id,
        kind,
        name,
        new URL(url).origin,
        box.seal(id, sealed({ url, secret })),
        language,
        kinds,
        prefix,
      ],
      ...[quiet?.from ?? null, quiet?.to ?? null, quiet?.timeZone ?? null, paused, now],
    ],
  });
}

// eslint-disable-next-line no-restricted-syntax -- it is encrypted, and no column takes it as JSON.
const sealed = (secrets: AddressSecrets): string => JSON.stringify(secrets);

/** What waits of it is due now: it was changed, so that what failed may work. */
export async function makeMessagesDue(sql: Sql, addressId: string, now: Date): Promise<void> {
  await sql.rows({
    name: 'alarms_make_due',
    text: `UPDATE alarm_messages SET due_at = $2 WHERE address_id = $1 AND state = 'waiting' AND due_at > $2`,
    values: [addressId, now],
  });
}

/** With all that was to be sent there. @returns whether there was such an address */
export async function deleteAddress(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'alarms_delete_address',
    text: 'DELETE FROM alarm_addresses WHERE id = $1 RETURNING id',
    values: [id],
  });
  return rows.length === 1;
}
