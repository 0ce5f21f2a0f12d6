import { PLACES } from './places.mjs';

/** Every page, those of one thing with the newest of its kind. */
export async function everyPage(rest) {
  const newest = async (list) => (await rest.get(`${list}?limit=1`)).items[0]?.id;
  const [order, delivery, dispatch, discrepancy, account, store, run] = await Promise.all([
    toldByMany(rest),
    ...['deliveries', 'dispatches', 'discrepancies', 'accounts', 'stores', 'reconciliation/runs'].map(newest),
  ]);
  const ofOne = [
    ['/orders', order],
    ['/deliveries', delivery],
    ['/dispatches', dispatch],
    ['/discrepancies', discrepancy],
    ['/discrepancies/runs', run],
    ['/accounts', account],
    ['/sales/stores', store],
  ].flatMap(([place, id]) => (id === undefined ? [] : [`${place}/${id}`]));
  const ofAccount =
    account === undefined
      ? []
      : ['settings', 'bindings', 'quota'].map((part) => `/accounts/${account}/${part}`);
  return [...PLACES, ...ofOne, ...ofAccount].map((place) => ({ name: nameOf(place), place }));
}

/** Those that a stranger sees first. */
export const readmePages = async (rest) => [
  { name: 'today', place: '/' },
  { name: 'order', place: `/orders/${await toldByMany(rest)}` },
  { name: 'discrepancies', place: '/discrepancies' },
  { name: 'sales', place: '/sales' },
  { name: 'accounts', place: '/accounts' },
];

/** Of the newest orders the one of which most vendors tell something. */
async function toldByMany(rest) {
  const { items } = await rest.get('orders?limit=100');
  return [...items].sort((one, other) => other.legs.length - one.legs.length)[0]?.id;
}

const nameOf = (place) =>
  place === '/'
    ? 'today'
    : place
        .slice(1)
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'one')
        .replaceAll('/', '-');
