/**
 * @param {string[]} options as given on the command line
 * @param {string} name of `--name=3`
 * @param {number} otherwise
 * @throws {Error} when it is no whole number above nothing
 */
export function numberOption(options, name, otherwise) {
  const given = textOption(options, name);
  const number = Number(given ?? otherwise);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name}=${given}: give a whole number above 0`);
}

/**
 * @param {string[]} options as given on the command line
 * @param {string} name of `--name=words`
 * @returns {string | undefined}
 */
export const textOption = (options, name) =>
  options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
