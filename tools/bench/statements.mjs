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
