// `npm run bench flood [-- --bodies=N]`: what large bodies at once cost the hub in memory, and what it answers, with a
// database that answers and with one that has gone silent.
import { Webhook } from 'standardwebhooks';
import { proxyTo } from '../faults/tcp-proxy.mjs';
import { startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { orderDocument, SECRET_TEXT } from './signed-order.mjs';
import { onPostgres } from './world.mjs';

const BODY_BYTES = 1_000_000;

/** @param {string[]} options `--bodies=N` at once, 300 by default */
export async function bench(options) {
  const bodies = numberOption(options, 'bodies', 300);
  await onPostgres(async ({ dataDir, postgres }) => {
    const proxy = await proxyTo(postgres.url);
    const hub = await startHub({ url: proxy.url, dataDir, roles: 'api' });
    try {
      console.log(`\n${bodies} signed bodies of 1 MB at once, at one hub (api)`);
      console.log('                        200   503  others   p50 s   longest s   peak MB (at rest)');
      await flood(hub, 'warm', 10);
      print('database answers', await flood(hub, 'answers', bodies));
      proxy.goSilent({ newOnesToo: true });
      print('database silent', await flood(hub, 'silent', bodies));
      await proxy.mend();
      print('again, once it is back', await flood(hub, 'silent', bodies));
    } finally {
      await hub.stop();
      await proxy.breakOff();
    }
  });
}

/** The same run and number is the same delivery: sent again it is a repeat. */
async function flood(hub, run, bodies) {
  hub.forgetPeakMemory();
  const restMb = hub.memoryMb();
  const answers = await Promise.all(Array.from({ length: bodies }, (_, index) => deliver(hub, run, index)));
  const seconds = answers.map((answer) => answer.seconds).sort((a, b) => a - b);
  return {
    ok: answers.filter(({ status }) => status === 200).length,
    later: answers.filter(({ status }) => status === 503).length,
    others: answers.filter(({ status }) => status !== 200 && status !== 503).length,
    median: seconds[Math.floor(seconds.length / 2)],
    longest: seconds.at(-1),
    peakMb: hub.peakMemoryMb(),
    restMb,
  };
}

async function deliver({ base, webhookPath }, run, index) {
  const id = `msg-${run}-${index}`;
  const body = largeOrder(`${run}-${index}`);
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(SECRET_TEXT).sign(id, now, body),
  };
  const since = performance.now();
  const status = await fetch(base + webhookPath, { method: 'POST', headers, body }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
  return { status, seconds: (performance.now() - since) / 1_000 };
}

/** What the format does not know is kept and not read. */
function largeOrder(orderNo) {
  const document = orderDocument(orderNo, 'S-1');
  const rest = Buffer.byteLength(JSON.stringify({ ...document, note: '' }));
  return JSON.stringify({ ...document, note: 'x'.repeat(BODY_BYTES - rest) });
}

function print(name, { ok, later, others, median, longest, peakMb, restMb }) {
  const cells = [
    String(ok).padStart(4),
    String(later).padStart(5),
    String(others).padStart(7),
    median.toFixed(1).padStart(7),
    longest.toFixed(1).padStart(11),
    `${peakMb?.toFixed(0) ?? '?'} (${restMb?.toFixed(0) ?? '?'})`.padStart(15),
  ];
  console.log(`${name.padEnd(23)}${cells.join(' ')}`);
}
