/**
 * A long past: copies of a finished dispatch with their orders, legs and attempts, under other ids.
 *
 * @param {import('pg').Client} client
 * @param {number} count
 */
export async function addFinished(client, count) {
  await client.query(
    `CREATE TEMP TABLE past AS SELECT gen_random_uuid() AS id, gen_random_uuid() AS order_id, gen_random_uuid() AS leg_id,
            n FROM generate_series(1, $1::int) AS n`,
    [count],
  );
  for (const statement of COPIES) await client.query(statement);
  await client.query('DROP TABLE past');
  await client.query('VACUUM ANALYZE');
}

/** Every column of a table, with some of them replaced. */
const columns = (sample, replaced) => `(jsonb_populate_record(${sample}, ${replaced})).*`;

const COPIES = [
  `INSERT INTO orders SELECT ${columns('o', `jsonb_build_object('id', past.order_id)`)}
   FROM past, (SELECT orders AS o FROM orders JOIN legs ON legs.order_id = orders.id JOIN dispatches ON leg_id = legs.id LIMIT 1) AS sample`,
  `INSERT INTO legs SELECT ${columns('l', `jsonb_build_object('id', past.leg_id, 'order_id', past.order_id, 'vendor_no', 'past-' || past.n)`)}
   FROM past, (SELECT legs AS l FROM legs JOIN dispatches ON leg_id = legs.id LIMIT 1) AS sample`,
  `INSERT INTO dispatches SELECT ${columns('d', `jsonb_build_object('id', past.id, 'leg_id', past.leg_id, 'vendor_no', 'past-' || past.n, 'marker', 'past-' || past.n)`)}
   FROM past, (SELECT dispatches AS d FROM dispatches WHERE state = 'done' LIMIT 1) AS sample`,
  `INSERT INTO dispatch_attempts SELECT ${columns('a', `jsonb_build_object('id', gen_random_uuid(), 'dispatch_id', past.id)`)}
   FROM past, (SELECT dispatch_attempts AS a FROM dispatch_attempts LIMIT 1) AS sample`,
];
