// Fastify that verifies the HMAC, parses the order, sends it as one pg-boss job, and answers after that is stored:
// `pg-boss-server.mjs <url> <folder with pg-boss>`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { receiveSigned } from '../signed-receiver.mjs';

const [connectionString, folder] = process.argv.slice(2);
const PgBoss = createRequire(path.join(folder, 'package.json'))('pg-boss');
const boss = new PgBoss({ connectionString });
boss.on('error', (error) => console.error(error));
await boss.start();
await boss.createQueue('orders');
await receiveSigned(({ body }) => boss.send('orders', JSON.parse(body.toString())));
