import { storableJson } from '#domain/storable.js';

/** A value as JSON that a column of type jsonb takes, whatever texts are in it; a bigint becomes its digits. */
export const jsonText = (value: unknown): string => storableJson(JSON.stringify(value, digitsOf));

const digitsOf = (_key: string, member: unknown): unknown =>
  typeof member === 'bigint' ? member.toString() : member;
