/** What a person reads: what was found first, what is wrong last, where the eye rests. Times are this machine's. */
export function verdictLines({ found, missing, notYet, cameRight, unfindable, unexplained }) {
  return [
    ...found.map(({ told, kept }) =>
      line('found', told.kind, `${kept.rule}, since ${time(kept.since)}`, told),
    ),
    ...missing.map((told) => line('MISSING', told.kind, `${told.rule}, was due by ${time(told.by)}`, told)),
    ...unexplained.map(
      ({ rule, since, text }) => `FALSE    ${rule}, since ${time(since)}: ${text.en} / ${text.zh}`,
    ),
    '',
    `${found.length} found, ${missing.length} MISSING, ${unexplained.length} FALSE.`,
    `Not counted: ${notYet.length} whose time has not come, ${cameRight.length} that came right before it, ` +
      `${unfindable.length} that nobody can find.`,
  ];
}

const line = (verdict, kind, what, { orders }) =>
  `${verdict.padEnd(8)} ${kind.padEnd(18)} ${what} (${orders.map(({ vendor, orderNo }) => `${vendor} ${orderNo}`).join(', ')})`;

const time = (instant) =>
  new Date(instant).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
