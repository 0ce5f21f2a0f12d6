import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { SECRET } from './signed-order.mjs';

/** Where it takes orders. */
export const PATH = '/webhooks/storefront/bench';

/**
 * Fastify that verifies the HMAC, keeps what is signed and then answers; in a process of its own, which tells its parent
 * the port and ends with it.
 *
 * @param {(request: { headers: Record<string, string>, body: Buffer }) => unknown} keep
 */
export async function receiveSigned(keep) {
  const app = Fastify({ bodyLimit: 1 << 20 });
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.post(PATH, async (request, reply) => {
    if (!isSigned(request)) return reply.code(401).send({ received: false });
    await keep(request);
    return reply.send({ received: true });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.send({ port: app.server.address().port });
  process.once('disconnect', () => process.exit(0));
}

function isSigned({ headers, body }) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
  const mac = createHmac('sha256', SECRET).update(`${id}.${at}.`).update(body).digest();
  const given = Buffer.from(signature.slice(3), 'base64');
  return given.length === mac.length && timingSafeEqual(given, mac);
}
