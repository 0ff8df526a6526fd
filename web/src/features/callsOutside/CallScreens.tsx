import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Notice } from '../../ui/Notice';
import type { Route } from '../../ui/route/paths';
import { CallPlan } from './make/CallPlan';
import { Gather } from './make/Gather';
import { MakeCall } from './make/MakeCall';
import styles from './Screen.module.css';
import { Attendance } from './section/Attendance';
import { Calls } from './section/Calls';

export type CallsRoute = Extract<Route, { screen: 'calls' | 'make-call' | 'gather' | 'call-plan' | 'attendance' }>;

/** The screens of the section «Звонки»: the list, and beside it, or on the phone in its place, what was chosen. */
export function CallScreens({ route, isPhone }: { route: CallsRoute; isPhone: boolean }) {
  const chosen = chosenOf(route, isPhone);
  if (isPhone) return chosen ?? <Calls isPhone />;
  return (
    <>
      <Calls isPhone={false} selected={'call' in route ? route.call : null} />
      {chosen ?? (
        <div className={`${styles.nothing} pm-paper`}>
          <Notice>{t`Выберите звонок или создайте новый.`}</Notice>
        </div>
      )}
    </>
  );
}

function chosenOf(route: CallsRoute, isPhone: boolean): ReactNode {
  switch (route.screen) {
    case 'make-call':
      return <MakeCall isPhone={isPhone} />;
    case 'gather':
      return <Gather key={route.chat} chat={route.chat} isPhone={isPhone} />;
    case 'call-plan':
      return <CallPlan key={route.call} call={route.call} isPhone={isPhone} />;
    case 'attendance':
      return <Attendance key={route.call} call={route.call} isPhone={isPhone} />;
    default:
      return null;
  }
}
