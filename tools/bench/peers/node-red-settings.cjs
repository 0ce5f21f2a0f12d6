// What Node-RED is started with: no editor, nobody but this machine, and for the flow's function what it is given here.
const { createHmac, timingSafeEqual } = require('node:crypto');
const { Pool } = require('pg');

const SECRET = Buffer.from(process.env.BENCH_SECRET, 'base64');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });

function isSigned({ headers, body }) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature = '' } = headers;
  const mac = createHmac('sha256', SECRET).update(`${id}.${at}.`).update(body).digest();
  const given = Buffer.from(signature.slice(3), 'base64');
  return given.length === mac.length && timingSafeEqual(given, mac);
}

/** One transaction by itself, as a flow has it whose nodes know of one message. */
const insert = ({ key, orderNo, text }) =>
  pool.query({
    name: 'insert',
    text: 'INSERT INTO plain VALUES ($1, $2, now(), $3) ON CONFLICT (key) DO NOTHING',
    values: [key, orderNo, text],
  });

module.exports = {
  uiHost: '127.0.0.1',
  httpAdminRoot: false,
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
  functionGlobalContext: { isSigned, insert },
};
