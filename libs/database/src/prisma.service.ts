import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.js';

export class PrismaService extends PrismaClient {
  constructor(pool: pg.Pool) {
    super({ adapter: new PrismaPg(pool) });
  }
}
