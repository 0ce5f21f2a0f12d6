/**
 * What the hub sent to its database between two looks at its metrics, per unit of work.
 *
 * @param {number} units
 * @param {string} before the metrics' text
 * @param {string} after
 */
export function statementsPer(units, before, after) {
  const [from, to] = [counts(before), counts(after)];
  const byName = [...to]
    .map(([name, count]) => ({ name, count: (count - (from.get(name) ?? 0)) / units }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return { total: byName.reduce((sum, { count }) => sum + count, 0), byName };
}

function counts(text) {
  const found = text.matchAll(/^suanpan_database_statements_total\{statement="([^"]+)"\} (\d+)/gm);
  return new Map([...found].map(([, name, count]) => [name, Number(count)]));
}

/** What is nowhere as frequent is not of the work: the hub's own rounds, which go by the clock. */
const OWN_ROUND = 0.4;

/**
 * One line a statement, one column a measurement, under its number; what is nowhere worth a line stands together.
 *
 * @param {ReturnType<typeof statementsPer>[]} measured
 * @returns {string[]}
 */
export function statementColumns(measured) {
  const counts = measured.map(({ byName }) => new Map(byName.map(({ name, count }) => [name, count])));
  const names = [...new Set(measured.flatMap(({ byName }) => byName.map(({ name }) => name)))];
  const sums = (of) => counts.map((count) => of.reduce((sum, name) => sum + (count.get(name) ?? 0), 0));
  const line = (figures, name) => `${figures.map((figure) => figure.padStart(8)).join('')}  ${name}`;
  const inFigures = (of, name) =>
    line(
      sums(of).map((sum) => sum.toFixed(2)),
      name,
    );
  const isRare = (name) => sums([name]).every((count) => count < OWN_ROUND);
  const rare = names.filter(isRare);
  return [
    line(
      measured.map((_, at) => `(${at + 1})`),
      'statement',
    ),
    ...names.filter((name) => !isRare(name)).map((name) => inFigures([name], name)),
    inFigures(rare, `${rare.length} others, by the clock`),
    inFigures(names, 'in all'),
  ];
}
