// The load's own process: {base, path, run, storeCode, perSecond, seconds} comes by message; so many signed orders are sent a
// second, whatever is answered, and how many were taken goes back.
import http from 'node:http';
import { orderDocument, signed } from './signed-order.mjs';

const EVERY_MS = 50;
const CONNECTIONS = 64;

process.once('message', async (load) => {
  try {
    process.send(await sendPaced(load));
  } catch (error) {
    process.send({ error: String(error) });
  }
  process.disconnect();
});

async function sendPaced({ base, path, run, storeCode, perSecond, seconds }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const counts = { taken: 0, refused: 0 };
  const open = new Set();
  const startedAt = performance.now();
  for (let index = 0; index < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, ((performance.now() - startedAt) / 1_000) * perSecond);
    for (; index < due; index += 1) {
      const order = signed(`msg-${run}-${index}`, orderDocument(`${run}-${index}`, storeCode));
      const sent = post(`${base}${path}`, agent, order).then((status) => {
        counts[status === 200 ? 'taken' : 'refused'] += 1;
        open.delete(sent);
      });
      open.add(sent);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(open);
  agent.destroy();
  return { ...counts, seconds: (performance.now() - startedAt) / 1_000 };
}

function post(url, agent, { body, headers }) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
}
