/** The identity door (allauth headless, browser client): signing in, codes, sessions. */
import { ApiError } from './ApiError';
import { request } from './fetch';

const DOOR = '/id/browser/v1';

export interface OwnSession {
  id: number;
  /** «Chrome, Windows» */
  browser: string;
  /** Seconds since 1970: the door is older than our milliseconds. */
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
}

/** What the door expects next. */
export type Stage = 'signed_in' | 'code' | 'password';

interface Refusal {
  status: number;
  errors?: { message: string; code: string; param?: string }[];
  data?: { flows?: { id: string; is_pending?: boolean }[] };
}

const STATUS_PENDING = 401;
/** The flow that allauth calls a code after the password. */
const CODE_FLOWS = ['login_by_code', 'mfa_login_code'];

/** Asks where we stand; also brings the CSRF cookie that the next POST needs. */
export const askStage = () => stageAfter(request('GET', `${DOOR}/auth/session`));

export const postLogin = (phone: string, password: string) =>
  stageAfter(request('POST', `${DOOR}/auth/login`, { phone, password }));

export const postCode = (code: string) => stageAfter(request('POST', `${DOOR}/auth/code/confirm`, { code }));

export const postResend = () => stageAfter(request('POST', `${DOOR}/auth/code/resend`));

/** The door answers a finished sign-out with 401, "nobody is signed in now". */
export const deleteSession = () => stageAfter(request('DELETE', `${DOOR}/auth/session`));

export async function fetchSessions(): Promise<OwnSession[]> {
  return (await request<{ data: OwnSession[] }>('GET', `${DOOR}/auth/sessions`)).data;
}

export const deleteSessions = (sessions: number[]) => request('DELETE', `${DOOR}/auth/sessions`, { sessions });

async function stageAfter(asked: Promise<unknown>): Promise<Stage> {
  try {
    await asked;
    return 'signed_in';
  } catch (error) {
    if (error instanceof ApiError && error.status === STATUS_PENDING) return pendingStage(error.answer as Refusal);
    throw explained(error);
  }
}

function pendingStage(answer: Refusal | null): Stage {
  const pending = answer?.data?.flows?.find((flow) => flow.is_pending);
  return pending && CODE_FLOWS.includes(pending.id) ? 'code' : 'password';
}

/** The door's own error shape, turned into ours. */
function explained(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const first = (error.answer as Refusal | null)?.errors?.[0];
  return first ? new ApiError(error.status, first.code, first.message, error.answer) : error;
}
