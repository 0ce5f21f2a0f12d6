import { actingIn, Acts, audited, type ToldAct } from '#audit/acts/audited.js';
import { type Acting, AuditWriter } from '#audit/acts/audit-writer.js';
import { ReasonErasing } from '#audit/acts/reason-erasing.js';
import { Dropping } from '#audit/drop/dropping.js';
import { Sealing } from '#audit/chain/sealing.js';
import { verifyChain } from '#audit/chain/verifying.js';
import { Database } from '#database/database.js';
import type { LogEvent } from '#domain/log.js';
import { createTestDatabase, PATIENT } from '../../support/database.js';

export const KEY = { kind: 'key', id: '019cbb4b-4c00-79a2-b576-060241b49571', name: 'till 3' } as const;
const ACTING: Acting = { actor: KEY, address: '10.1.2.3', client: 'curl/8' };
export const NEVER = new AbortController().signal;

/** An audit of its own, whose acts write nothing else; time goes on by a second with each. */
export async function auditWorld(startsAt = '2026-11-20T02:00:00Z') {
  const { url, drop } = await createTestDatabase();
  const database = new Database({ url, max: 6, name: 'suanpan-test', ...PATIENT }, () => undefined);
  let ms = Date.parse(startsAt);
  const clock = { now: () => new Date(ms), latest: () => new Date(ms) };
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const writer = new AuditWriter({ clock, instance: { id: 'test' } });
  await database.rows({ text: `SELECT ensure_partitions($1, 2)`, values: [clock.now()] });
  const acts = () => new Acts(writer, ACTING, undefined);
  const sealing = new Sealing({ database, clock, log });
  const act = (
    told: ToldAct = { act: 'store.changed', subject: { kind: 'store', id: 's1' } },
  ): Promise<void> => {
    ms += 1_000;
    return actingIn(acts(), () => database.transaction((sql) => audited(sql, told)));
  };
  return {
    ...{ url, database, clock, events, writer, sealing, act, log },
    erasing: new ReasonErasing(writer),
    dropping: (keepMonths: number) => new Dropping({ database, clock, writer, log, keepMonths }),
    seal: () => sealing.run(NEVER),
    verify: (expected?: Parameters<typeof verifyChain>[1]) => verifyChain(database, expected),
    async acts(count: number): Promise<void> {
      for (let done = 0; done < count; done += 1)
        await act({
          act: 'store.changed',
          subject: { kind: 'store', id: `s${String(done)}` },
          reason: `no ${String(done)}`,
        });
    },
    setTime: (text: string) => void (ms = Date.parse(text)),
    /** As a superuser may: no trigger says no. */
    async tamper(text: string, values: readonly unknown[] = []): Promise<void> {
      await database.transaction(async (sql) => {
        await sql.rows({ text: `SET LOCAL session_replication_role = replica` });
        await sql.rows({ text, values });
      });
    },
    async stop(): Promise<void> {
      await database.close();
      await drop();
    },
  };
}

export type AuditWorld = Awaited<ReturnType<typeof auditWorld>>;
