/**
 * The engine's command line as the CLI writes it:
 * `--datasource <json> --datamodels <file>… [--enabled-preview-features <list>] [cli <command> | --version]`.
 *
 * @param {string[]} argv
 * @returns {{ positional: string[], options: { datamodels: string[], datasource?: { url: string } } }}
 */
export function parseArguments(argv) {
  const positional = [];
  const options = { datamodels: [] };
  const rest = [...argv];
  while (rest.length > 0) {
    const argument = rest.shift();
    if (argument === '--datamodels') options.datamodels.push(rest.shift());
    else if (argument === '--datasource') options.datasource = JSON.parse(rest.shift());
    else if (argument.startsWith('--') && argument !== '--version')
      rest.shift(); // an option we have no use for
    else positional.push(argument);
  }
  return { positional, options };
}
