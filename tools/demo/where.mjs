import fs from 'node:fs';
import path from 'node:path';

/**
 * Where nothing is said: the hub that `npm start` runs from this folder, and its sandbox.
 *
 * @param {readonly string[]} options as given on the command line: --hub=, --key=, --sandbox=
 */
export function whereTo(options) {
  const given = (name) => options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
  const kept = (file) => {
    const full = path.join(process.env.HUB_DATA_DIR ?? '.data', file);
    return fs.existsSync(full) ? fs.readFileSync(full, 'utf8').trim() : undefined;
  };
  const port = kept('sandbox-port');
  return {
    hubUrl: given('hub') ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`,
    adminKey: given('key') ?? process.env.HUB_ADMIN_KEY ?? kept('demo-admin-key'),
    sandboxUrl: given('sandbox') ?? (port === undefined ? undefined : `http://127.0.0.1:${port}`),
  };
}
