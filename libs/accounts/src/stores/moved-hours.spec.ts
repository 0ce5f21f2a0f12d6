import { movedHours } from './moved-hours.js';

const at = (time: string): Date => new Date(`2026-03-05T${time}Z`);
const ZONES = new Map([
  ['a', 'Asia/Shanghai'],
  ['k', 'Asia/Kolkata'],
]);

it('an hour gains what arrives and loses what leaves, by the clock of its store', () => {
  const sales = [
    { fromStoreId: 'a', toStoreId: 'k', at: at('01:15'), orders: 2, saleFen: 500n },
    { fromStoreId: 'a', toStoreId: 'k', at: at('01:30'), orders: 1, saleFen: 30n },
    { fromStoreId: null, toStoreId: 'a', at: at('01:45'), orders: 1, saleFen: 7n },
    { fromStoreId: 'gone', toStoreId: null, at: at('02:00'), orders: 1, saleFen: 1n },
  ];
  const hours = movedHours({ orders: 5, sales }, ZONES);
  expect(
    hours.map(({ storeId, hourStart, orders, saleFen }) => [storeId, hourStart, orders, saleFen]),
  ).toEqual([
    ['k', at('00:30'), 2, 500n],
    ['a', at('01:00'), -2, -523n],
    ['k', at('01:30'), 1, 30n],
  ]);
});
