import type { ConfigField } from '#connectors-core/config-field.js';

/** How tickets are read: the page of searchPos has lost the names of its parameters and of its answer. */
export const searchFields = [
  {
    name: 'pollSeconds',
    label: 'Pause between windows, seconds',
    description:
      'How often each bound store’s newest tickets are read. The default is 57 minutes: the greatest window, one hour by the page, less the 2 minutes that it reaches back and a minute for planning it. Each window costs a call for each 100 tickets; one a window makes about 11 stores of 300 calls a day.',
    type: 'integer',
    default: 3420,
    min: 5,
    max: 86_400,
  },
  {
    name: 'searchParameters',
    label: 'Names of searchPos’ parameters',
    description:
      'By what is meant: startTime, endTime, pageNumber, pageSize, depId, shopId, enterpriseId. The page has lost them; the defaults are what most of the vendor’s other methods use. What is not named here keeps its default; an empty name for enterpriseId leaves it out.',
    type: 'map',
    default: {
      startTime: 'startTime',
      endTime: 'endTime',
      pageNumber: 'pageNumber',
      pageSize: 'pageSize',
      depId: 'depId',
      shopId: 'shopId',
      enterpriseId: 'enterpriseId',
    },
  },
  {
    name: 'listPlaces',
    label: 'Places of the list',
    description:
      'Where the tickets may be in the answer: the one place that has a list is taken, and an answer without one is an error, not “no tickets”. The page says nothing; the defaults are where the vendor’s other methods have theirs.',
    type: 'list',
    default: ['data', 'data.list', 'data.rows', 'data.records'],
  },
  {
    name: 'totalPlaces',
    label: 'Places of the total',
    description:
      'Where the answer may say how many tickets the window has: reading goes on until so many were listed. The default is where the vendor’s other methods have it. Name a place that there is not if it means something else.',
    type: 'list',
    default: ['data.total'],
  },
  {
    name: 'ticketIdNames',
    label: 'Names of a ticket’s number',
    description:
      'The first that a ticket has counts; one without any is shown as not read. The default is the name in the upload of orders (sendOrder).',
    type: 'list',
    default: ['ticketId'],
  },
  {
    name: 'ticketTimeNames',
    label: 'Names of a ticket’s time',
    description:
      'The first that a ticket has counts: yyyy-MM-dd HH:mm:ss in Asia/Shanghai, or milliseconds since 1970. ticketTimeStr is what a public client uploads, ticketTime a guess.',
    type: 'list',
    default: ['ticketTimeStr', 'ticketTime'],
  },
  {
    name: 'ticketTotalNames',
    label: 'Names of a ticket’s amount',
    description:
      'The first that a ticket has counts, in yuan. A guess: total is what the reports of sales call theirs. Shown beside what was reported, never counted as a sale.',
    type: 'list',
    default: ['total', 'totalPrice'],
  },
  {
    name: 'quotaCalls',
    label: 'Calls of searchPos in a period',
    description:
      'At most, from all instances together and all accounts of one _akey. The page: 208017, more than 300 calls.',
    type: 'integer',
    default: 300,
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'quotaPeriod',
    label: 'Period of that bound',
    description:
      'Of Asia/Shanghai. The page does not say which: a day is the strictest that makes sense, so that reading never runs into the bound.',
    type: 'choice',
    choices: ['hour', 'day'],
    default: 'day',
  },
] as const satisfies readonly ConfigField[];
