/** Questions about people: whom one may write to, and who somebody is. */
import { request } from './fetch';
import type { Reason } from './shapes';

export type Kind = 'pupil' | 'guardian' | 'teacher' | 'staff' | 'head';

export type ContactGroup = 'class' | 'children' | 'pupils' | 'teachers' | 'parents' | 'staff';

export interface Contact {
  profile: number;
  name: string;
  badge: string;
  kind: Kind;
  group: ContactGroup;
}

export interface PersonOut {
  profile: number;
  name: string;
  kind: Kind;
  /** «учитель», «мама: Маша»: in whichever hats this person is known to me. */
  roles: string[];
  /** Why I see this person. */
  reasons: Reason[];
  /** The chats in which we both sit. */
  common: number[];
  may_write: boolean;
}

export const fetchContacts = () => request<{ contacts: Contact[] }>('GET', '/api/contacts');

export const fetchPerson = (profile: number) => request<PersonOut>('GET', `/api/people/${profile}`);

/** Pupils and parents are most of a school, so the colour is kept for those who work there. */
export const isStaffKind = (kind: Kind | string) => kind === 'teacher' || kind === 'staff' || kind === 'head';
