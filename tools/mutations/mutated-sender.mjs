import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { contentType, deliveryId, mutatedDocument, seeded } from './mutated-document.mjs';

/**
 * Sends mutated documents, each rightly signed over its bytes.
 *
 * @param {{ url: string, key: Buffer, documents: number, seed: number, document: (index: number) => object,
 *   connections?: number }} what `url`: the account's address; `key`: of its secret
 * @returns {Promise<Map<number, number>>} how many answers of each status
 */
export async function sendMutated({ url, key, documents, seed, document, connections = 16 }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const random = seeded(seed);
  const statuses = new Map();
  let next = 0;
  const sender = async () => {
    while (next < documents) {
      const index = next++;
      const body = mutatedDocument(document(index), random);
      const sent = { url, agent, key, body, id: deliveryId(random, index), type: contentType(random) };
      const status = await post(sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  agent.destroy();
  return statuses;
}

function post({ url, agent, key, body, id, type }) {
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64');
  const headers = {
    'content-type': type,
    'content-length': body.length,
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', reject).end(body);
  });
}
