import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient, type Prisma } from './generated/client.js';
import type { Sql, Statement } from './sql.js';

export class PrismaService extends PrismaClient {
  constructor(pool: pg.Pool) {
    super({ adapter: new PrismaPg(pool) });
  }
}

/** Lets what takes an `Sql` (a job's enqueue, say) run inside a Prisma transaction. */
export const sqlOnPrisma = (client: Prisma.TransactionClient): Sql => ({
  async rows<Row>(statement: Statement): Promise<Row[]> {
    return client.$queryRawUnsafe<Row[]>(statement.text, ...(statement.values ?? []));
  },
});
