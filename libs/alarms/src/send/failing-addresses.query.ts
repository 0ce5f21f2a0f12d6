import type { Sql } from '#database/sql.js';
import type { StandingSource, Stands } from '../keep/standing-source.js';

interface FailingAddress {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly count: number;
  readonly since: Date;
}

/** Fewer tries in vain may be over in a moment. */
const FEWEST_TRIES = 3;

/** Addresses that messages do not get to: tried in vain just now, or given up within a day and nothing sent since. */
export class FailingAddresses implements StandingSource {
  readonly name = 'alarm_addresses';
  readonly kinds = ['address_failing'] as const;

  constructor(private readonly sql: Sql) {}

  async read(): Promise<Stands> {
    const rows = await this.sql.rows<FailingAddress>({
      name: 'alarms_failing_addresses',
      text: `SELECT a.id, a.name, min(m.created_at) AS since, count(*)::int AS count,
               (array_agg(m.error_code ORDER BY m.id DESC))[1] AS code
             FROM alarm_addresses a JOIN alarm_messages m ON m.address_id = a.id
             WHERE NOT a.paused AND m.error_code IS NOT NULL
               AND (m.state = 'waiting' AND m.tries >= $1
                 OR m.state = 'failed' AND m.settled_at > clock_timestamp() - INTERVAL '1 day' AND NOT EXISTS (
                   SELECT FROM alarm_messages s WHERE s.address_id = a.id AND s.state = 'sent' AND s.settled_at > m.settled_at))
             GROUP BY a.id`,
      values: [FEWEST_TRIES],
    });
    const standing = rows.map(({ id, name, code, count, since }) => ({
      kind: 'address_failing' as const,
      ...{ subject: `address:${id}`, since, count, params: { address: name, code, count } },
    }));
    return { standing };
  }
}
