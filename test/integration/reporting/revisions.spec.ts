import { ReportingWorld } from './reporting-world.js';

describe('a revision', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  it("lies in the month of the database's time, the millisecond inside its id", async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    const [before] = await world.database.rows<{ now: Date }>({
      text: 'SELECT now()::timestamptz(3) AS now',
    });
    await world.hub().derive();
    const [revision] = await world.database.rows({
      text: `SELECT uuid_extract_timestamp(r.id) = r.derived_at AS inside, r.derived_at >= $2 AS now,
               r.tableoid::regclass::text = 'partitions.hourly_revisions_' || to_char(r.derived_at, 'YYYY_MM') AS month,
               (h.revision_id, h.derived_at) = (r.id, r.derived_at) AS of_hour,
               (s.revision_id, s.revision_at, s.revision) = (r.id, r.derived_at, r.revision) AS of_submission
             FROM hourly_revisions r JOIN sales_hours h USING (store_id, hour_start)
             JOIN submissions s USING (store_id, hour_start) WHERE r.store_id = $1`,
      values: [storeId, before!.now],
    });
    expect(revision).toEqual({ inside: true, now: true, month: true, of_hour: true, of_submission: true });
  });
});
