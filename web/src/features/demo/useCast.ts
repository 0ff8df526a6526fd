import { useEffect, useState } from 'react';
import { fetchCast } from '../../api/demo';
import type { CastMember } from '../../api/shapes';

/** Empty where the demonstration's door does not exist. */
export function useCast(): readonly CastMember[] {
  const [cast, setCast] = useState<readonly CastMember[]>([]);
  useEffect(() => {
    void fetchCast().then(
      (answer) => setCast(answer.cast),
      () => undefined,
    );
  }, []);
  return cast;
}
