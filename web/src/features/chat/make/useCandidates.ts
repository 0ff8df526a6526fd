import { useCallback, useState } from 'react';
import { type CandidateQuery, type Candidates, fetchCandidates } from '../../../api/groups';
import { type Answer, useAnswer } from '../../../ui/useAnswer';

/** A person types several letters a second; the server is asked after a breath. */
const PAUSE_MS = 200;

export interface CandidateSearch {
  query: CandidateQuery;
  change(part: Partial<CandidateQuery>): void;
  answer: Answer<Candidates>;
}

/** Searches whom one may bring into a chat; null is a chat that is being made. */
export function useCandidates(conversation: number | null): CandidateSearch {
  const [query, setQuery] = useState<CandidateQuery>({ q: '', role: null, unit: null });
  const ask = useCallback(() => fetchCandidates(conversation, { ...query, q: query.q.trim() }), [conversation, query]);
  const answer = useAnswer(ask, query.q ? PAUSE_MS : 0);
  const change = useCallback((part: Partial<CandidateQuery>) => setQuery((all) => ({ ...all, ...part })), []);
  return { query, change, answer };
}
