// What the hub is measured against: Fastify that verifies the HMAC and answers ("verify"), or that puts the
// body into a table by micro-batches and answers after the commit ("insert"), with nothing else.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { SECRET } from './signed-order.mjs';

const [kind, databaseUrl] = process.argv.slice(2);
const app = Fastify({ bodyLimit: 1 << 20 });
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
);

if (kind === 'verify') {
  app.post('/webhooks/storefront/bench', (request, reply) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
    const mac = createHmac('sha256', SECRET).update(`${id}.${at}.`).update(request.body).digest();
    const given = Buffer.from(signature.slice(3), 'base64');
    const right = given.length === mac.length && timingSafeEqual(given, mac);
    return reply.code(right ? 200 : 401).send({ received: right });
  });
} else {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  await pool.query(
    'CREATE TABLE plain (id uuid PRIMARY KEY, received_at timestamptz NOT NULL, body bytea NOT NULL)',
  );
  const insert = microBatched(pool);
  app.post('/webhooks/storefront/bench', async (request, reply) => {
    await insert(request.body);
    return reply.send({ received: true });
  });
}
await app.listen({ host: '127.0.0.1', port: 0 });
process.send({ port: app.server.address().port });
process.once('disconnect', () => process.exit(0));

/** Collects while a batch is under way; one unnest insert a batch. */
function microBatched(pool) {
  let waiting = [];
  let busy = false;
  const flush = async () => {
    if (busy || waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    busy = true;
    try {
      await pool.query({
        name: 'plain_insert',
        text: 'INSERT INTO plain SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bytea[])',
        values: [batch.map(() => randomUUID()), batch.map(() => new Date()), batch.map((one) => one.body)],
      });
      for (const one of batch) one.resolve();
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
    busy = false;
    void flush();
  };
  return (body) =>
    new Promise((resolve, reject) => {
      waiting.push({ body, resolve, reject });
      void flush();
    });
}
