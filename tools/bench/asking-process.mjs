// A connector as the hub has it, in a process of its own: asks for one page for each message that it gets, and
// answers with what that cost. Started with the connector's id and its account's base URL and settings, as JSON.
import diagnostics from 'node:diagnostics_channel';
import { checkConfig } from '#connectors-core/config-check.js';
import { HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { measured } from './measured.mjs';

const CONNECTORS = {
  suning: async () => (await import('#connectors/suning/src/suning.connector.js')).suningConnector,
  ovopark: async () => (await import('#connectors/ovopark/src/ovopark.connector.js')).ovoparkConnector,
};

const { id, baseUrl, settings } = JSON.parse(process.argv[2] ?? '');
const create = await CONNECTORS[id]();
const transport = new HttpTransport({
  clock: { now: () => new Date(), latest: () => new Date() },
  random: Math.random,
  outbound: new OutboundPolicy(['127.0.0.0/8']),
});
const connector = create(transport);
const { config } = checkConfig(connector.configFields, settings);
const account = { id: 'bench', connector: id, name: 'Bench', baseUrl, config };

/** Every connection that undici made. @type {import('node:net').Socket[]} */
const sockets = [];
diagnostics.subscribe('undici:client:connected', ({ socket }) => sockets.push(socket));
const bytesRead = () => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0);

process.on('message', async (request) => {
  const before = bytesRead();
  const answer = await measured(() => ask(request));
  process.send({ ...answer, bytes: bytesRead() - before });
});

async function ask(request) {
  try {
    const { observations } = await connector.source.pages.page(request, account);
    return { orders: observations.length };
  } catch (error) {
    return { refusal: { code: error.code ?? error.name, message: error.message } };
  }
}

process.once('disconnect', () => process.exit(0));
