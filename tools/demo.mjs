// The demo chain: what a new hub shows when its sandbox is on. Everything goes through the hub's public REST
// and the sandbox's control API, as a person would do it; nothing is typed and nothing is faked.
import fs from 'node:fs';
import path from 'node:path';
import { NAMES, TILLS } from './demo/chain.mjs';
import { openChain } from './demo/hub.mjs';
import { connectSandbox, playHistory, startCustomers } from './demo/sandbox.mjs';
import { hubRest } from './demo/rest.mjs';
import { goOnAfterHistory } from './demo/after-history.mjs';

const DAY_MS = 86_400_000;

/**
 * Idempotent: a later start only tells both sides each other's addresses again, and makes what an earlier demo
 * had not.
 *
 * @param {{ hubUrl: string, adminKey: string, sandboxUrl: string, dataDir: string }} where
 * @returns {Promise<string[]>} what to tell the person
 */
export async function seedDemo({ hubUrl, adminKey, sandboxUrl, dataDir }) {
  const hub = hubRest(hubUrl, adminKey);
  const chain = await openChain(hub, sandboxUrl);
  await connectSandbox(sandboxUrl, chain);
  const mark = path.join(dataDir, 'demo.json');
  const isNew = !fs.existsSync(mark);
  if (isNew) {
    const to = new Date();
    const from = new Date(to.getTime() - DAY_MS);
    await playHistory(sandboxUrl, { from, to });
    await startCustomers(sandboxUrl);
    fs.writeFileSync(mark, JSON.stringify({ from, to }));
  }
  const tills = TILLS.map(({ code }) => chain.accounts[NAMES.till(code)]);
  void goOnAfterHistory(hub, sandboxUrl, { ...chain, tills }, mark);
  return lookOn({ hubUrl, sandboxUrl, isNew });
}

function lookOn({ hubUrl, sandboxUrl, isNew }) {
  const ask = (what) => `    curl -H "Authorization: Bearer <admin key>" '${hubUrl}/api/v1/${what}'`;
  return [
    `  Three invented stores sell through the sandbox's Zhimai and a web shop, ring up at its Pospal, deliver with its`,
    isNew
      ? `  Suning, and report to its Ovopark. Their last day is being loaded, and customers go on ordering. Look on:`
      : `  Suning, and report to its Ovopark. Customers go on ordering. Look on:`,
    ask('orders?limit=3'),
    ask('dispatches?limit=3'),
    ask('coverage'),
    ask('submissions?limit=3'),
    `    curl ${sandboxUrl}/control/ovopark/reports`,
  ];
}
