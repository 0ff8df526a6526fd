import { createContext, useContext } from 'react';
import type { CallSession } from './session';
import { type CallView, NOWHERE } from './view';

/** What the screens of a call do; the session does it, and in a trial a stand-in. */
export type Deeds = Pick<
  CallSession,
  | 'setMicrophone'
  | 'setCamera'
  | 'setScreen'
  | 'setHand'
  | 'setSoundOnly'
  | 'showPictures'
  | 'startSound'
  | 'choose'
  | 'attach'
  | 'govern'
  | 'change'
  | 'readLobby'
  | 'leave'
  | 'endForAll'
>;

export interface CallHere {
  view: CallView;
  deeds: Deeds;
}

const NO_CALL = {} as Deeds;

export const CallContext = createContext<CallHere>({ view: NOWHERE, deeds: NO_CALL });

export const useCall = () => useContext(CallContext);
