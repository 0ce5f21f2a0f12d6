import path from 'node:path';

const WIDTH = 12;

/**
 * What a person needs to know of a hub that has just become ready.
 *
 * @param {{ hubUrl: string, sandboxUrl?: string, adminKey: string, dataDir: string, outside?: string,
 *   demo: string[], seconds: string }} summary
 */
export function printBanner({ hubUrl, sandboxUrl, adminKey, dataDir, outside, demo, seconds }) {
  const lines = [
    ['address', `${hubUrl}  (API documentation at ${hubUrl}/docs)`],
    ['admin key', adminKey],
    sandboxUrl && ['sandbox', `${sandboxUrl}  (plays the vendors; its control API is there too)`],
    ['data', dataDir],
    outside && ['database', outside],
    ['logs', path.join(dataDir, 'logs', 'hub.log')],
    ['stop', 'Ctrl-C'],
  ];
  console.log(`\nSuanpan is ready after ${seconds} s.\n`);
  for (const [name, value] of lines.filter(Boolean)) console.log(`  ${name.padEnd(WIDTH)}${value}`);
  console.log(['', ...demo].join('\n'));
}
