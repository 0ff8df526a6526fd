import type { CallOut, Policy } from '../src/api/calls';
import { type CallView, NOWHERE, type Seat } from '../src/features/calls/view';

interface Wanted {
  people: number;
  isScreen: boolean;
  isHost: boolean;
  isStill: boolean;
  isWeak: boolean;
  isMending: boolean;
}

const NAMES =
  'Игорь Сергеевич Ли,Маша Смирнова,Артём Кузнецов,Амина Гаджиева,Тимур Орлов,Соня Белова,Глеб Лапин,Ева Крылова,' +
  'Марк Зайцев,Полина Чернышевская,Лев Попов,Мила Королёва,Тихон Беляев,Варя Осипова,Савва Громов,Ника Тарасова,' +
  'Матвей Жуков,Ульяна Сорокина,Фёдор Власов,Агата Миронова,Роман Фомин,Лиза Ершова,Ян Давыдов,Зоя Мельникова,' +
  'Пётр Щербаков,Кира Блинова,Захар Колесников,Алина Карпова,Степан Афанасьев,Дина Власова';

const POLICY: Policy = { lobby: true, locked: false, speak: 'all', camera: 'all', share: 'hosts', write: 'all' };

export function inventedView({ people, isScreen, isHost, isStill, isWeak, isMending }: Wanted): CallView {
  const me = isHost ? 0 : 1;
  const seats = NAMES.split(',')
    .slice(0, people)
    .map((name, no) => seatOf(name, no, me, isScreen))
    .toSorted((one, other) => Number(other.isMe) - Number(one.isMe));
  return {
    ...NOWHERE,
    phase: 'inside',
    call: callOf(seats.length),
    room: {
      call: 1,
      title: '3А - Математика',
      policy: POLICY,
      frozen: isStill,
      waiting: isHost ? 2 : 0,
      viewers: 0,
      questions: 0,
      shown: null,
    },
    seats,
    speaker: 'p2',
    isMending,
    paused: isWeak ? 'cameras' : 'nothing',
    lobby: isHost
      ? [
          { participant: 71, profile: 171, name: 'Глеб Лапин', kind: 'pupil', invited_by: '', since: 1 },
          { participant: 72, profile: null, name: 'Ольга, логопед', kind: 'guest', invited_by: 'Ли И. С.', since: 2 },
        ]
      : [],
  };
}

/** Every fifth has no camera, some hands are up, one has a weak line, the last of many is a guest. */
function seatOf(name: string, no: number, me: number, isScreen: boolean): Seat {
  const shows = isScreen && no === (me === 0 ? 1 : 0);
  return {
    identity: `p${no + 1}`,
    id: no + 1,
    name,
    isMe: no === me,
    handAt: RAISED.has(no) ? no : null,
    hasSound: no < 2 || no === 5,
    camera: no % 5 === 4 ? '' : `camera ${no}`,
    screen: shows ? 'screen' : '',
    isSpeaking: no === 1,
    quality: no === 5 ? 'poor' : 'good',
    cameAt: no,
    profile: no + 1,
    hosting: '',
    ...roleOf(no),
  };
}

const RAISED = new Set([2, 3, 8]);

type Role = Pick<Seat, 'part' | 'kind' | 'badge' | 'invitedBy' | 'may'> & { name?: string };

function roleOf(no: number): Role {
  const may = 'speak,show,write,hand';
  if (no === 0)
    return { part: 'host', kind: 'staff', badge: 'учитель', invitedBy: '', may: `${may},share,invite,run,end` };
  if (no === 6) return { part: 'guest', kind: 'guest', badge: '', invitedBy: 'Ли И. С.', may, name: 'Ольга, логопед' };
  return { part: 'member', kind: 'pupil', badge: 'ученик', invitedBy: '', may };
}

const callOf = (count: number): CallOut => ({
  id: 1,
  kind: 'chat',
  state: 'open',
  media: 'video',
  title: '3А - Математика',
  conversation: null,
  by: 1,
  by_name: 'Ли И. С.',
  planned_at: null,
  started_at: Date.now() - 1_334_000,
  ended_at: null,
  ended_by: '',
  count,
  policy: POLICY,
  part: 'host',
  may: [],
  was_in: false,
  audience: null,
  my_ms: 0,
});
