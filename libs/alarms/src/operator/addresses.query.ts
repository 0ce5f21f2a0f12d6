import type { Database } from '#database/database.js';
import type { AddressKind } from '../send/address.js';
import type { Language } from '../alarm-words.js';
import { quietOf } from '../send/packing.js';
import type { PackedAddress } from '../send/packing.store.js';
import type { QuietHours } from '../send/quiet-hours.js';

/** An address as people see it: its URL may be a key, and is not shown. */
export interface AddressView {
  readonly id: string;
  readonly kind: AddressKind;
  readonly name: string;
  readonly origin: string;
  readonly language: Language;
  readonly kinds: readonly string[];
  readonly prefix: string | null;
  readonly quiet: QuietHours | null;
  readonly paused: boolean;
  /** Openings and ends that it has not heard of yet. */
  readonly waiting: number;
  /** Messages that were given up, of the last thirty days. */
  readonly failed: number;
  readonly lastSentAt: Date | null;
  /** Of what is tried in vain just now. */
  readonly failing: {
    readonly code: string;
    readonly message: string;
    readonly tries: number;
    readonly nextAt: Date;
  } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Row = Omit<AddressView, 'quiet' | 'failing'> &
  PackedAddress & {
    readonly failing:
      (Omit<NonNullable<AddressView['failing']>, 'nextAt'> & { readonly nextAt: string }) | null;
  };

const VIEW = `SELECT a.id, a.kind, a.name, a.origin, a.language, a.kinds, a.prefix, a.paused,
    a.quiet_from AS "quietFrom", a.quiet_to AS "quietTo", a.quiet_zone AS "quietZone",
    a.created_at AS "createdAt", a.updated_at AS "updatedAt",
    (SELECT count(*)::int FROM alarm_notices n LEFT JOIN alarm_messages m ON m.id = n.message_id
     WHERE n.address_id = a.id AND coalesce(m.state, 'waiting') = 'waiting') AS waiting,
    (SELECT count(*)::int FROM alarm_messages m WHERE m.address_id = a.id AND m.state = 'failed') AS failed,
    (SELECT max(settled_at) FROM alarm_messages m WHERE m.address_id = a.id AND m.state = 'sent') AS "lastSentAt",
    (SELECT json_build_object('code', error_code, 'message', error_message, 'tries', tries, 'nextAt', due_at)
     FROM alarm_messages m WHERE m.address_id = a.id AND m.state = 'waiting' AND error_code IS NOT NULL
     ORDER BY m.id LIMIT 1) AS failing
  FROM alarm_addresses a`;

/** Shows addresses, and how sending to them goes. */
export class AddressesQuery {
  constructor(private readonly database: Pick<Database, 'rows'>) {}

  async list({
    after,
    limit,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<AddressView[]> {
    const rows = await this.database.rows<Row>({
      name: 'alarms_addresses',
      text: `${VIEW} WHERE $1::uuid IS NULL OR a.id > $1 ORDER BY a.id LIMIT $2`,
      values: [after ?? null, limit],
    });
    return rows.map(toView);
  }

  async get(id: string): Promise<AddressView | undefined> {
    const [row] = await this.database.rows<Row>({
      name: 'alarms_address_view',
      text: `${VIEW} WHERE a.id = $1`,
      values: [id],
    });
    return row && toView(row);
  }
}

const toView = ({ quietFrom, quietTo, quietZone, failing, ...row }: Row): AddressView => ({
  ...row,
  quiet: quietOf({ quietFrom, quietTo, quietZone }),
  failing: failing && { ...failing, nextAt: new Date(failing.nextAt) },
});
