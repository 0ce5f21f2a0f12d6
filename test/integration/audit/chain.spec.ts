import { type AuditWorld, auditWorld, NEVER } from './audit-world.js';

let world: AuditWorld;
beforeEach(async () => {
  world = await auditWorld();
});
afterEach(() => world.stop());

const rows = () =>
  world.database.rows<{ id: string; seq: string; hash: string }>({
    text: `SELECT e.id, s.seq, encode(s.hash, 'hex') AS hash FROM audit_entries e JOIN audit_seals s ON s.entry_id = e.id ORDER BY s.seq`,
  });
const ofSeq = async (seq: number) => (await rows())[seq - 1]!;

async function sealed(count: number): Promise<void> {
  await world.acts(count);
  await world.seal();
}

describe('a chain', () => {
  it('leads through every row, in the order of its seals, to the head that is logged', async () => {
    await sealed(7);
    await sealed(3);
    const { head, seals, faults } = await world.verify();
    expect([seals, faults, head.seq]).toEqual([10, [], 10n]);
    const heads = world.events.filter(({ event }) => event === 'audit_sealed').map(({ head: at }) => at);
    expect(heads).toEqual([expect.stringMatching(/^7:/), `10:${head.hash}`]);
    expect(world.events.filter(({ event }) => event === 'audit').map(({ seq }) => seq)).toEqual(
      Array.from({ length: 10 }, (_, at) => String(at + 1)),
    );
  });

  it('stands where nothing was done yet', async () => {
    await world.seal();
    expect(await world.verify()).toMatchObject({ seals: 0, faults: [], head: { seq: 0n } });
  });

  it('takes in what commits after a later row was sealed', async () => {
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const late = world.database.transaction(async (sql) => {
      await world.writer.write(
        sql,
        { actor: { kind: 'none', id: null, name: null }, address: null, client: null },
        { act: 'brake.stopped' },
      );
      written();
      await held;
    });
    await isWritten;
    await sealed(2);
    commit();
    await late;
    await world.seal();
    const { seals, faults } = await world.verify();
    expect([seals, faults]).toEqual([3, []]);
    const [last] = await world.database.rows<{ act: string }>({
      text: `SELECT e.act FROM audit_seals s JOIN audit_entries e ON e.id = s.entry_id ORDER BY s.seq DESC LIMIT 1`,
    });
    expect(last).toEqual({ act: 'brake.stopped' });
  });

  it('is one, however many hubs seal at once', async () => {
    await world.acts(40);
    await Promise.all([world.seal(), world.seal(), world.act(), world.seal(), world.seal()]);
    await world.seal();
    expect(await world.verify()).toMatchObject({ seals: 41, faults: [] });
  });
});

describe('broken by whoever owns the database', () => {
  beforeEach(() => sealed(6));

  it('a row that was altered is named', async () => {
    const { id } = await ofSeq(3);
    await world.tamper(`UPDATE audit_entries SET actor_name = 'somebody else' WHERE id = $1`, [id]);
    expect((await world.verify()).faults).toEqual([{ kind: 'row_altered', seq: 3n, entryId: id }]);
  });

  it('a row that was removed is named', async () => {
    const { id } = await ofSeq(4);
    await world.tamper(`DELETE FROM audit_entries WHERE id = $1`, [id]);
    expect((await world.verify()).faults).toEqual([{ kind: 'row_missing', seq: 4n, entryId: id }]);
  });

  it('a seal that was altered is named, and no other', async () => {
    const { id } = await ofSeq(2);
    await world.tamper(`UPDATE audit_seals SET hash = sha256('another'::bytea) WHERE seq = 2`);
    expect((await world.verify()).faults).toEqual([{ kind: 'seal_altered', seq: 2n, entryId: id }]);
  });

  it('an end that was cut off is found', async () => {
    const { hash } = await ofSeq(4);
    const before = (await world.verify()).head;
    await world.tamper(
      `WITH cut AS (DELETE FROM audit_seals WHERE seq > 4 RETURNING entry_id)
       DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM cut)`,
    );
    expect((await world.verify()).faults).toEqual([
      { kind: 'head_differs', said: before, found: { seq: 4n, hash } },
    ]);
    // Whoever cuts the head too is found by one that was kept elsewhere.
    await world.tamper(`UPDATE audit_chain SET seq = 4, hash = decode($1, 'hex')`, [hash]);
    expect((await world.verify()).faults).toEqual([]);
    expect((await world.verify(before)).faults).toEqual([
      { kind: 'expected_head_missing', expected: before, found: null },
    ]);
    // What is put on afterwards does not mend it.
    await sealed(2);
    expect((await world.verify()).faults).toEqual([]);
    expect((await world.verify(before)).faults).toMatchObject([{ kind: 'expected_head_missing' }]);
  });

  it('a row with its seal, several seals, and a row that was put in are found', async () => {
    const { id } = await ofSeq(5);
    await world.tamper(`DELETE FROM audit_entries WHERE id = $1`, [id]);
    await world.tamper(`DELETE FROM audit_seals WHERE seq IN (1, 2, 5)`);
    await world.tamper(
      `INSERT INTO audit_entries (id, at, actor_kind, act) VALUES ('019cbb4b-4c00-79a2-b576-060241b49572', $1, 'none', 'key.made')`,
      [world.clock.now()],
    );
    const { faults } = await world.verify();
    expect(faults).toEqual(
      expect.arrayContaining([
        { kind: 'seals_missing', from: 1n, to: 2n },
        { kind: 'seals_missing', from: 5n, to: 5n },
        { kind: 'row_unsealed', entryId: '019cbb4b-4c00-79a2-b576-060241b49572' },
      ]),
    );
  });

  it('a chain that was written anew is found by a head of before', async () => {
    const before = (await world.verify()).head;
    await world.tamper('UPDATE audit_entries SET actor_name = NULL');
    await world.tamper('DELETE FROM audit_seals');
    await world.tamper('INSERT INTO audit_unsealed SELECT id, at FROM audit_entries');
    await world.tamper(
      `UPDATE audit_chain SET seq = 0, hash = decode(repeat('00', 32), 'hex'), sealed_at = 'epoch'`,
    );
    await world.seal();
    expect((await world.verify()).faults).toEqual([]);
    expect((await world.verify(before)).faults).toEqual([
      { kind: 'expected_head_missing', expected: before, found: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });
});

describe('a reason', () => {
  it('can be erased, which the audit says, and the chain stands', async () => {
    await sealed(3);
    const { id } = await ofSeq(2);
    await world.database.transaction((sql) => world.erasing.ofText(sql, 'no 1'));
    await world.seal();
    expect(await world.verify()).toMatchObject({ seals: 4, faults: [] });
    const [told] = await world.database.rows<{ subject_id: string }>({
      text: `SELECT subject_id FROM audit_entries WHERE act = 'audit.reason_erased'`,
    });
    expect(told).toEqual({ subject_id: id });
    expect(JSON.stringify(world.events)).not.toContain('no 1');
  });

  it('that was made another, or taken away untold, is named', async () => {
    await sealed(3);
    const [{ id: first }, { id: second }] = [await ofSeq(1), await ofSeq(2)];
    await world.tamper(`UPDATE audit_reasons SET text = 'another' WHERE entry_id = $1`, [first]);
    await world.tamper(`DELETE FROM audit_reasons WHERE entry_id = $1`, [second]);
    expect((await world.verify()).faults).toEqual([
      { kind: 'reason_altered', entryId: first },
      { kind: 'reason_missing', entryId: second },
    ]);
  });
});

it('nobody changes what stands', async () => {
  await sealed(1);
  const month = `to_char(now(), 'YYYY_MM')`;
  const part = (
    await world.database.rows<{ name: string }>({ text: `SELECT 'audit_entries_' || ${month} AS name` })
  )[0]!.name;
  for (const text of [
    `UPDATE audit_entries SET reason_digest = NULL`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    `TRUNCATE partitions.${part}`,
    `UPDATE audit_seals SET seq = 9`,
    'DELETE FROM audit_seals',
    'TRUNCATE audit_seals',
    `UPDATE audit_reasons SET text = ''`,
  ])
    await expect(world.database.rows({ text })).rejects.toThrow(/append-only/);
});

describe('months', () => {
  const months = async (parent: string) =>
    (
      await world.database.rows<{ name: string }>({
        text: `SELECT relname AS name FROM pg_class WHERE relname LIKE $1 AND relkind = 'r' ORDER BY relname`,
        values: [`${parent}_2%`],
      })
    ).map(({ name }) => name.slice(-7));

  beforeEach(async () => {
    world.setTime('2025-01-30T00:00:00Z');
    await world.database.rows({ text: `SELECT ensure_partitions('2025-01-01', 4)` });
    await sealed(3);
    world.setTime('2025-02-10T00:00:00Z');
    await sealed(2);
    world.setTime('2025-03-10T00:00:00Z');
    await sealed(2);
  });

  it('go in order once they were kept long enough, and what is kept still leads to the head', async () => {
    world.setTime('2026-11-20T00:00:00Z');
    await world.dropping(21).run(NEVER);
    expect((await months('audit_entries'))[0]).toBe('2025_02');
    expect((await months('audit_seals'))[0]).toBe('2025_02');
    await world.seal();
    const { start, seals, faults, head } = await world.verify();
    expect([start.seq, seals, faults, head.seq]).toEqual([3n, 5, [], 8n]);
    await world.dropping(6).run(NEVER);
    expect((await months('audit_entries'))[0]).not.toMatch(/^2025/);
    await world.seal();
    expect((await world.verify()).faults).toEqual([]);
  });

  it('stay where a setting says less than half a year, and where something waits for its seal', async () => {
    world.setTime('2025-07-01T00:00:00Z');
    await world.dropping(0).run(NEVER);
    expect((await months('audit_entries'))[0]).toBe('2025_01');
    await world.tamper(
      `INSERT INTO audit_unsealed VALUES ('019cbb4b-4c00-79a2-b576-060241b49572', '2025-01-31')`,
    );
    world.setTime('2026-11-20T00:00:00Z');
    await world.dropping(6).run(NEVER);
    expect((await months('audit_entries'))[0]).toBe('2025_01');
  });

  it('that somebody only says were dropped are found', async () => {
    const { hash } = await ofSeq(3);
    await world.tamper(`DELETE FROM audit_entries WHERE at < '2025-02-01'`);
    await world.tamper(`DELETE FROM audit_seals WHERE seq <= 3`);
    await world.tamper(
      `INSERT INTO audit_dropped_months VALUES ('2025-01-01', 3, decode($1, 'hex'), now())`,
      [hash],
    );
    expect((await world.verify()).faults).toEqual([{ kind: 'drop_untold', month: '2025-01' }]);
  });
});
