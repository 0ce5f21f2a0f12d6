import { nameAt } from './lock-places.mjs';

/**
 * A bill of what the hub runs with, made of npm's of everything: npm's own `--omit=dev` leaves packages out that development
 * needs as well. Without what differs from one run and folder to the next, so that two can be compared, and kept beside
 * a release.
 * @param {object} bill npm's, of all that the lock file names
 * @param {{name: string, packages: Record<string, {name?: string, version?: string, dev?: boolean}>}} lock
 */
export function billOfMaterials(bill, { name, packages }) {
  const runs = Object.entries(packages).filter(([place, { dev }]) => place !== '' && dev !== true);
  const refs = new Set(runs.map(([place, one]) => `${nameAt(place, one)}@${one.version}`));
  const own = bill.metadata.component['bom-ref'];
  return {
    ...without(bill, ['serialNumber']),
    metadata: {
      ...without(bill.metadata, ['timestamp']),
      component: { ...bill.metadata.component, name },
    },
    components: bill.components
      .filter((one) => refs.has(one['bom-ref']))
      .sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
    dependencies: bill.dependencies
      .filter(({ ref }) => ref === own || refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
}

const without = (object, names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
