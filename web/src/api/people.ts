/** Questions about people: whom one may write to, and who somebody is. */
import { request } from './fetch';
import type { components } from './schema.gen';
import type { Contact, Contacts } from './shapes';

export type { Contact } from './shapes';
export type ContactGroup = Contact['group'];
export type Kind = Contact['kind'];
export type PersonOut = components['schemas']['PersonOut'];

export const fetchContacts = () => request<Contacts>('GET', '/api/contacts');

export const fetchPerson = (profile: number) => request<PersonOut>('GET', `/api/people/${profile}`);

/** Pupils and parents are most of a school, so the colour is kept for those who work there. */
export const isStaffKind = (kind: Kind | string) => kind === 'teacher' || kind === 'staff' || kind === 'head';
