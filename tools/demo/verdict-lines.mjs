/** What a person reads: what was found first, what is wrong last, where the eye rests. Times are this machine's. */
export function verdictLines({ found, missing, notYet, cameRight, unfindable, settings, unexplained }) {
  return [
    ...found.map(({ told, kept }) =>
      line('found', told.kind, `${kept.rule}, since ${time(kept.since)}`, told),
    ),
    ...settings.map((kept) => discrepancyLine('setting', kept)),
    ...missing.map((told) => line('MISSING', told.kind, `${told.rule}, was due by ${time(told.by)}`, told)),
    ...unexplained.map((kept) => discrepancyLine('FALSE', kept)),
    '',
    `${found.length} found, ${missing.length} MISSING, ${unexplained.length} FALSE.`,
    `Not counted: ${notYet.length} whose time has not come, ${cameRight.length} that came right before it, ` +
      `${unfindable.length} that nobody can find, ${settings.length} that are about settings.`,
  ];
}

const discrepancyLine = (verdict, { rule, since, text }) =>
  `${verdict.padEnd(8)} ${rule}, since ${time(since)}: ${text.en} / ${text.zh}`;

const line = (verdict, kind, what, { orders }) =>
  `${verdict.padEnd(8)} ${kind.padEnd(18)} ${what} (${orders.map(({ vendor, orderNo }) => `${vendor} ${orderNo}`).join(', ')})`;

const time = (instant) =>
  new Date(instant).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
