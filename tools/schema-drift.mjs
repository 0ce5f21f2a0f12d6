import { startThrowawayPostgres } from './embedded-postgres/throwaway.mjs';
import { quickFolder } from './embedded-postgres/throwaway-place.mjs';
import { runPrisma } from './prisma.mjs';

const DIFF = [
  'migrate',
  'diff',
  '--from-config-datasource',
  '--to-schema',
  'prisma/schema.prisma',
  '--exit-code',
];

/**
 * Whether the migrations, run on an empty database, give what schema.prisma says. They drift apart when the
 * schema is changed without a migration, or when a migration makes something that Prisma takes for a change
 * (partitions can).
 *
 * @param {{ cwd?: string }} [options] the folder with prisma.config.ts
 * @returns {Promise<boolean>} having printed what is wrong
 */
export async function checkSchemaDrift({ cwd } = {}) {
  const postgres = await startThrowawayPostgres({ folder: quickFolder() });
  try {
    for (const args of [['migrate', 'deploy'], ['migrate', 'status'], DIFF]) {
      const { code, output } = await runPrisma(args, { databaseUrl: postgres.url, output: 'collect', cwd });
      if (code === 0) continue;
      console.log(`prisma ${args.join(' ')}: exit code ${code}\n${output.trim()}`);
      return false;
    }
    return true;
  } finally {
    await postgres.stop();
  }
}
