/** A name as it is compared: no two users differ by case, or by the form of their characters, alone. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
