import { defineConfig } from 'prisma/config';

// The URL may be absent: `prisma generate`, `format` and `validate` need no database.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
