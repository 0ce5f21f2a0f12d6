import { execFile } from 'node:child_process';
import path from 'node:path';
import { compiled } from '../../support/needs.js';
import { type AuditWorld, auditWorld } from './audit-world.js';

const TOOL = path.resolve(import.meta.dirname, '../../../tools/audit-verify.mjs');

let world: AuditWorld;
beforeAll(async () => {
  await compiled('apps/hub/src/main.ts');
  world = await auditWorld();
  await world.acts(5);
  await world.seal();
});
afterAll(() => world.stop());

const verify = (...options: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [TOOL, ...options],
      { env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: world.url } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

it('prints the head of a chain that is whole, and takes it again', async () => {
  const { code, out, err } = await verify();
  expect([code, err]).toEqual([0, '']);
  const head = /^5 seals after 0:0{64}\. Head: (5:[0-9a-f]{64})$/m.exec(out)?.[1];
  expect(await verify(`--head=${head!}`)).toMatchObject({ code: 0 });
  const otherwise = await verify(`--head=5:${'ab'.repeat(32)}`);
  expect([otherwise.code, otherwise.err]).toEqual([1, expect.stringContaining('the chain was written anew')]);
});

it('says what it does not understand', async () => {
  expect(await verify('--head=7')).toMatchObject({ code: 2, err: expect.stringContaining('not 7') });
  expect(await verify('--tail=7')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--tail=7 is no option'),
  });
});

it('names each row and seal that is not as it was', async () => {
  await world.tamper(`UPDATE audit_entries SET act = 'key.made' WHERE subject_id = 's1'`);
  await world.tamper(`DELETE FROM audit_entries WHERE subject_id = 's3'`);
  await world.tamper(`DELETE FROM audit_seals WHERE seq = 5`);
  const { code, err } = await verify();
  expect([code, err.trim().split('\n')]).toEqual([
    1,
    [
      expect.stringMatching(/^Broken: row \S{36} \(seal 2\) is not what was sealed: it was altered\.$/),
      expect.stringMatching(/^Broken: row \S{36} \(seal 4\) is missing: it was removed\.$/),
      expect.stringMatching(
        /^Broken: the chain ends at 4:\w+, and its head says 5:\w+: its end was cut or put on\.$/,
      ),
      expect.stringMatching(/^Broken: row \S{36} has no seal and waits for none: it was put in\.$/),
    ],
  ]);
});
