/**
 * In SQL: whether a row comes after the moment ($2, $3), and the order of rows by moments. Keys are compared byte by
 * byte, whatever the database sorts by.
 */
export const afterMoment = (at: string, key: string): string =>
  `${at} >= $2 AND (${at} > $2 OR ${byteOrder(key)} > $3)`;
export const byMoment = (at: string, key: string): string => `${at}, ${byteOrder(key)}`;

const byteOrder = (key: string): string => `(${key})::text COLLATE "C"`;
