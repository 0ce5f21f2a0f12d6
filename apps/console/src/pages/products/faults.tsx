import { Refused } from '../../kit/refused.js';
import { useFieldFaults } from '../../kit/field-faults.js';

const MOST = 20;

/** Why mappings were refused, each by its place in what was sent: all or none are saved. */
export function Faults({ error }: { readonly error: Error | null }) {
  const faults = useFieldFaults(error).beside([]);
  return (
    <div className="grid gap-1 text-bad">
      <Refused error={error} isBeside />
      <ul className="list-disc pl-5">
        {faults.slice(0, MOST).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </div>
  );
}
